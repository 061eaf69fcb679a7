#include "svcenv/admission/policy.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/check/rule.h"
#include "svcenv/kubernetes/names.h"
#include "svcenv/kubernetes/quantity.h"
#include "svcenv/manifest/configuration.h"
#include "svcenv/manifest/fields.h"

namespace svcenv {
namespace {

struct LinksName {
  std::string_view name;
  LinksPolicy links;
};

constexpr LinksName kLinksNames[] = {
    {"unchanged", LinksPolicy::kUnchanged}, {"all", LinksPolicy::kAll},
    {"none", LinksPolicy::kNone},           {"minimal", LinksPolicy::kMinimal},
    {"annotated", LinksPolicy::kAnnotated},
};

struct ModeName {
  std::string_view name;
  PolicyMode mode;
};

constexpr ModeName kModeNames[] = {
    {"enforce", PolicyMode::kEnforce},
    {"warn", PolicyMode::kWarn},
    {"audit", PolicyMode::kAudit},
};

// Returns whether the next value is a string or null. The decoder reports any other type.
bool IsText(Decoder& decoder) {
  const ValueType type = decoder.reader().type();
  return type == ValueType::kString || type == ValueType::kNull;
}

// Returns the row that the next value names, or null after reporting an error about `what`.
template <typename Row, size_t N>
const Row* ReadName(Decoder& decoder, const Row (&rows)[N], std::string_view what) {
  const bool may_be_right = IsText(decoder);
  const Located text = decoder.LocatedText();
  if (!may_be_right) return nullptr;
  std::vector<std::string_view> names;
  for (const Row& row : rows) {
    if (row.name == text.text) return &row;
    names.push_back(row.name);
  }
  ConfigurationError(decoder, absl::StrCat("'", text.text, "' is not a valid ", what),
                     SuggestOneOf(text.text, names), text.position);
  return nullptr;
}

void ReadLinks(Decoder& decoder, Policy& policy) {
  const LinksName* row = ReadName(decoder, kLinksNames, "links policy");
  if (row != nullptr) policy.links = row->links;
}

void ReadMode(Decoder& decoder, Policy& policy) {
  const ModeName* row = ReadName(decoder, kModeNames, "mode");
  if (row != nullptr) policy.mode = row->mode;
}

std::vector<std::string> ReadCodes(Decoder& decoder) {
  std::vector<std::string_view> known;
  for (const Rule& rule : Rules()) known.push_back(rule.code);
  std::vector<std::string> codes;
  for (const Located& code : decoder.Texts()) {
    if (IsCode(code.text) || CheckName(decoder, code, "code", known)) codes.emplace_back(code.text);
  }
  return codes;
}

void ReadLabels(Decoder& decoder, Exemptions& exempt) {
  const bool may_be_right = IsText(decoder);
  const Located text = decoder.LocatedText();
  if (!may_be_right) return;
  absl::StatusOr<Selector> selector = Selector::Parse(text.text);
  if (!selector.ok() || text.empty()) {
    ConfigurationError(
        decoder,
        text.empty() ? "an empty selector would exempt every pod"
                     : absl::StrCat("not a valid label selector: ", selector.status().message()),
        "write a label selector, for example app=web,tier in (front, back)", text.position);
    return;
  }
  exempt.labels = *std::move(selector);
}

void ReadImages(Decoder& decoder, Exemptions& exempt) {
  for (const Located& text : decoder.Texts()) {
    auto pattern = std::make_shared<const RE2>(text.text, RE2::Quiet);
    if (!pattern->ok() || text.empty()) {
      ConfigurationError(
          decoder,
          text.empty() ? "an empty pattern would exempt every pod"
                       : absl::StrCat("not a valid regular expression: ", pattern->error()),
          "use RE2 syntax: '(^|/)flagd$' matches any image named flagd, '\\.' matches a dot",
          text.position);
      continue;
    }
    exempt.images.push_back(std::move(pattern));
  }
}

constexpr Field<Exemptions> kExemptFields[] = {
    {"namespaces",
     [](Decoder& d, Exemptions& e) {
       for (const Located& name : d.Texts()) e.namespaces.emplace_back(name.text);
     }},
    {"labels", ReadLabels},
    {"images", ReadImages},
};

// Reads a positive number of bytes.
void ReadBytes(Decoder& decoder, uint64_t* bytes) {
  const bool may_be_right = IsText(decoder) || decoder.reader().type() == ValueType::kNumber;
  const Located text = decoder.Quantity();
  if (!may_be_right) return;
  const absl::StatusOr<Quantity> quantity = Quantity::ParseField(text.text);
  if (!quantity.ok() || quantity->ValueOverflows() || quantity->Value() < 1) {
    ConfigurationError(decoder, absl::StrCat("'", text.text, "' is not a valid limit in bytes"),
                       "write a positive number such as 1048576 or 1Mi", text.position);
    return;
  }
  *bytes = static_cast<uint64_t>(quantity->Value());
}

constexpr Field<Policy> kLimitFields[] = {
    {"stack", [](Decoder& d, Policy& p) { ReadBytes(d, &p.stack_limit_bytes); }},
    {"environment", [](Decoder& d, Policy& p) { ReadBytes(d, &p.environment_limit_bytes); }},
};

constexpr Field<Policy> kFields[] = {
    {"mode", ReadMode},
    {"links", ReadLinks},
    {"warn", [](Decoder& d, Policy& p) { p.warn = ReadCodes(d); }},
    {"deny", [](Decoder& d, Policy& p) { p.deny = ReadCodes(d); }},
    {"exempt", [](Decoder& d, Policy& p) { ReadKeys(d, kExemptFields, p.exempt); }},
    {"limits", [](Decoder& d, Policy& p) { ReadKeys(d, kLimitFields, p); }},
};

bool Contains(const std::vector<std::string>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

// Reads the value of one key of a file with a single policy.
void ReadPolicyKey(Decoder& decoder, std::string_view key, Policy& policy) {
  std::vector<std::string_view> names;
  for (const Field<Policy>& field : kFields) {
    if (field.name == key) return field.read(decoder, policy);
    names.push_back(field.name);
  }
  names.push_back("policies");
  UnknownKey(decoder, key, names);
}

void ReadNamedPolicies(Decoder& decoder, std::vector<NamedPolicy>* policies) {
  decoder.Map([&](std::string_view name) {
    if (!Dns1123LabelProblem(name).empty()) {
      ConfigurationError(decoder, absl::StrCat("'", name, "' is not a valid policy name"),
                         "use lowercase letters, digits, and '-'", decoder.reader().key().position);
      return decoder.reader().Skip();
    }
    policies->push_back({std::string(name), {}});
    ReadKeys(decoder, kFields, policies->back().policy);
  });
}

}  // namespace

std::string_view NameOf(PolicyMode mode) {
  for (const ModeName& row : kModeNames) {
    if (row.mode == mode) return row.name;
  }
  return "";
}

bool Exemptions::ExemptsNamespace(std::string_view namespace_) const {
  return Contains(namespaces, namespace_);
}

bool Exemptions::Exempts(std::string_view namespace_, const Pod& pod) const {
  if (ExemptsNamespace(namespace_)) return true;
  if (labels.has_value() && labels->Matches(pod.meta.labels)) return true;
  if (images.empty()) return false;
  const std::vector<const Container*> containers = AllContainers(pod.spec);
  return std::any_of(containers.begin(), containers.end(), [&](const Container* container) {
    const std::string_view name = ImageName(container->image);
    return std::any_of(images.begin(), images.end(), [&](const std::shared_ptr<const RE2>& image) {
      return RE2::PartialMatch(re2::StringPiece(name.data(), name.size()), *image);
    });
  });
}

bool Policy::Warns(std::string_view code) const { return Contains(warn, code); }

bool Policy::Denies(std::string_view code) const { return Contains(deny, code); }

ParsedPolicy ReadPolicy(Sources& sources, uint32_t file) {
  ParsedPolicy parsed;
  Arena arena;
  parsed.errors = ReadConfiguration(sources, file, arena, "links: minimal", kFields, parsed.policy);
  return parsed;
}

ParsedPolicies ReadPolicies(Sources& sources, uint32_t file) {
  ParsedPolicies parsed;
  Arena arena;
  std::vector<std::string_view> keys = {"policies"};
  for (const Field<Policy>& field : kFields) keys.push_back(field.name);
  NamedPolicy single;
  bool has_single = false, has_map = false;
  parsed.errors =
      ReadConfigurationMap(sources, file, arena, "links: minimal", keys, [&](Decoder& decoder) {
        decoder.Map([&](std::string_view key) {
          (key == "policies" ? has_map : has_single) = true;
          if (has_map && has_single) {
            ConfigurationError(decoder, "a file with policies cannot have other keys",
                               "move the keys into one of the policies",
                               decoder.reader().key().position);
            return decoder.reader().Skip();
          }
          if (key == "policies") return ReadNamedPolicies(decoder, &parsed.policies);
          ReadPolicyKey(decoder, key, single.policy);
        });
      });
  if (parsed.policies.empty()) parsed.policies.push_back(std::move(single));
  return parsed;
}

}  // namespace svcenv
