#include "svcenv/batch/request.h"

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "svcenv/base/json_writer.h"
#include "svcenv/manifest/decoder.h"
#include "svcenv/manifest/json_document.h"
#include "svcenv/manifest/load.h"

namespace svcenv {
namespace {

std::vector<std::string> Strings(const std::vector<Located>& texts) {
  std::vector<std::string> result;
  for (const Located& text : texts) result.emplace_back(text.text);
  return result;
}

void ReadFiles(Decoder& decoder, PodFacts& facts) {
  decoder.Map([&](std::string_view volume) {
    auto& files = facts.files[std::string(volume)];
    decoder.Map(
        [&](std::string_view path) { files[std::string(path)] = std::string(decoder.Text()); });
  });
}

// A list or map begins, and more is to come of it.
void CopyScalarOrBegin(Reader& reader, std::string* open, JsonWriter* json) {
  switch (reader.type()) {
    case ValueType::kNull:
      reader.Skip();
      return json->Null();
    case ValueType::kBool:
      return json->Bool(reader.Bool());
    case ValueType::kNumber:
      return json->Raw(reader.ReadNumber().ToString());
    case ValueType::kString:
      return json->String(reader.String());
    case ValueType::kList:
      reader.EnterList();
      open->push_back(']');
      return json->BeginList();
    case ValueType::kMap:
      reader.EnterMap();
      open->push_back('}');
      return json->BeginMap();
  }
}

// Without recursion: values may be deep, and a caller's stack small.
void Copy(Reader& reader, JsonWriter* json) {
  std::string open;  // the brackets that end what has begun
  do {
    CopyScalarOrBegin(reader, &open, json);
    while (!open.empty()) {
      const bool is_map = open.back() == '}';
      if (is_map && reader.NextKey()) {
        json->Key(reader.key().text);
        break;
      }
      if (!is_map && reader.NextItem()) break;
      if (is_map) {
        json->EndMap();
      } else {
        json->EndList();
      }
      open.pop_back();
    }
  } while (!open.empty());
}

void ReadId(Decoder& decoder, std::string* id) {
  id->clear();
  JsonWriter json(id);
  Copy(decoder.reader(), &json);
}

struct Draft {
  BatchRequest& request;
  Diagnostics& diagnostics;
};

void ReadObjects(Decoder& decoder, Draft& draft) {
  LoadOptions options;
  options.as_applied = false;
  decoder.List([&](int) {
    LoadObject(decoder.reader(), options, &draft.request.cluster, &draft.diagnostics);
  });
}

constexpr Field<Draft> kFields[] = {
    {"id", [](Decoder& d, Draft& r) { ReadId(d, &r.request.id); }},
    {"objects", ReadObjects},
    {"namespace", [](Decoder& d, Draft& r) { r.request.namespace_ = std::string(d.Text()); }},
    {"pod", [](Decoder& d, Draft& r) { r.request.pod = std::string(d.Text()); }},
    {"container", [](Decoder& d, Draft& r) { r.request.container = std::string(d.Text()); }},
    {"podIP", [](Decoder& d, Draft& r) { r.request.facts.pod_ip = std::string(d.Text()); }},
    {"podIPs", [](Decoder& d, Draft& r) { r.request.facts.pod_ips = Strings(d.Texts()); }},
    {"nodeIPs", [](Decoder& d, Draft& r) { r.request.facts.node_ips = Strings(d.Texts()); }},
    {"files", [](Decoder& d, Draft& r) { ReadFiles(d, r.request.facts); }},
    {"kubeVersion", [](Decoder& d, Draft& r) { r.request.kube_version = std::string(d.Text()); }},
};

absl::Status BadRequest(std::string message) {
  Diagnostic error;
  error.severity = Severity::kError;
  error.code = "bad-request";
  error.message = std::move(message);
  error.remedy = "write one request a line: {\"objects\": […], \"pod\": \"NAME\"}";
  return ToStatus(error);
}

class RequestSink : public DocumentSink {
 public:
  RequestSink(BatchRequest& request, Diagnostics& diagnostics) : draft_{request, diagnostics} {}

  void Document(const Item&, Reader& reader) override {
    Decoder decoder(reader, draft_.request.cluster.arena(), draft_.diagnostics);
    ReadFields(decoder, kFields, draft_);
    if (draft_.request.namespace_.empty()) draft_.request.namespace_ = "default";
  }
  void DropItems() override {}

 private:
  Draft draft_;
};

}  // namespace

absl::Status ReadRequest(std::string_view line, BatchRequest* request) {
  const std::string_view text = absl::StripLeadingAsciiWhitespace(line);
  if (text.empty() || text.front() != '{') return BadRequest("the line is no JSON object");
  Cluster& cluster = request->cluster;
  const uint32_t file = cluster.sources().Add("request", std::string(line));
  Diagnostics diagnostics;
  RequestSink sink(*request, diagnostics);
  Diagnostics losses;  // a key that stands twice has its last value, as for the API server
  const absl::Status status =
      ReadJsonDocument(cluster.sources(), file, cluster.arena(), sink, losses);
  if (!status.ok()) return BadRequest(std::string(status.message()));
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity == Severity::kError) return ToStatus(diagnostic);
    request->diagnostics.push_back(diagnostic);
  }
  return absl::OkStatus();
}

}  // namespace svcenv
