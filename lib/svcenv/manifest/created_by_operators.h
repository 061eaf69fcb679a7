// Lists the Secrets and ConfigMaps that operators create. Internal to this package.
#ifndef SVCENV_MANIFEST_CREATED_BY_OPERATORS_H_
#define SVCENV_MANIFEST_CREATED_BY_OPERATORS_H_

#include <string_view>
#include <vector>

#include "svcenv/base/arena.h"
#include "svcenv/kubernetes/created_object.h"
#include "svcenv/syntax/reader.h"

namespace svcenv {

// Returns the objects that an operator creates for the next object, in `default_namespace` if that
// object sets no namespace. Their keys are unknown. Does not advance `reader`.
std::vector<CreatedObject> CreatedByOperators(Reader& reader, std::string_view api_version,
                                              std::string_view kind,
                                              std::string_view default_namespace, Arena& arena);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_CREATED_BY_OPERATORS_H_
