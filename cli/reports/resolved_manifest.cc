#include "cli/reports/resolved_manifest.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/utf8.h"
#include "svcenv/render/escape_references.h"
#include "svcenv/render/format.h"

namespace svcenv::cli {
namespace {

bool IsFromEnvFrom(const Variable& variable) {
  return variable.origin.kind == OriginKind::kConfigMap ||
         variable.origin.kind == OriginKind::kSecret;
}

bool IsFromEnv(const Variable& variable) {
  return variable.origin.kind != OriginKind::kService && !IsFromEnvFrom(variable);
}

class Rewriter {
 public:
  Rewriter(const ResolvedContainer& resolved, const Workload& workload, const Cluster& cluster,
           bool complete, bool mask_secrets)
      : resolved_(resolved),
        workload_(workload),
        cluster_(cluster),
        complete_(complete),
        mask_secrets_(mask_secrets) {}

  absl::StatusOr<size_t> Run(DocumentTree* container) {
    DocumentTree env_from = KeptEnvFrom(*container);
    DocumentTree env = Env(*container);
    ReplaceEnv(std::move(env_from), std::move(env), container);
    ReplaceTexts("command", resolved_.command, container);
    ReplaceTexts("args", resolved_.args, container);
    ReplaceProbes(container);
    ReplaceSubPaths(container);
    if (!status_.ok()) return status_;
    return secrets_;
  }

 private:
  // Returns whether an object that is not in the input may exist in the cluster.
  bool MayBeThere(const ObjectReference& reference, bool secret) const {
    const std::string_view namespace_ = workload_.meta.namespace_;
    const std::string_view name = reference.name.text;
    const ObjectMeta* const viewer = &workload_.meta;
    const bool given = secret ? cluster_.FindSecret(namespace_, name, viewer) != nullptr
                              : cluster_.FindConfigMap(namespace_, name, viewer) != nullptr;
    const std::string_view kind = secret ? "Secret" : "ConfigMap";
    return !given && (!complete_ || cluster_.IsUnreadable(kind, namespace_, name) ||
                      cluster_.FindCreated(kind, namespace_, name) != nullptr ||
                      !cluster_.VariantsOf(kind, namespace_, name).empty());
  }

  DocumentTree KeptEnvFrom(const DocumentTree& container);
  DocumentTree Env(const DocumentTree& container);
  std::map<int, const Variable*> EnvVariables() const;
  static void ReplaceEnv(DocumentTree env_from, DocumentTree env, DocumentTree* container);
  void ReplaceTexts(const char* field, const std::vector<ResolvedText>& texts,
                    DocumentTree* container);
  void ReplaceProbes(DocumentTree* container);
  void ReplaceSubPaths(DocumentTree* container);

  DocumentTree Literal(const Variable& variable) {
    return {{"name", std::string(variable.name)},
            {"value", EscapeReferences(Value(variable.value, variable.secret, variable.name))}};
  }
  std::string Value(std::string_view value, bool secret, std::string_view what);

