// Parses a .svcenv.yaml.
#ifndef SVCENV_CLI_SOURCES_LINT_CONFIG_READER_H_
#define SVCENV_CLI_SOURCES_LINT_CONFIG_READER_H_

#include <cstdint>

#include "cli/sources/lint_config.h"
#include "svcenv/base/arena.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"

namespace svcenv::cli {

struct ParsedLintConfig {
  LintConfig config;
  Diagnostics errors;  // with code "config"
};

ParsedLintConfig ReadLintConfig(Sources& sources, uint32_t file, Arena& arena);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_LINT_CONFIG_READER_H_
