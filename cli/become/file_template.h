// Configuration files made from templates with $(NAME) in them.
#ifndef SVCENV_CLI_BECOME_FILE_TEMPLATE_H_
#define SVCENV_CLI_BECOME_FILE_TEMPLATE_H_

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

// What --template takes, "SRC:DST".
absl::StatusOr<FileTemplate> ParseFileTemplate(std::string_view text);

// What --mode takes: octal permissions, "640".
absl::StatusOr<mode_t> ParseMode(std::string_view text);

struct FileTemplateOptions {
  std::optional<mode_t> mode;    // of the files that are written; else each source's
  bool keep_unresolved = false;  // a $(NAME) without a value stays as it is, and is no error
};

// Writes each destination: its source's text with each $(NAME) replaced by what `variable` gives,
// by the kubelet's rules ($$ gives $, what was put in is not looked at again); any other byte is
// passed through. A destination that is there is replaced, a symbolic link is followed. A reader
// sees the old file or the new one, whole.
//
// Nothing is written when anything fails; errors name the file, and the line of each reference that
// has no value. On file systems that cannot exchange two files, destinations that were replaced
// before another one could not be stay replaced, and the error says so.
absl::Status WriteFiles(
    absl::Span<const FileTemplate> templates, const FileTemplateOptions& options,
    absl::FunctionRef<std::optional<std::string_view>(std::string_view name)> variable);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_BECOME_FILE_TEMPLATE_H_
