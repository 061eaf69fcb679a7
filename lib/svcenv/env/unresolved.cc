#include "svcenv/env/unresolved.h"

#include "absl/strings/str_cat.h"

namespace svcenv {

Diagnostic Describe(const UnresolvedReference& reference) {
  Diagnostic result;
  result.code = "reference-unresolved";
  result.message =
      absl::StrCat("$(", reference.name, ") stays as it is: nothing of that name is set");
  result.remedy = absl::StrCat("define ", reference.name, " before it is used, or write $$(",
                               reference.name, ") if this is meant");
  result.position = reference.position;
  result.field = reference.field;
  return result;
}

}  // namespace svcenv
