#include "svcenv/env/resolver.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "svcenv/env/environment_builder.h"
#include "svcenv/env/expand_references.h"
#include "svcenv/env/references.h"

namespace svcenv {
namespace {

// Makes `text` unknown because it references `name`.
void SetUnknown(std::string_view name, std::string_view why, UnknownCause cause,
                ResolvedText* text) {
  text->unknown = absl::StrCat("$(", name, "): ", why);
  text->cause = cause;
}

// Makes `text` unknown if another program changes it.
void SetReplaced(const PodContext& context, std::string_view written, ResolvedText* text) {
  text->unknown = WhyPlaceholder(context.workload.placeholders, written);
  if (!text->unknown.empty()) text->cause = UnknownCause::kRuntime;
}

// Stores the expansion, or makes `text` unknown if there is none.
void SetText(std::optional<std::string> expanded, ResolvedText* text) {
  if (expanded.has_value()) {
    text->text = *std::move(expanded);
  } else if (text->unknown.empty()) {
    text->unknown = std::string(kNotComputed);
    text->cause = UnknownCause::kFailed;
  }
}

// Expands references in the strings of a container whose environment is computed.
class TextResolver {
 public:
  TextResolver(const PodContext& context, const ServicePrefixes& prefixes,
               ResolvedContainer* result)
      : context_(context), prefixes_(prefixes), result_(*result) {}

  // Returns the failure of the first string that does not fit. It and later strings are unknown.
  std::optional<Diagnostic> Run() {
    const Container& container = context_.container;
    result_.command = Texts(container.command, "command");
    result_.args = Texts(container.args, "args");
    ForEachExecProbe(container, [&](Probe probe, const std::vector<Located>& command) {
      AddProbe(ProbeField(probe), command);
    });
    for (size_t i = 0; i < container.volume_mounts.size(); ++i) {
      if (!container.volume_mounts[i].sub_path_expr.empty()) AddSubPath(static_cast<int>(i));
    }
    return std::move(failure_);
  }

 private:
  // Expands `text` with the values of `lookup`. Returns nullopt if it, or an earlier string, does
  // not fit.
  using Values = absl::FunctionRef<std::optional<std::string_view>(std::string_view name)>;
  std::optional<std::string> Expand(const Located& text, std::string_view field, Values lookup);

  // Returns the value of a reference and merges its flags into `text`.
  std::optional<std::string_view> Lookup(std::string_view name, const Located& where,
                                         std::string_view field, ResolvedText* text);
  std::vector<ResolvedText> Texts(const std::vector<Located>& texts, std::string_view field);
  void AddProbe(std::string_view name, const std::vector<Located>& command);
  void AddSubPath(int index);

