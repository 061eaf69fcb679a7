// Reads the text of a .svcenv.yaml.
#ifndef SVCENV_CLI_SOURCES_LINT_CONFIG_READER_H_
#define SVCENV_CLI_SOURCES_LINT_CONFIG_READER_H_

#include <cstdint>

#include "cli/sources/lint_config.h"
#include "svcenv/base/arena.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/source.h"

namespace svcenv::cli {

// Every error in it goes to `diagnostics`, with code "config".
LintConfig ReadLintConfig(Sources& sources, uint32_t file, Arena& arena, Diagnostics* diagnostics);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_LINT_CONFIG_READER_H_
