#include "svcenv/env/unresolved.h"

#include "absl/strings/str_cat.h"

namespace svcenv {

Diagnostic Describe(const UnresolvedReference& reference) {
  Diagnostic result;
  result.code = "reference-unresolved";
  result.message = absl::StrCat("$(", reference.name, ") is not expanded: ", reference.name,
                                " is not set in this container");
  result.remedy = absl::StrCat("define ", reference.name, " before it is used, or write $$(",
                               reference.name, ") to keep it literal");
  result.position = reference.position;
  result.field = reference.field;
  return result;
}

}  // namespace svcenv
