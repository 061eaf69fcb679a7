// Recognizes files from which other tools generate manifests.
#ifndef SVCENV_CLI_SOURCES_RECOGNIZE_H_
#define SVCENV_CLI_SOURCES_RECOGNIZE_H_

#include <cstddef>
#include <optional>
#include <string_view>

namespace svcenv::cli {

// Returns the offset of the first action of a Helm template. Call it only for text that is not
// valid YAML: values of manifests may contain such text.
std::optional<size_t> FindHelmAction(std::string_view text);

// Returns whether the text contains `{{ … }}`, `{% … %}`, or `{# … #}` outside quotes, as in
// templates of Go, Jinja, and others. Call it only for text that is not valid YAML: a block scalar
// may contain such text.
bool HasTemplateAction(std::string_view text);

// Returns whether the text is a JSON patch (RFC 6902), as kustomize accepts.
bool IsJsonPatch(std::string_view text);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_RECOGNIZE_H_
