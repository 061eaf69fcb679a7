#include "cli/exec/drop_links.h"

#include <algorithm>
#include <memory>
#include <string_view>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "re2/re2.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/env/link_variables.h"

namespace svcenv::cli {
namespace {

constexpr char kAll[] = "all";
constexpr char kUnused[] = "unused";

bool IsNamePart(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// Adds the names that `text` refers to in the syntax of the kubelet or of a shell.
void AddReferences(std::string_view text, absl::flat_hash_set<std::string_view>* names) {
  for (size_t dollar = text.find('$'); dollar != std::string_view::npos;
       dollar = text.find('$', dollar + 1)) {
    std::string_view rest = text.substr(dollar + 1);
    if (!rest.empty() && (rest[0] == '(' || rest[0] == '{')) rest.remove_prefix(1);
    const auto end = std::find_if_not(rest.begin(), rest.end(), IsNamePart);
    names->insert(rest.substr(0, static_cast<size_t>(end - rest.begin())));
  }
}

}  // namespace

void DropLinksFlags::Add(Arguments* arguments) {
  arguments->Group("Service link variables");
  arguments->AddWithUsual(&which_, kAll, "--drop-links", "all|unused",
                          "Remove link variables, except those of the service kubernetes. With "
                          "unused, remove only those that neither COMMAND ARG… nor other variables "
                          "refer to");
  arguments->Add(&keep_, "--keep", "REGEX",
                 "Keep link variables if REGEX matches any part of their name");
}

absl::Status DropLinksFlags::Prepare(const EnvironmentBlock& started_with) {
  if (which_.empty() && !keep_.empty()) {
    return absl::InvalidArgumentError("--keep requires --drop-links");
  }
  if (which_.empty()) return absl::OkStatus();
  if (which_ != kAll && which_ != kUnused) {
    return absl::InvalidArgumentError(absl::StrCat("--drop-links '", Visible(which_),
                                                   "' is not valid: use ", kAll, " or ", kUnused));
  }
  for (const std::string& pattern : keep_) {
    if (const RE2 regex(pattern, RE2::Quiet); !regex.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("--keep '", Visible(pattern),
                       "' is not a valid regular expression: ", Visible(regex.error())));
    }
  }
  std::vector<NamedValue> variables;
  variables.reserve(started_with.size());
  for (const char* const record : started_with.records()) {
    const EnvironmentVariable variable = SplitRecord(record);
    variables.push_back({variable.name, variable.value});
  }
  const std::vector<bool> links = FindLinkVariables(variables);
  for (size_t i = 0; i < links.size(); ++i) {
    if (links[i]) links_.insert(started_with.records()[i]);
  }
  return absl::OkStatus();
}

size_t DropLinksFlags::Apply(absl::Span<const std::string> command,
                             EnvironmentBlock* environment) const {
  if (links_.empty()) return 0;
  std::vector<std::unique_ptr<const RE2>> keep;
  for (const std::string& pattern : keep_) {
    keep.push_back(std::make_unique<RE2>(pattern, RE2::Latin1));  // names may contain any bytes
  }
  const auto kept = [&](std::string_view name) {
    return absl::c_any_of(keep, [&](const auto& regex) { return RE2::PartialMatch(name, *regex); });
  };
  absl::flat_hash_set<std::string_view> used;
  if (which_ == kUnused) {
    for (const std::string& word : command) AddReferences(word, &used);
    for (const char* const record : environment->records()) {
      if (!links_.contains(record)) AddReferences(SplitRecord(record).value, &used);
    }
  }
  const size_t before = environment->size();
  environment->RemoveIf([&](const char* record) {
    if (!links_.contains(record)) return false;
    const std::string_view name = SplitRecord(record).name;
    return !used.contains(name) && !kept(name);
  });
  return before - environment->size();
}

}  // namespace svcenv::cli
