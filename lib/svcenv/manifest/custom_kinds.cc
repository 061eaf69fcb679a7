#include "svcenv/manifest/custom_kinds.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace svcenv {
namespace {

constexpr size_t kLongestPath = 32;  // in keys; deeper values are never searched

bool IsKind(std::string_view kind) {
  return !kind.empty() && kind[0] != '.' && std::all_of(kind.begin(), kind.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '-';
  });
}

// Returns whether a path for Add, with "[]" replaced by ".*", is valid.
bool IsPath(std::string_view path) {
  const std::vector<std::string_view> keys = absl::StrSplit(path, '.');
  if (keys.size() > kLongestPath) return false;
  return std::all_of(keys.begin(), keys.end(), [](std::string_view key) {
    return !key.empty() && key.find_first_of("[]") == std::string_view::npos;
  });
}

// Returns "example.com" for "Widget.example.com" and "" for "Widget".
std::string_view GroupAfter(std::string_view kind) {
  const size_t dot = std::min(kind.find('.'), kind.size());
  return kind.substr(std::min(dot + 1, kind.size()));
}

}  // namespace

std::string CustomKinds::Add(std::string_view kind, std::string_view path) {
  if (!IsKind(kind)) return "kind must have the form Kind or Kind.group";
  const std::string_view group = GroupAfter(kind);
  const std::string_view name = kind.substr(0, kind.find('.'));
  const bool is_known = group.empty() ? FindKind(name) != nullptr
                                      : !absl::StrContains(group, '.') &&
                                            FindKind(absl::StrCat(group, "/v1"), name) != nullptr;
  if (is_known) {
    return absl::StrCat(name, " is already supported; to add another ", name,
                        ", append its group, such as ", name, ".example.com");
  }
  const std::string plain = absl::StrReplaceAll(path, {{"[]", ".*"}});
  if (!IsPath(plain)) return "path must be keys separated by '.', with [] after the key of a list";
  auto row = std::find_if(rows_.begin(), rows_.end(), [&](const Row& r) { return r.kind == kind; });
  if (row == rows_.end()) {
    row = rows_.insert(rows_.end(), Row{std::string(kind), {}, {}, {}});
    row->group = std::string(group);
  }
  row->places.push_back({row->paths.emplace_back(plain), PodPlace::Shape::kTemplateOrSpec});
  kinds_.clear();
  for (const Row& one : rows_) {
    Kind added;
    added.name = one.kind;
    added.type = Kind::Type::kWorkload;
    added.groups = one.group;
    added.places = one.places;
    added.controller = {"*", "*", "*"};
    kinds_.push_back(added);
  }
  return "";
}

const Kind* FindCustomKind(absl::Span<const Kind> kinds, std::string_view api_version,
                           std::string_view kind) {
  for (const Kind& row : kinds) {
    if (row.api_kind() != kind) continue;
    if (row.groups.empty() || row.groups == GroupOf(api_version)) return &row;
  }
  return nullptr;
}

}  // namespace svcenv
