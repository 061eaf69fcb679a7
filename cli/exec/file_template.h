// Writes configuration files from templates with $(NAME) references.
#ifndef SVCENV_CLI_EXEC_FILE_TEMPLATE_H_
#define SVCENV_CLI_EXEC_FILE_TEMPLATE_H_

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace svcenv::cli {

struct FileTemplate {
  std::string source;
  std::string destination;
};

// Parses the value of --template: "SRC:DST".
absl::StatusOr<FileTemplate> ParseFileTemplate(std::string_view text);

// Parses the value of --mode: octal permissions like "640".
absl::StatusOr<mode_t> ParseMode(std::string_view text);

struct FileTemplateOptions {
  std::optional<mode_t> mode;    // of destinations; defaults to the permissions of each source
  bool keep_unresolved = false;  // keeps a $(NAME) without a value instead of failing
};

// Writes each destination: the contents of its source with each $(NAME) expanded to the value that
// `variable` returns. Follows the rules of the kubelet ($$ means $, and values are not expanded
// again) and copies all other bytes. Replaces an existing destination and follows symbolic links. A
// reader sees either the whole old file or the whole new one.
//
// On failure, writes nothing. Errors name the file, and the line of each reference without a value.
// On file systems that cannot exchange two files, destinations that were replaced before the
// failure stay replaced, and the error says so.
absl::Status WriteFiles(
    absl::Span<const FileTemplate> templates, const FileTemplateOptions& options,
    absl::FunctionRef<std::optional<std::string_view>(std::string_view name)> variable);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_EXEC_FILE_TEMPLATE_H_
