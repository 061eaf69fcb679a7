#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "re2/re2.h"
#include "svcenv/check/known_applications.h"
#include "svcenv/check/lint_rules.h"
#include "svcenv/check/shell_text.h"
#include "svcenv/kubernetes/names.h"

namespace svcenv {
namespace {

constexpr std::string_view kCode = "link-variable-captured";
constexpr std::string_view kPort = "_PORT";

// Settings that usually come with a port of the same prefix: REDIS_HOST with REDIS_PORT.
constexpr std::array<std::string_view, 11> kSiblings = {
    "_HOST",     "_HOSTNAME", "_ADDR", "_ADDRESS",  "_USER",  "_USERNAME",
    "_PASSWORD", "_PASS",     "_DB",   "_DATABASE", "_SERVER"};

// Returns the variable if a service sets it.
std::optional<Variable> OfService(const Environment& environment, std::string_view name) {
  std::optional<Variable> variable = environment.Find(name);
  if (!variable.has_value() || variable->origin.kind != OriginKind::kService) return std::nullopt;
  return variable;
}

// Returns NAME_PORT if a service sets it, "tcp://10.0.0.1:6379".
std::optional<Variable> LinkOf(const Environment& environment, std::string_view name) {
  if (!absl::EndsWith(name, kPort)) return std::nullopt;
  std::optional<Variable> variable = OfService(environment, name);
  if (!variable.has_value() || !absl::StrContains(variable->value, "://")) return std::nullopt;
  return variable;
}

// Returns whether a port number should follow `before`: "redis:", "--port=", "PORT=", "-p ".
bool WantsPort(std::string_view before) {
  const std::string lower = absl::AsciiStrToLower(before);
  return absl::EndsWith(lower, ":") || absl::EndsWith(lower, "port") ||
         absl::EndsWith(lower, "port=") || absl::EndsWith(lower, "port ") ||
         absl::EndsWith(lower, "-p") || absl::EndsWith(lower, "-p ");
}

class Captures {
 public:
  Captures(const LintContext& lint, const LintContainer& one, Diagnostics* findings)
      : lint_(lint),
        one_(one),
        container_(one.container()),
        environment_(one.resolved().environment),
        findings_(*findings) {}

  void Run(const KnownApplications& applications) {
    for (const std::string_view name : applications.SettingsOf(container_.image))
      CheckApplication(name);
    for (const Reference& reference : one_.references) CheckReference(reference);
    AddScripts(container_.command, ReferencePlace::kCommand, "command");
    AddScripts(container_.args, ReferencePlace::kArgs, "args");
    if (ReadsNoLinks(container_.image)) return;
    for (size_t i = 0; i < container_.env.size(); ++i) CheckEntry(i);
    CheckOwnService();
  }

 private:
  // Returns whether no finding names this variable yet. Each variable gets one finding.
  bool IsNew(const Variable& link) { return reported_.insert(std::string(link.name)).second; }

  void Add(const Variable& link, std::string_view why, Position position, std::string_view field) {
    if (!IsNew(link)) return;
    Add(link, lint_.Find(one_, kCode, MessageOf(link, why), RemedyOf(link), position, field));
  }

  // `part` of the script uses the variable as a port.
  void AddInScript(const Variable& link, const Located& script, std::string_view part,
                   std::string_view field) {
    if (!IsNew(link)) return;
    const std::string why = absl::StrCat("the script uses ", link.name, " as a port");
    Diagnostic found =
        lint_.Find(one_, kCode, MessageOf(link, why), RemedyOf(link), script.position, field);
    lint_.PointAtPart(script, part, &found);
    Add(link, std::move(found));
  }

  void Add(const Variable& link, std::string_view why, const Reference& reference) {
    if (!IsNew(link)) return;
    Add(link, lint_.FindAt(one_, reference, kCode, MessageOf(link, why), RemedyOf(link)));
  }

  void Add(const Variable& link, Diagnostic found) {
    found.related.push_back(NameOf("Service", link.origin.service->meta));
    found.part = std::string(link.name);
    findings_.push_back(std::move(found));
  }

  static std::string MessageOf(const Variable& link, std::string_view why) {
    const ObjectMeta& service = link.origin.service->meta;
    return absl::StrCat(why, ", and ", link.name, " is ", link.value, " from Service ",
                        service.namespace_, "/", service.name.text);
  }

  static std::string RemedyOf(const Variable& link) {
    return absl::StrCat("set ", link.name,
                        " in env, set enableServiceLinks: false, or rename the Service");
  }

  void CheckApplication(std::string_view name) {
    const std::optional<Variable> link = OfService(environment_, name);
    if (!link.has_value()) return;
    Add(*link, absl::StrCat(ImageName(container_.image), " reads ", name, " as its own setting"),
        container_.name.position.known() ? container_.name.position : container_.position, "image");
  }

  // Reports a reference where a port number is expected.
  void CheckReference(const Reference& reference) {
    if (reference.place == ReferencePlace::kProbe) return;
    const std::optional<Variable> link = LinkOf(environment_, reference.name);
    if (!link.has_value() || !WantsPort(Before(reference))) return;
    Add(*link, absl::StrCat("$(", reference.name, ") is used as a port here"), reference);
  }

