#include "svcenv/manifest/decode_creators.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/manifest/lenient.h"

namespace svcenv {
namespace {

struct Creator {
  std::string_view group, kind;
};

constexpr Creator kCreators[] = {
    {"external-secrets.io", "ExternalSecret"},
    {"external-secrets.io", "ClusterExternalSecret"},
    {"bitnami.com", "SealedSecret"},
    {"cert-manager.io", "Certificate"},
    {"secrets-store.csi.x-k8s.io", "SecretProviderClass"},
};

// Collects what a creator's spec says about the objects that it creates.
struct Draft {
  ObjectMeta meta;
  std::string_view kind = "Secret";
  std::string_view name;  // defaults to the creator's
  std::string_view policy;
  std::vector<std::string_view> keys;
  std::vector<std::string_view> template_keys;
  std::string_view merge_policy;
  bool has_other_keys = false;
  bool has_other_template_keys = false;
  std::vector<CreatedObject> of_class;  // for a SecretProviderClass
};

std::vector<std::string_view> KeysOf(Decoder& decoder) {
  std::vector<std::string_view> keys;
  MapIfAny(decoder, [&](std::string_view key) {
    keys.push_back(key);
    decoder.reader().Skip();
  });
  return keys;
}

// Skips the next value. Returns whether it is a non-empty list or map.
bool SkipFilled(Decoder& decoder) {
  bool filled = false;
  if (decoder.reader().type() == ValueType::kList) {
    ListIfAny(decoder, [&] {
      filled = true;
      decoder.reader().Skip();
    });
    return filled;
  }
  return !KeysOf(decoder).empty();
}

void ReadExternalTemplate(Decoder& decoder, Draft& draft) {
  MapIfAny(decoder, [&](std::string_view key) {
    if (key == "data") {
      draft.template_keys = KeysOf(decoder);
    } else if (key == "templateFrom") {
      draft.has_other_template_keys = SkipFilled(decoder);
    } else if (key == "mergePolicy") {
      draft.merge_policy = TextIfAny(decoder);
    } else {
      decoder.reader().Skip();
    }
  });
}

void ReadTarget(Decoder& decoder, Draft& draft) {
  MapIfAny(decoder, [&](std::string_view key) {
    if (key == "name") {
      draft.name = TextIfAny(decoder);
    } else if (key == "creationPolicy") {
      draft.policy = TextIfAny(decoder);
    } else if (key == "template") {
      ReadExternalTemplate(decoder, draft);
    } else if (key == "manifest") {
      MapIfAny(decoder, [&](std::string_view field) {
        if (field != "kind") return decoder.reader().Skip();
        draft.kind = TextIfAny(decoder);
      });
    } else {
      decoder.reader().Skip();
    }
  });
}

// external-secrets/external-secrets, apis/externalsecrets/v1/externalsecret_types.go (v0.20), and
// pkg/controllers/externalsecret/externalsecret_controller_template.go: the data of a template
// replaces the provider's data unless mergePolicy is Merge.
void ReadExternalSpec(Decoder& decoder, Draft& draft) {
  MapIfAny(decoder, [&](std::string_view key) {
    if (key == "target") {
      ReadTarget(decoder, draft);
    } else if (key == "data") {
      draft.keys = TextsOf(decoder, "secretKey");
    } else if (key == "dataFrom") {
      draft.has_other_keys = SkipFilled(decoder);
    } else {
      decoder.reader().Skip();
    }
  });
  const bool has_template = !draft.template_keys.empty() || draft.has_other_template_keys;
  if (!has_template) return;
  if (draft.merge_policy == "Merge") {
    draft.keys.insert(draft.keys.end(), draft.template_keys.begin(), draft.template_keys.end());
    draft.has_other_keys |= draft.has_other_template_keys;
  } else {
    draft.keys = draft.template_keys;
    draft.has_other_keys = draft.has_other_template_keys;
  }
}

void ReadClusterExternalSpec(Decoder& decoder, Draft& draft) {
  std::string_view name;
  MapIfAny(decoder, [&](std::string_view key) {
    if (key == "externalSecretSpec") {
      ReadExternalSpec(decoder, draft);
    } else if (key == "externalSecretName") {
      name = TextIfAny(decoder);
    } else {
      decoder.reader().Skip();
    }
  });
  if (draft.name.empty()) draft.name = name;
}

// bitnami-labs/sealed-secrets, pkg/apis/sealedsecrets/v1alpha1/sealedsecret_expansion.go (v0.32),
// Unseal: the Secret has the SealedSecret's name, and the keys of its sealed data and its template.
void ReadSealedSpec(Decoder& decoder, Draft& draft) {
  MapIfAny(decoder, [&](std::string_view key) {
    if (key == "encryptedData") {
      const std::vector<std::string_view> keys = KeysOf(decoder);
      draft.keys.insert(draft.keys.end(), keys.begin(), keys.end());
    } else if (key == "data") {  // in old versions: the whole Secret, sealed as one value
      draft.has_other_keys = decoder.reader().type() != ValueType::kNull;
      decoder.reader().Skip();
    } else if (key == "template") {
      MapIfAny(decoder, [&](std::string_view field) {
        if (field != "data") return decoder.reader().Skip();
        const std::vector<std::string_view> keys = KeysOf(decoder);
        draft.keys.insert(draft.keys.end(), keys.begin(), keys.end());
      });
    } else {
      decoder.reader().Skip();
    }
  });
}

// kubernetes-sigs/secrets-store-csi-driver, apis/v1/secretproviderclass_types.go (v1.5),
// SecretObject.
void ReadClassSpec(Decoder& decoder, Draft& draft) {
  MapIfAny(decoder, [&](std::string_view key) {
    if (key != "secretObjects") return decoder.reader().Skip();
    ListIfAny(decoder, [&] {
      CreatedObject created;
      MapIfAny(decoder, [&](std::string_view field) {
        if (field == "secretName") {
          created.name = TextIfAny(decoder);
        } else if (field == "data") {
          created.keys = TextsOf(decoder, "key");
        } else {
          decoder.reader().Skip();
        }
      });
      created.has_other_keys = false;
      if (!created.name.empty()) draft.of_class.push_back(std::move(created));
    });
  });
}

// cert-manager/cert-manager, pkg/apis/certmanager/v1/types_certificate.go (v1.18): the Secret has
// tls.crt and tls.key, and other keys depending on the issuer and the output formats.
void ReadCertificateSpec(Decoder& decoder, Draft& draft) {
  draft.has_other_keys = true;
  MapIfAny(decoder, [&](std::string_view key) {
    if (key != "secretName") return decoder.reader().Skip();
    draft.name = TextIfAny(decoder);
  });
}

void ReadSpec(Decoder& decoder, std::string_view kind, Draft& draft) {
  if (kind == "Certificate") return ReadCertificateSpec(decoder, draft);
  if (kind == "ExternalSecret") return ReadExternalSpec(decoder, draft);
  if (kind == "ClusterExternalSecret") return ReadClusterExternalSpec(decoder, draft);
  if (kind == "SealedSecret") return ReadSealedSpec(decoder, draft);
  ReadClassSpec(decoder, draft);
}

std::vector<CreatedObject> CreatedBy(std::string_view kind, Draft draft) {
  if (kind == "SecretProviderClass") return std::move(draft.of_class);
  // "None" creates nothing. "Merge" adds keys to an existing Secret, which may have others.
  if (draft.policy == "None") return {};
  CreatedObject created;
  created.kind = draft.kind;
  created.name = draft.name.empty() ? draft.meta.name.text : draft.name;
  created.keys = std::move(draft.keys);
  created.has_other_keys = draft.has_other_keys || draft.policy == "Merge";
  if (created.name.empty() || (created.kind != "Secret" && created.kind != "ConfigMap")) return {};
  return {std::move(created)};
}

}  // namespace

bool IsCreator(std::string_view api_version, std::string_view kind) {
  return std::any_of(std::begin(kCreators), std::end(kCreators), [&](const Creator& row) {
    return row.kind == kind && absl::StartsWith(api_version, row.group) &&
           absl::StartsWith(api_version.substr(row.group.size()), "/");
  });
}

std::vector<CreatedObject> DecodeCreator(Decoder& decoder, std::string_view kind,
                                         std::string_view default_namespace) {
  Draft draft;
  MapIfAny(decoder, [&](std::string_view key) {
    if (key == "metadata") {
      MapIfAny(decoder, [&](std::string_view field) {
        if (field == "name") {
          draft.meta.name.text = TextIfAny(decoder);
        } else if (field == "namespace") {
          draft.meta.namespace_ = TextIfAny(decoder);
        } else {
          decoder.reader().Skip();
        }
      });
    } else if (key == "spec") {
      ReadSpec(decoder, kind, draft);
    } else {
      decoder.reader().Skip();
    }
  });
  // A ClusterExternalSecret creates an object in each namespace that it selects.
  if (kind != "ClusterExternalSecret" && draft.meta.namespace_.empty()) {
    draft.meta.namespace_ = default_namespace;
  }
  if (kind == "ClusterExternalSecret") draft.meta.namespace_ = {};
  const ObjectMeta meta = draft.meta;
  std::vector<CreatedObject> result = CreatedBy(kind, std::move(draft));
  const std::string_view why =
      decoder.arena().Copy(absl::StrCat("is created by ", NameOf(kind, meta).ToString()));
  for (CreatedObject& created : result) {
    if (created.kind.empty()) created.kind = "Secret";
    created.namespace_ = meta.namespace_;
    created.why = why;
    std::sort(created.keys.begin(), created.keys.end());
    created.keys.erase(std::unique(created.keys.begin(), created.keys.end()), created.keys.end());
  }
  return result;
}

}  // namespace svcenv
