// Texts that are sources of manifests, and not manifests.
#ifndef SVCENV_CLI_SOURCES_RECOGNIZE_H_
#define SVCENV_CLI_SOURCES_RECOGNIZE_H_

#include <cstddef>
#include <optional>
#include <string_view>

namespace svcenv::cli {

// Returns where the first action of a Helm template begins, if the text has one. To be asked about
// text that is not YAML: values of manifests may contain such text.
std::optional<size_t> FindHelmAction(std::string_view text);

// Returns whether the text has a `{{ … }}`, `{% … %}`, or `{# … #}` outside of quotes, as templates of
// Go, Jinja, and others have it. To be asked about text that is not YAML, too: a value of a block may
// contain such text.
bool HasTemplateAction(std::string_view text);

// Returns whether the text is a list of operations on an object (RFC 6902), as kustomize takes it.
bool IsJsonPatch(std::string_view text);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_RECOGNIZE_H_
