#include "svcenv/admission/request.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/manifest/decoder.h"
#include "svcenv/manifest/fields.h"
#include "svcenv/manifest/load.h"
#include "svcenv/syntax/json_document.h"

namespace svcenv {
namespace {

constexpr std::string_view kApiVersion = "admission.k8s.io/v1";

absl::Status BadRequest(std::string message) {
  Diagnostic error;
  error.severity = Severity::kError;
  error.code = "bad-request";
  error.message = std::move(message);
  return ToStatus(error);
}

struct Draft {
  AdmissionRequest& request;
  Cluster old;
  Diagnostics& diagnostics;
  std::string api_version;
  std::string kind;
  bool has_request = false;
};

// Loads objects as the API server sends them, with metadata.namespace possibly still empty.
LoadOptions OptionsFor(const Draft& draft) {
  LoadOptions options;
  options.source = LoadOptions::Source::kServed;
  options.names = LoadOptions::Names::kOptional;
  if (!draft.request.namespace_.empty()) options.default_namespace = draft.request.namespace_;
  return options;
}

void Load(Decoder& decoder, Draft& draft, Cluster* cluster) {
  LoadResult loaded = LoadObject(decoder.reader(), OptionsFor(draft), cluster);
  AppendDiagnostics(std::move(loaded.diagnostics), &draft.diagnostics);
}

void ReadObject(Decoder& decoder, Draft& draft) {
  if (decoder.reader().type() == ValueType::kNull) return decoder.reader().Skip();
  Cluster& cluster = draft.request.cluster;
  Load(decoder, draft, &cluster);
  if (!cluster.workloads().empty()) draft.request.workload = &cluster.workloads().back();
  if (!cluster.services().empty()) draft.request.service = &cluster.services().back();
}

void ReadOldObject(Decoder& decoder, Draft& draft) {
  if (decoder.reader().type() == ValueType::kNull ||
      draft.request.sub_resource != "ephemeralcontainers") {
    return decoder.reader().Skip();
  }
  Load(decoder, draft, &draft.old);
  for (const Workload& workload : draft.old.workloads()) {
    for (const Container& container : workload.pod.spec.ephemeral_containers) {
      draft.request.old_ephemeral.emplace(container.name.text);
    }
  }
}

constexpr Field<Draft> kRequestFields[] = {
    {"uid", [](Decoder& d, Draft& r) { r.request.uid = std::string(d.Text()); }},
    {"operation", [](Decoder& d, Draft& r) { r.request.operation = std::string(d.Text()); }},
    {"subResource", [](Decoder& d, Draft& r) { r.request.sub_resource = std::string(d.Text()); }},
    {"namespace", [](Decoder& d, Draft& r) { r.request.namespace_ = std::string(d.Text()); }},
    {"object", ReadObject},
    {"oldObject", ReadOldObject},
};

// Peeks at the fields that determine how to read the object, because they may follow it.
void ReadRequest(Decoder& decoder, Draft& draft) {
  draft.has_request = decoder.reader().type() == ValueType::kMap;
  if (draft.has_request) {
    const Reader& reader = decoder.reader();
    draft.request.uid = std::string(reader.PeekText({"uid"}));
    draft.request.namespace_ = std::string(reader.PeekText({"namespace"}));
    draft.request.sub_resource = std::string(reader.PeekText({"subResource"}));
  }
  ReadFields(decoder, kRequestFields, draft);
}

constexpr Field<Draft> kFields[] = {
    {"apiVersion", [](Decoder& d, Draft& r) { r.api_version = std::string(d.Text()); }},
    {"kind", [](Decoder& d, Draft& r) { r.kind = std::string(d.Text()); }},
    {"request", ReadRequest},
};

class Sink : public DocumentSink {
 public:
  explicit Sink(Draft& draft) : draft_(draft) {}

  void Document(const Item& item, Reader& reader) override {
    if (item.in_list) return reader.Skip();
    Decoder decoder(reader, draft_.request.cluster.arena(), draft_.diagnostics);
    ReadFields(decoder, kFields, draft_);
  }
  void DropItems() override {}

 private:
  Draft& draft_;
};

// The API server rejects an object whose namespace differs from the request's, but only after the
// hooks. Exemptions and services must not depend on a namespace that the author made up.
bool IsInAnotherNamespace(const AdmissionRequest& request) {
  const ObjectMeta* meta = request.workload != nullptr  ? &request.workload->meta
                           : request.service != nullptr ? &request.service->meta
                                                        : nullptr;
  return meta != nullptr && !request.namespace_.empty() && meta->namespace_ != request.namespace_;
}

// Returns "Pod shop/web: spec.containers[0].name: expected a string, found a number".
std::string TextOf(const Diagnostic& error) {
  if (error.object.name.empty()) return error.message;
  return absl::StrCat(error.object.ToString(), ": ", error.message);
}

}  // namespace

absl::Status ReadAdmissionRequest(std::string_view text, AdmissionRequest* request) {
  Cluster& cluster = request->cluster;
  const uint32_t file = cluster.sources().Add("request", std::string(text));
  Diagnostics diagnostics, losses;
  Draft draft{*request, Cluster(), diagnostics, "", "", false};
  Sink sink(draft);
  const absl::Status status =
      ReadJsonDocument(cluster.sources(), file, cluster.arena(), sink, losses);
  if (!status.ok()) return BadRequest(absl::StrCat("cannot parse the request: ", status.message()));
  if (const Diagnostic* error = FirstError(diagnostics)) return BadRequest(TextOf(*error));
  if (draft.kind != "AdmissionReview") {
    return BadRequest(
        "the request is not an AdmissionReview; send what the API server sends to webhooks");
  }
  if (draft.api_version != kApiVersion) {
    return BadRequest(absl::StrCat("apiVersion is not ", kApiVersion,
                                   "; list v1 in the webhook's admissionReviewVersions"));
  }
  if (!draft.has_request) return BadRequest("request is missing");
  if (request->uid.empty()) return BadRequest("request.uid is empty");
  if (!losses.empty()) {
    return BadRequest("a map has a duplicate key, so its meaning is ambiguous");
  }
  if (IsInAnotherNamespace(*request)) {
    return BadRequest("the object's metadata.namespace differs from request.namespace");
  }
  return absl::OkStatus();
}

}  // namespace svcenv
