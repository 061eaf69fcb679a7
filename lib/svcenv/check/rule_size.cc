#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/check/lint_rules.h"
#include "svcenv/check/size.h"

namespace svcenv {
namespace {

// "Near": this much of a limit is used.
constexpr uint64_t kNearPercent = 80;
constexpr std::string_view kNginxTemplates = "/etc/nginx/templates";

bool IsNear(uint64_t bytes, uint64_t limit) { return bytes > limit / 100 * kNearPercent; }

// At most the bytes that SizeOf counts, and no less than them, without a look at each variable of
// services, which containers share.
uint64_t MostBytes(const ResolvedContainer& resolved) {
  const ServiceVariables& services = resolved.environment.services();
  uint64_t bytes = services.env0().size() + services.all().size() * sizeof(char*);
  for (const Variable* variable : resolved.environment.own()) {
    bytes += variable->name.size() + variable->value.size() + 2 + sizeof(char*);
  }
  for (const auto* texts : {&resolved.command, &resolved.args}) {
    for (const ResolvedText& text : *texts) bytes += text.text.size() + 1 + sizeof(char*);
  }
  if (!resolved.command.empty()) bytes += resolved.command.front().text.size() + 1;
  return bytes;
}

class Sizes {
 public:
  Sizes(const LintContext& lint, Diagnostics* findings) : lint_(lint), findings_(*findings) {}

  void Add(const LintContainer& one) {
    const uint64_t limit = ExecLimitBytes(lint_.options().stack_limit_bytes);
    const uint64_t most = MostBytes(*one.resolved);
    const bool nginx = RunsNginxEntrypoint(one.container());
    // A string that is near its limit is no less than this; so is what nginx makes of the names,
    // each of which costs more here.
    if (!IsNear(most, std::min(limit, kLongestStringBytes))) return;
    if (IsNear(most, limit)) AddTotal(one);
    AddStrings(one);
    if (nginx) AddNginx(one);
  }

 private:
  void AddFinding(const LintContainer& one, bool too_large, std::string_view code_too_large,
                  std::string message, std::string remedy, Position position,
                  std::string_view field) {
    findings_.push_back(lint_.Find(one, too_large ? code_too_large : "env-near-limit",
                                   std::move(message), std::move(remedy), position, field));
  }

  static Position PlaceOf(const LintContainer& one) {
    return one.container().name.position.known() ? one.container().name.position
                                                 : one.container().position;
  }

  void AddTotal(const LintContainer& one) {
    SizeOptions options;
    options.stack_limit_bytes = lint_.options().stack_limit_bytes;
    options.most_contributors = 1;
    const ContainerSize size = SizeOf(*one.resolved, options);
    if (!IsNear(size.total_bytes(), size.limit_bytes)) return;
    std::string message = absl::StrCat(
        "environment and arguments take ", size.total_bytes(), " of ", size.limit_bytes, " bytes, ",
        size.services.bytes, " of them for the variables of ", size.service_count, " services");
    absl::StrAppend(&message, size.fits() ? "" : ": it fails with 'argument list too long'");
    AddFinding(
        one, !size.fits(), "env-too-large", std::move(message),
        size.services.bytes > size.total_bytes() / 2
            ? "set enableServiceLinks: false, if the application does not need the services' "
              "variables"
            : absl::StrCat("mount ", size.contributors.front().name, " as a file instead"),
        PlaceOf(one), "");
  }

  // Variables of services are short: names have at most 63 characters, values an address.
  void AddStrings(const LintContainer& one) {
    const auto add = [&](uint64_t bytes, std::string_view what, Position position,
                         std::string_view field, bool secret) {
      if (!IsNear(bytes, kLongestStringBytes)) return;
      const bool too_large = bytes > kLongestStringBytes;
      AddFinding(one, too_large, "env-value-too-large",
                 absl::StrCat(what, " takes ", bytes, " of the ", kLongestStringBytes,
                              " bytes that the kernel allows for one",
                              too_large ? ": it fails with 'argument list too long'" : ""),
                 "mount it as a file instead", position, field);
      findings_.back().confidential = secret;
    };
    for (const Variable* variable : one.resolved->environment.own()) {
      const Origin& origin = variable->origin;
      const bool of_object =
          origin.kind == OriginKind::kConfigMap || origin.kind == OriginKind::kSecret;
      add(variable->name.size() + variable->value.size() + 2, variable->name, origin.position,
          absl::StrCat(of_object ? "envFrom[" : "env[", origin.index, "]"), variable->secret);
    }
    const auto words = [&](std::string_view list, const std::vector<ResolvedText>& texts,
                           const std::vector<Located>& written) {
      for (size_t i = 0; i < texts.size(); ++i) {
        const std::string field = absl::StrCat(list, "[", i, "]");
        add(texts[i].text.size() + 1, field, written[i].position, field, texts[i].secret);
      }
    };
    words("command", one.resolved->command, one.container().command);
    words("args", one.resolved->args, one.container().args);
  }

  // 20-envsubst-on-templates.sh of the image runs envsubst, with all names in one argument, as
  // soon as there is a template.
  void AddNginx(const LintContainer& one) {
    const uint64_t bytes = NamesBytes(one);
    if (!IsNear(bytes, kLongestStringBytes)) return;
    const std::vector<VolumeMount>& mounts = one.container().volume_mounts;
    const auto mount = std::find_if(mounts.begin(), mounts.end(), [](const VolumeMount& m) {
      return absl::StartsWith(m.mount_path.text, kNginxTemplates);
    });
    const bool fails = bytes > kLongestStringBytes;
    const bool has_template =
        mount != mounts.end() ||
        one.resolved->environment.Find("NGINX_ENVSUBST_TEMPLATE_DIR").has_value();
    AddFinding(
        one, fails && has_template, "env-too-large",
        absl::StrCat("nginx's entrypoint puts the names of all variables into one argument of ",
                     bytes, " bytes, and the kernel allows ", kLongestStringBytes,
                     fails ? ": it fails with 'Argument list too long'" : "",
                     fails && !has_template
                         ? absl::StrCat(" as soon as there is a template in ", kNginxTemplates)
                         : ""),
        "set enableServiceLinks: false, or NGINX_ENVSUBST_FILTER to a pattern of the names that "
        "the templates use",
        PlaceOf(one), "");
  }

  // As SizeOf counts it; what services give is counted once for all containers of a namespace.
  uint64_t NamesBytes(const LintContainer& one) {
    const Environment& environment = one.resolved->environment;
    if (environment.Find("NGINX_ENVSUBST_FILTER").has_value()) {
      return SizeOf(*one.resolved, {}).names_argument_bytes;
    }
    const auto cost = [](std::string_view name) { return name.size() + sizeof "${} " - 1; };
    const ServiceVariables& services = environment.services();
    const auto [known, is_new] = names_bytes_.try_emplace(&services, 1);  // the NUL
    if (is_new) {
      for (const ServiceVariable& variable : services.all()) known->second += cost(variable.name);
    }
    uint64_t bytes = known->second;
    for (const Variable* variable : environment.own()) {
      if (services.Find(variable->name) == nullptr) bytes += cost(variable->name);
    }
    return bytes;
  }

  const LintContext& lint_;
  Diagnostics& findings_;
  std::map<const ServiceVariables*, uint64_t> names_bytes_;
};

}  // namespace

void SizeNearLimits(const LintContext& lint, Diagnostics* findings) {
  Sizes sizes(lint, findings);
  for (const LintContainer& one : lint.containers()) {
    if (one.resolved.ok()) sizes.Add(one);
  }
}

}  // namespace svcenv
