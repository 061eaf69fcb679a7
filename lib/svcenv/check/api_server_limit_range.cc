// Checks LimitRanges as the API server does.
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "svcenv/check/api_server.h"
#include "svcenv/check/refusals.h"
#include "svcenv/kubernetes/resource_value.h"

namespace svcenv {
namespace {

// The quantities of an item, in ascending order: none may exceed a later one.
struct Bound {
  std::string_view name;
  Entries LimitRangeItem::*quantities;
};
constexpr Bound kBounds[] = {{"min", &LimitRangeItem::min},
                             {"defaultRequest", &LimitRangeItem::default_requests},
                             {"default", &LimitRangeItem::default_limits},
                             {"max", &LimitRangeItem::max}};

// Reports a quantity that exceeds one of `higher`, once.
void CheckBelow(const Bound& lower, const Entry& entry, const LimitRangeItem& item,
                const Bound* higher, const std::string& field, Refusals& refusals) {
  for (; higher != std::end(kBounds); ++higher) {
    const Entry* other = FindEntry(item.*higher->quantities, entry.key);
    if (other == nullptr || Rounded(entry).Compare(Rounded(*other)) <= 0) continue;
    if (IsSubstituted(other->value)) continue;
    refusals.Add(
        absl::StrCat(field, ".", lower.name, "[", entry.key, "]"),
        absl::StrCat(entry.value, " is greater than the ", higher->name, " ", other->value),
        absl::StrCat("lower it, or raise ", higher->name), entry.position);
    return;
  }
}

}  // namespace

void FindRefusals(const LimitRange& limit_range, Diagnostics* diagnostics) {
  Refusals refusals("LimitRange", limit_range.meta, diagnostics);
  absl::flat_hash_set<std::string_view> types;
  for (size_t i = 0; i < limit_range.limits.size(); ++i) {
    const LimitRangeItem& item = limit_range.limits[i];
    const std::string field = absl::StrCat("spec.limits[", i, "]");
    if (!types.insert(item.type.text).second) {
      refusals.Add(field + ".type",
                   absl::StrCat("another item also has type ", GoQuote(item.type.text)),
                   "merge the items: each type may appear once", item.type.position);
    }
    for (const Bound& bound : kBounds) {
      for (const Entry& entry : item.*bound.quantities) {
        CheckBelow(bound, entry, item, &bound + 1, field, refusals);
      }
    }
  }
}

}  // namespace svcenv
