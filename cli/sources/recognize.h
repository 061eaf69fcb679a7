// Recognizes files from which other tools generate manifests.
#ifndef SVCENV_CLI_SOURCES_RECOGNIZE_H_
#define SVCENV_CLI_SOURCES_RECOGNIZE_H_

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"

namespace svcenv::cli {

// Returns the offset of the first action of a Helm template. Call it only for text that is not
// valid YAML: values of manifests may contain such text.
std::optional<size_t> FindHelmAction(std::string_view text);

// Returns whether the text contains `{{ … }}`, `{% … %}`, or `{# … #}` outside quotes, as in
// templates of Go, Jinja, and others. Call it only for text that is not valid YAML: a block scalar
// may contain such text.
bool HasTemplateAction(std::string_view text);

// An object that a template defines under a name without actions.
struct TemplateObject {
  std::string_view kind;
  std::string_view name;
};

// Returns the ConfigMaps and Secrets whose kind and name a template has in plain text. Looks for
// them line by line, because the template is not valid YAML. O(text.size()).
std::vector<TemplateObject> ObjectsOfTemplate(std::string_view text ABSL_ATTRIBUTE_LIFETIME_BOUND);

// Returns whether the text is a JSON patch (RFC 6902), as kustomize accepts.
bool IsJsonPatch(std::string_view text);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_RECOGNIZE_H_
