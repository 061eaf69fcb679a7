#include "svcenv/kubernetes/kinds.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "svcenv/kubernetes/kinds_table.h"

namespace svcenv {
namespace {

// Returns whether a comma-separated list contains the word.
bool HasWord(std::string_view list, std::string_view word) {
  while (true) {
    const size_t comma = list.find(',');
    if (list.substr(0, comma) == word) return true;
    if (comma == std::string_view::npos) return false;
    list.remove_prefix(comma + 1);
  }
}

// An index of the kinds by name.
struct KindsByName {
  absl::flat_hash_map<std::string_view, const Kind*> by_name;
  absl::flat_hash_map<std::string_view, absl::InlinedVector<const Kind*, 1>> by_api_kind;
};

const KindsByName& ByName() {
  static const KindsByName& kinds = *[] {
    auto* const made = new KindsByName;
    for (const Kind& kind : Kinds()) {
      made->by_name.emplace(kind.name, &kind);
      made->by_api_kind[kind.api_kind()].push_back(&kind);
    }
    return made;
  }();
  return kinds;
}

// Returns whether `text` equals `word`, which must be lowercase, ignoring case.
bool IsWord(std::string_view text, std::string_view word) {
  return text.size() == word.size() &&
         std::equal(text.begin(), text.end(), word.begin(),
                    [](char a, char b) { return absl::ascii_tolower(a) == b; });
}

}  // namespace

std::string Kind::Resource() const {
  return absl::StrCat(plural, group().empty() ? "" : ".", group());
}

bool Kind::IsIn(std::string_view one) const { return HasWord(groups, one); }

absl::Span<const Kind> Kinds() { return KindsTable(); }

const Kind* FindKind(std::string_view name) {
  const auto found = ByName().by_name.find(name);
  return found == ByName().by_name.end() ? nullptr : found->second;
}

std::string_view GroupOf(std::string_view api_version) {
  api_version = absl::StripPrefix(api_version, "/");
  const size_t slash = api_version.find('/');
  return slash == std::string_view::npos ? std::string_view() : api_version.substr(0, slash);
}

const Kind* FindKind(std::string_view api_version, std::string_view kind) {
  const auto found = ByName().by_api_kind.find(kind);
  if (found == ByName().by_api_kind.end()) return nullptr;
  const std::string_view group = GroupOf(api_version);
  for (const Kind* const row : found->second) {
    if (row->IsIn(group)) return row;
  }
  return nullptr;
}

const Kind* FindKindByWord(std::string_view word) {
  const std::string lower = absl::AsciiStrToLower(word);
  const std::string_view text = lower;
  const size_t dot = std::min(text.find('.'), text.size());
  const std::string_view name = text.substr(0, dot);
  const std::string_view group = text.substr(std::min(dot + 1, text.size()));
  if (name.empty()) return nullptr;
  for (const Kind& kind : Kinds()) {
    const bool is_name = IsWord(kind.api_kind(), name) || kind.plural == name ||
                         (!kind.short_names.empty() && HasWord(kind.short_names, name));
    if (is_name && (group.empty() || kind.IsIn(group))) return &kind;
  }
  return nullptr;
}

std::string NameOfKind(std::string_view api_version, std::string_view kind) {
  if (FindKind(kind) == nullptr) return std::string(kind);
  return absl::StrCat(kind, ".", GroupOf(api_version));
}

const Controller& ControllerOf(std::string_view kind) {
  static constexpr Controller kAnything = {"*", "*", "*"};
  const Kind* const row = FindKind(kind);
  return row != nullptr ? row->controller : kAnything;
}

}  // namespace svcenv
