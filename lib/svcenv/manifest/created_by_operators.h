// Secrets and ConfigMaps that operators create under names that follow from an object's; for this
// package only.
#ifndef SVCENV_MANIFEST_CREATED_BY_OPERATORS_H_
#define SVCENV_MANIFEST_CREATED_BY_OPERATORS_H_

#include <string_view>
#include <vector>

#include "svcenv/base/arena.h"
#include "svcenv/kubernetes/created_object.h"
#include "svcenv/syntax/reader.h"

namespace svcenv {

// Returns what operators create from the object that is read next, in `default_namespace` if it
// names none. Reads nothing. Their keys are not known, and others are possible.
std::vector<CreatedObject> CreatedByOperators(Reader& reader, std::string_view api_version,
                                              std::string_view kind,
                                              std::string_view default_namespace, Arena& arena);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_CREATED_BY_OPERATORS_H_