  const PodContext& context_;
  const ServicePrefixes& prefixes_;
  ResolvedContainer& result_;
  std::optional<std::map<std::string_view, std::string_view>> static_values_;
  Arena arena_;          // for strings before they are copied
  size_t expanded_ = 0;  // total size of the expanded strings so far
  std::optional<Diagnostic> failure_;
};

std::optional<std::string> TextResolver::Expand(const Located& text, std::string_view field,
                                                Values lookup) {
  if (failure_.has_value()) return std::nullopt;
  const std::optional<std::string_view> expanded = ExpandReferences(
      text.text, context_.options.dollar_rule(), lookup, &arena_, kMaxExpandedBytes - expanded_);
  if (!expanded.has_value()) {
    failure_ = context_.ExpandsTooFar(text.position, field);
    return std::nullopt;
  }
  if (expanded->data() != text.text.data()) expanded_ += expanded->size();
  return std::string(*expanded);
}

std::optional<std::string_view> TextResolver::Lookup(std::string_view name, const Located& where,
                                                     std::string_view field, ResolvedText* text) {
  if (const std::optional<Variable> variable = result_.environment.Find(name)) {
    text->secret = text->secret || variable->secret;
    text->assumed = text->assumed || variable->assumed;
    if (variable->known()) return variable->value;
    if (text->unknown.empty()) SetUnknown(name, variable->unknown, variable->cause, text);
    return std::nullopt;
  }
  const Unknown unknown =
      UnknownReference(name, context_, prefixes_, result_.environment.unknown_sources());
  if (unknown.known()) {
    result_.unresolved.push_back({std::string(name), context_.FieldPath(field), where.position});
  } else if (text->unknown.empty()) {
    SetUnknown(name, unknown.why, unknown.cause, text);
  }
  return std::nullopt;
}

// pkg/kubelet/container/helpers.go, ExpandContainerCommandAndArgs.
std::vector<ResolvedText> TextResolver::Texts(const std::vector<Located>& texts,
                                              std::string_view field) {
  std::vector<ResolvedText> result;
  result.reserve(texts.size());
  for (size_t i = 0; i < texts.size(); ++i) {
    ResolvedText text;
    const std::string path = absl::StrCat(field, "[", i, "]");
    SetReplaced(context_, texts[i].text, &text);
    SetText(Expand(texts[i], path,
                   [&](std::string_view name) { return Lookup(name, texts[i], path, &text); }),
            &text);
    result.push_back(std::move(text));
  }
  return result;
}

// Exec probes see only the unexpanded values of env.
// pkg/kubelet/container/helpers.go, ExpandContainerCommandOnlyStatic.
void TextResolver::AddProbe(std::string_view name, const std::vector<Located>& command) {
  if (!static_values_.has_value()) {
    static_values_.emplace();
    for (const EnvVar& env : context_.container.env)
      (*static_values_)[env.name.text] = env.value.text;
  }
  ResolvedProbe probe{name, {}};
  for (const Located& argument : command) {
    const std::optional<std::string> text =
        Expand(argument, absl::StrCat(name, ".exec.command[", probe.command.size(), "]"),
               [&](std::string_view reference) -> std::optional<std::string_view> {
                 const auto found = static_values_->find(reference);
                 if (found == static_values_->end()) return std::nullopt;
                 return found->second;
               });
    probe.command.push_back(text.value_or(""));
  }
  result_.probes.push_back(std::move(probe));
}

// pkg/kubelet/container/helpers.go, ExpandContainerVolumeMounts; makeMounts in
// pkg/kubelet/kubelet_pods.go then rejects absolute paths and "..".
void TextResolver::AddSubPath(int index) {
  const VolumeMount& mount = context_.container.volume_mounts[index];
  const std::string field = absl::StrCat("volumeMounts[", index, "].subPathExpr");
  ResolvedSubPath result{mount.mount_path.text, {}, ""};
  SetReplaced(context_, mount.sub_path_expr.text, &result.value);
  std::set<std::string> missing;
  SetText(Expand(mount.sub_path_expr, field,
                 [&](std::string_view name) -> std::optional<std::string_view> {
                   const std::optional<std::string_view> value =
                       Lookup(name, mount.sub_path_expr, field, &result.value);
                   if (result.value.unknown.empty() && (!value.has_value() || value->empty())) {
                     missing.insert(std::string(name));
                   }
                   return value;
                 }),
          &result.value);
  const auto add = [&](std::string_view code, std::string message, std::string remedy) {
    Diagnostic diagnostic = context_.Error(code, std::move(message), std::move(remedy),
                                           mount.sub_path_expr.position, field);
    diagnostic.confidential = result.value.secret;
    result_.diagnostics.push_back(std::move(diagnostic));
  };
  if (!missing.empty()) {
    result.value.text.clear();
    result.error = absl::StrCat("missing value for ", absl::StrJoin(missing, ", "));
    add("subpath-unresolved",
        absl::StrCat("subPathExpr of ", mount.mount_path.text, ": ", absl::StrJoin(missing, ", "),
                     missing.size() == 1 ? " is" : " are", " empty or not set"),
        missing.size() == 1 ? "set it in env" : "set them in env");
  } else if (result.value.unknown.empty()) {
    const std::vector<std::string_view> parts = absl::StrSplit(result.value.text, '/');
    const bool absolute = absl::StartsWith(result.value.text, "/");
    if (absolute || std::find(parts.begin(), parts.end(), "..") != parts.end()) {
      add("subpath-invalid",
          absl::StrCat("the kubelet rejects subPathExpr of ", mount.mount_path.text,
                       ": it expands to a path that ", absolute ? "is absolute" : "contains '..'"),
          "use variables whose values are relative paths within the volume");
    }
  }
  result_.sub_paths.push_back(std::move(result));
}

}  // namespace

Resolver::Resolver(const Cluster& cluster, ResolveOptions options)
    : cluster_(cluster),
      options_(std::move(options)),
      services_(std::make_shared<ServiceCatalog>(cluster, options_.legacy_service_host)),
      limit_ranges_(cluster) {}

Resolver::Resolver(const Cluster& cluster, ResolveOptions options,
                   std::shared_ptr<const ServiceCatalog> services)
    : cluster_(cluster),
      options_(std::move(options)),
      services_(std::move(services)),
      limit_ranges_(cluster) {}

absl::StatusOr<std::shared_ptr<const ServiceVariables>> Resolver::ServicesOf(
    std::string_view namespace_, bool links, const ObjectMeta* viewer) const {
  return services_->VariablesOf(namespace_, links, viewer);
}

std::shared_ptr<const ServiceVariables> Resolver::ValidServicesOf(std::string_view namespace_,
                                                                  bool links,
                                                                  const ObjectMeta* viewer) const {
  return services_->ValidVariablesOf(namespace_, links, viewer);
}

absl::StatusOr<Environment> Resolver::EnvironmentOf(const Workload& workload,
                                                    const Container& container,
                                                    const PodFacts& facts) const {
  absl::StatusOr<std::shared_ptr<const ServiceVariables>> services =
      ServicesOf(workload.meta.namespace_, workload.pod.spec.has_service_links(), &workload.meta);
  if (!services.ok()) return services.status();
  const PodContext context{cluster_, workload, container, facts, options_, &limit_ranges_};
  return EnvironmentBuilder(context, prefixes(), *std::move(services), nullptr).Build();
}

absl::StatusOr<ResolvedContainer> Resolver::Resolve(const Workload& workload,
                                                    const Container& container,
                                                    const PodFacts& facts) const {
  absl::StatusOr<Environment> environment = EnvironmentOf(workload, container, facts);
  if (!environment.ok()) return environment.status();
  ResolvedContainer result{&container, *std::move(environment), {}, {}, {}, {}, {}, {}};
  const PodContext context{cluster_, workload, container, facts, options_, &limit_ranges_};
  std::optional<Diagnostic> failure = TextResolver(context, prefixes(), &result).Run();
  if (failure.has_value()) return ToStatus(*failure);
  return result;
}

PartlyResolvedContainer Resolver::ResolveWithFailures(const Workload& workload,
                                                      const Container& container,
                                                      const PodFacts& facts) const {
  const PodContext context{cluster_, workload, container, facts, options_, &limit_ranges_};
  auto services = ValidServicesOf(workload.meta.namespace_, workload.pod.spec.has_service_links(),
                                  &workload.meta);
  Diagnostics failures;
  absl::StatusOr<Environment> environment =
      EnvironmentBuilder(context, prefixes(), std::move(services), &failures).Build();
  PartlyResolvedContainer result{{&container, *std::move(environment), {}, {}, {}, {}, {}, {}},
                                 std::move(failures)};
  std::optional<Diagnostic> failure = TextResolver(context, prefixes(), &result.container).Run();
  if (failure.has_value()) result.failures.push_back(*std::move(failure));
  return result;
}

}  // namespace svcenv