  const ResolvedContainer& resolved_;
  const Workload& workload_;
  const Cluster& cluster_;
  const bool complete_;
  const bool mask_secrets_;
  size_t kept_env_from_ = 0;  // number of envFrom sources to keep
  size_t secrets_ = 0;
  absl::Status status_;
};

std::string Rewriter::Value(std::string_view value, bool secret, std::string_view what) {
  if (secret) {
    ++secrets_;
    if (mask_secrets_) return std::string(kMask);
  }
  if (!IsUtf8(value) && status_.ok()) {
    Diagnostic error;
    error.severity = Severity::kError;
    error.code = "value-not-representable";
    error.message =
        absl::StrCat("cannot write the value of ", what, " to a manifest: it is not valid UTF-8");
    error.remedy = "run svcenv env -o json to see it in base64, or choose other containers with -c";
    error.object = {std::string(workload_.kind), std::string(workload_.meta.namespace_),
                    std::string(workload_.meta.name.text)};
    error.container = std::string(resolved_.container->name.text);
    status_ = ToStatus(error);
  }
  return std::string(value);
}

// Returns the sources up to the last unknown one, which may override earlier ones.
DocumentTree Rewriter::KeptEnvFrom(const DocumentTree& container) {
  const std::vector<EnvFrom>& sources = resolved_.container->env_from;
  for (size_t i = 0; i < sources.size(); ++i) {
    if ((sources[i].config_map.has_value() && MayBeThere(*sources[i].config_map, false)) ||
        (!sources[i].config_map.has_value() && sources[i].secret.has_value() &&
         MayBeThere(*sources[i].secret, true))) {
      kept_env_from_ = i + 1;
    }
  }
  DocumentTree kept = DocumentTree::array();
  for (size_t i = 0; i < kept_env_from_; ++i) kept.push_back(container["envFrom"][i]);
  return kept;
}

// Returns the effective variables by index in env. If one is unknown, also returns the overridden
// ones, which it may refer to.
std::map<int, const Variable*> Rewriter::EnvVariables() const {
  const std::vector<const Variable*>& own = resolved_.environment.own();
  const bool all =
      std::any_of(own.begin(), own.end(), [](const Variable* v) { return !v->known(); });
  std::map<int, const Variable*> variables;
  for (const Variable* variable : own) {
    for (; variable != nullptr; variable = all ? variable->overrode : nullptr) {
      if (IsFromEnv(*variable)) variables[variable->origin.index] = variable;
    }
  }
  return variables;
}

DocumentTree Rewriter::Env(const DocumentTree& container) {
  std::vector<const Variable*> of_env_from;
  for (const Variable* variable : resolved_.environment.own()) {
    if (IsFromEnvFrom(*variable) && variable->origin.index >= static_cast<int>(kept_env_from_)) {
      of_env_from.push_back(variable);
    }
  }
  std::stable_sort(
      of_env_from.begin(), of_env_from.end(),
      [](const Variable* a, const Variable* b) { return a->origin.index < b->origin.index; });
  DocumentTree env = DocumentTree::array();
  for (const Variable* variable : of_env_from) env.push_back(Literal(*variable));

  const std::map<int, const Variable*> variables = EnvVariables();
  const std::vector<EnvVar>& written = resolved_.container->env;
  const size_t size = written.size() - resolved_.container->appended_env;
  for (size_t i = 0; i < size; ++i) {
    const auto found = variables.find(static_cast<int>(i));
    const EnvSource* source = written[i].value_from;
    const bool may_be_there =
        source != nullptr &&
        ((source->config_map_key && MayBeThere(*source->config_map_key, false)) ||
         (source->secret_key && MayBeThere(*source->secret_key, true)));
    if (found != variables.end() && found->second->known()) {
      env.push_back(Literal(*found->second));
    } else if (found != variables.end() || (may_be_there && written[i].value.empty())) {
      env.push_back(container["env"][i]);
    }
  }
  return env;
}

// Replaces both fields in place. A new env takes the position of envFrom.
void Rewriter::ReplaceEnv(DocumentTree env_from, DocumentTree env, DocumentTree* container) {
  DocumentTree result = DocumentTree::object();
  const bool has_env = container->contains("env");
  for (auto& [key, value] : container->items()) {
    if (key == "envFrom") {
      if (!env_from.empty()) result["envFrom"] = std::move(env_from);
      if (!has_env && !env.empty()) result["env"] = std::move(env);
    } else if (key == "env") {
      if (!env.empty()) result["env"] = std::move(env);
    } else {
      result[key] = std::move(value);
    }
  }
  *container = std::move(result);
}

void Rewriter::ReplaceTexts(const char* field, const std::vector<ResolvedText>& texts,
                            DocumentTree* container) {
  for (size_t i = 0; i < texts.size(); ++i) {
    if (!texts[i].unknown.empty()) continue;
    (*container)[field][i] =
        EscapeReferences(Value(texts[i].text, texts[i].secret, absl::StrCat(field, "[", i, "]")));
  }
}

void Rewriter::ReplaceProbes(DocumentTree* container) {
  for (const ResolvedProbe& probe : resolved_.probes) {
    DocumentTree& command = (*container)[std::string(probe.name)]["exec"]["command"];
    for (size_t i = 0; i < probe.command.size(); ++i) {
      command[i] = EscapeReferences(Value(probe.command[i], false, probe.name));
    }
  }
}

void Rewriter::ReplaceSubPaths(DocumentTree* container) {
  const std::vector<VolumeMount>& mounts = resolved_.container->volume_mounts;
  auto sub_path = resolved_.sub_paths.begin();
  for (size_t i = 0; i < mounts.size(); ++i) {
    if (mounts[i].sub_path_expr.empty()) continue;
    const ResolvedSubPath& resolved = *sub_path++;
    if (!resolved.error.empty() || !resolved.value.unknown.empty()) continue;
    DocumentTree mount = DocumentTree::object();
    for (auto& [key, value] : (*container)["volumeMounts"][i].items()) {
      if (key == "subPathExpr") {
        mount["subPath"] = Value(resolved.value.text, resolved.value.secret, "subPathExpr");
      } else if (key != "subPath") {
        mount[key] = std::move(value);
      }
    }
    (*container)["volumeMounts"][i] = std::move(mount);
  }
}

}  // namespace

absl::StatusOr<size_t> RewriteContainer(const ResolvedContainer& resolved, const Workload& workload,
                                        const Cluster& cluster, bool complete, bool mask_secrets,
                                        DocumentTree* container) {
  return Rewriter(resolved, workload, cluster, complete, mask_secrets).Run(container);
}

}  // namespace svcenv::cli