  // Returns what precedes the reference: in its string, or the previous argument or variable name.
  std::string Before(const Reference& reference) const {
    const size_t index = static_cast<size_t>(reference.index);
    const auto word = [&](const std::vector<Located>& words) {
      if (reference.offset > 2)
        return std::string(words[index].text.substr(0, reference.offset - 2));
      return index > 0 ? std::string(words[index - 1].text) : std::string();
    };
    switch (reference.place) {
      case ReferencePlace::kCommand:
        return word(container_.command);
      case ReferencePlace::kArgs:
        return word(container_.args);
      case ReferencePlace::kEnvValue:
        if (reference.offset > 2) {
          return std::string(container_.env[index].value.text.substr(0, reference.offset - 2));
        }
        return std::string(container_.env[index].name.text);
      default:
        return "";
    }
  }

  // Reports $NAME_PORT and ${NAME_PORT} in scripts where a port number is expected.
  void AddScripts(const std::vector<Located>& words, ReferencePlace place, std::string_view list) {
    static const auto& pattern = *new RE2(R"(\$\{?([A-Z][A-Z0-9_]*_PORT)\b)");
    for (size_t i = 0; i < words.size(); ++i) {
      const std::string field = absl::StrCat(list, "[", i, "]");
      if (!one_.shell_texts.Has(place, i, field)) continue;
      re2::StringPiece rest(words[i].text.data(), words[i].text.size());
      std::string name;
      while (RE2::FindAndConsume(&rest, pattern, &name)) {
        const size_t end = words[i].text.size() - rest.size();
        const size_t dollar = words[i].text.rfind('$', end - 1);
        const std::optional<Variable> link = LinkOf(environment_, name);
        if (!link.has_value() || !WantsPort(words[i].text.substr(0, dollar))) continue;
        const bool braced = words[i].text[dollar + 1] == '{' && words[i].text.substr(end, 1) == "}";
        AddInScript(*link, words[i], words[i].text.substr(dollar, end + braced - dollar), field);
      }
    }
  }

  // Reports an entry REDIS_HOST while REDIS_PORT comes from a service: an application that reads
  // one usually reads the other. Also reports an entry REDIS_PORT whose optional source is missing.
  void CheckEntry(size_t index) {
    const EnvVar& entry = container_.env[index];
    const std::string_view name = entry.name.text;
    const std::string field = absl::StrCat("env[", index, "].name");
    if (const std::optional<Variable> link = LinkOf(environment_, name)) {
      Add(*link,
          absl::StrCat("env[", index, "] sets ", name, " from an optional source that is missing"),
          entry.name.position, field);
      return;
    }
    for (const std::string_view sibling : kSiblings) {
      if (!absl::EndsWith(name, sibling) || absl::EndsWith(name, "_SERVICE_HOST")) continue;
      const std::string port = absl::StrCat(name.substr(0, name.size() - sibling.size()), kPort);
      if (const std::optional<Variable> link = LinkOf(environment_, port)) {
        Add(*link, absl::StrCat("an application that reads ", name, " may also read ", port),
            entry.name.position, field);
      }
      return;
    }
  }

  // Reports SCOREBOARD_PORT of the container's own service if at least two of its settings begin
  // with SCOREBOARD_: such applications often read every variable with that prefix.
  void CheckOwnService() {
    struct Settings {
      size_t first;  // in env
      size_t count = 0;
    };
    std::map<std::string_view, Settings> by_prefix;
    for (size_t i = 0; i < container_.env.size(); ++i) {
      const std::string_view name = container_.env[i].name.text;
      for (size_t at = name.find('_', 1); at != std::string_view::npos;
           at = name.find('_', at + 1)) {
        // Programs that read X__SECTION__KEY accept only this form.
        if (absl::StartsWith(name.substr(at), "__") || IsLinkSuffix(name.substr(at))) break;
        ++by_prefix.try_emplace(name.substr(0, at), Settings{i}).first->second.count;
      }
    }
    for (const auto& [prefix, settings] : by_prefix) {
      if (settings.count < 2) continue;
      const std::optional<Variable> link = LinkOf(environment_, absl::StrCat(prefix, kPort));
      if (!link.has_value() || !IsOwn(*link->origin.service)) continue;
      Add(*link, absl::StrCat("the container's settings begin with ", prefix, "_"),
          container_.env[settings.first].name.position,
          absl::StrCat("env[", settings.first, "].name"));
    }
  }

  // Returns whether NAME + `rest` is a link variable of NAME: "_PORT", "_SERVICE_HOST".
  static bool IsLinkSuffix(std::string_view rest) {
    return rest == kPort || absl::StartsWith(rest, "_PORT_") || rest == "_SERVICE_HOST" ||
           absl::StartsWith(rest, "_SERVICE_PORT");
  }

  // Returns whether the service selects this pod or has the name of the image.
  bool IsOwn(const Service& service) const {
    const std::string_view image = ImageName(container_.image);
    if (image.substr(image.rfind('/') + 1) == service.meta.name.text) return true;
    const Entries& labels = one_.workload().pod.meta.labels;
    return !service.selector.empty() && service.Selects(labels);
  }

  const LintContext& lint_;
  const LintContainer& one_;
  const Container& container_;
  const Environment& environment_;
  Diagnostics& findings_;
  std::set<std::string> reported_;
};

}  // namespace

void LinkVariableCaptured(const LintContext& lint, Diagnostics* findings) {
  const KnownApplications applications(lint.options().applications);
  for (const LintContainer& one : lint.containers()) {
    Captures(lint, one, findings).Run(applications);
  }
}

}  // namespace svcenv
