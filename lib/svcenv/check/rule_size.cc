#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/base/counted.h"
#include "svcenv/check/lint_rules.h"
#include "svcenv/check/size.h"

namespace svcenv {
namespace {

// The share of a limit that counts as near it.
constexpr uint64_t kNearPercent = 80;
constexpr std::string_view kNginxTemplates = "/etc/nginx/templates";

bool IsNear(uint64_t bytes, uint64_t limit) { return bytes > limit / 100 * kNearPercent; }

class Sizes {
 public:
  Sizes(const LintContext& lint, Diagnostics* findings)
      : lint_(lint), findings_(*findings), counter_(OptionsOf(lint)) {}

  void Add(const LintContainer& one) {
    const ContainerSize size = counter_.Count(one.resolved());
    AddBudget(one, size);
    if (IsNear(size.total_bytes(), size.limit_bytes)) AddTotal(one, size);
    if (IsNear(size.longest.bytes, kLongestStringBytes)) AddStrings(one);
    if (RunsNginxEntrypoint(one.container()) &&
        IsNear(size.names_argument_bytes, kLongestStringBytes)) {
      AddNginx(one, size);
    }
  }

 private:
  static SizeOptions OptionsOf(const LintContext& lint) {
    SizeOptions options;
    options.stack_limit_bytes = lint.options().stack_limit_bytes;
    options.max_contributors = 1;
    return options;
  }

  void AddFinding(const LintContainer& one, bool too_large, std::string_view code_too_large,
                  std::string message, std::string remedy, Position position,
                  std::string_view field, bool confidential = false) {
    Diagnostic found = lint_.Find(one, too_large ? code_too_large : "env-near-limit",
                                  std::move(message), std::move(remedy), position, field);
    found.confidential = confidential;
    findings_.push_back(std::move(found));
  }

  static Position PlaceOf(const LintContainer& one) {
    return one.container().name.position.known() ? one.container().name.position
                                                 : one.container().position;
  }

  static std::string OfServices(const ContainerSize& size) {
    return absl::StrCat("the variables of ", Counted(size.service_count, "service"), " take ",
                        Counted(size.services.bytes, "byte"));
  }

  // Checks the limit that the user configured, independent of the kernel's.
  void AddBudget(const LintContainer& one, const ContainerSize& size) {
    const uint64_t limit = lint_.options().environment_limit_bytes;
    const uint64_t bytes = size.services.bytes + size.env_from.bytes + size.env.bytes;
    if (limit == 0 || bytes <= limit) return;
    AddFinding(one, true, "env-too-large",
               absl::StrCat("the environment takes ", WithCommas(bytes),
                            " bytes, more than the configured limit of ", WithCommas(limit), "; ",
                            OfServices(size)),
               RemedyOf(size), PlaceOf(one), "");
  }

  void AddTotal(const LintContainer& one, const ContainerSize& size) {
    std::string message = absl::StrCat(
        "environment and arguments take ", WithCommas(size.total_bytes()), " of ",
        WithCommas(size.limit_bytes), " bytes",
        size.fits() ? "" : ", so exec fails with 'argument list too long'", "; ", OfServices(size));
    AddFinding(one, !size.fits(), "env-too-large", std::move(message), RemedyOf(size), PlaceOf(one),
               "");
  }

  static std::string RemedyOf(const ContainerSize& size) {
    const uint64_t half = size.total_bytes() / 2;
    if (size.services.bytes > half) {
      return "set enableServiceLinks: false if the application does not need the link variables";
    }
    if (size.arguments.bytes > half) return "mount a file instead of passing so many arguments";
    return absl::StrCat("mount ", size.contributors.front().name, " as a file instead");
  }

  // Skips link variables, which are short: service names have at most 63 characters.
  void AddStrings(const LintContainer& one) {
    const auto add = [&](uint64_t bytes, std::string_view what, Position position,
                         std::string_view field, bool secret) {
      if (!IsNear(bytes, kLongestStringBytes)) return;
      const bool too_large = bytes > kLongestStringBytes;
      AddFinding(one, too_large, "env-value-too-large",
                 absl::StrCat(what, " takes ", WithCommas(bytes), " of the ",
                              WithCommas(kLongestStringBytes),
                              " bytes that the kernel allows for one string",
                              too_large ? ", so exec fails with 'argument list too long'" : ""),
                 "mount it as a file instead", position, field, secret);
    };
    for (const Variable* variable : one.resolved().environment.own()) {
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
    words("command", one.resolved().command, one.container().command);
    words("args", one.resolved().args, one.container().args);
  }

  // The image's 20-envsubst-on-templates.sh runs envsubst with all names in one argument, but only
  // if there is a template.
  void AddNginx(const LintContainer& one, const ContainerSize& size) {
    const uint64_t bytes = size.names_argument_bytes;
    const std::vector<VolumeMount>& mounts = one.container().volume_mounts;
    const auto mount = std::find_if(mounts.begin(), mounts.end(), [](const VolumeMount& m) {
      return absl::StartsWith(m.mount_path.text, kNginxTemplates);
    });
    const bool fails = bytes > kLongestStringBytes;
    const bool has_template =
        mount != mounts.end() ||
        one.resolved().environment.Find("NGINX_ENVSUBST_TEMPLATE_DIR").has_value();
    AddFinding(
        one, fails && has_template, "env-too-large",
        absl::StrCat(
            "nginx's entrypoint puts the names of all variables into one argument of ",
            WithCommas(bytes), " bytes; the kernel allows ", WithCommas(kLongestStringBytes),
            fails ? ", so it fails with 'Argument list too long'" : "",
            fails && !has_template ? absl::StrCat(" once there is a template in ", kNginxTemplates)
                                   : ""),
        "set enableServiceLinks: false, or set NGINX_ENVSUBST_FILTER to a pattern that matches the "
        "names in the templates",
        PlaceOf(one), "");
  }

  const LintContext& lint_;
  Diagnostics& findings_;
  SizeCounter counter_;
};

}  // namespace

void SizeNearLimits(const LintContext& lint, Diagnostics* findings) {
  Sizes sizes(lint, findings);
  for (const LintContainer& one : lint.containers()) {
    sizes.Add(one);
  }
}

}  // namespace svcenv
