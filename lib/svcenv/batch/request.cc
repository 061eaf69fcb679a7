#include "svcenv/batch/request.h"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "svcenv/batch/raw_json.h"
#include "svcenv/manifest/decoder.h"
#include "svcenv/manifest/fields.h"
#include "svcenv/manifest/load.h"
#include "svcenv/syntax/json_document.h"

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

struct Draft {
  BatchRequest& request;
  Diagnostics& diagnostics;
  std::optional<uint32_t> id;  // the offset of its value
};

void ReadId(Decoder& decoder, Draft& draft) {
  draft.id = decoder.reader().position().offset;
  decoder.reader().Skip();
}

void ReadObjects(Decoder& decoder, Draft& draft) {
  LoadOptions options;
  options.source = LoadOptions::Source::kVerbatim;
  decoder.List([&](int) {
    LoadResult loaded = LoadObject(decoder.reader(), options, &draft.request.cluster);
    AppendDiagnostics(std::move(loaded.diagnostics), &draft.diagnostics);
  });
}

constexpr Field<Draft> kFields[] = {
    {"id", ReadId},
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
  error.remedy = "write one request per line: {\"objects\": […], \"pod\": \"NAME\"}";
  return ToStatus(error);
}

class RequestSink : public DocumentSink {
 public:
  explicit RequestSink(Draft& draft) : draft_(draft) {}

  void Document(const Item&, Reader& reader) override {
    Decoder decoder(reader, draft_.request.cluster.arena(), draft_.diagnostics);
    ReadFields(decoder, kFields, draft_);
    if (draft_.request.namespace_.empty()) draft_.request.namespace_ = "default";
  }
  void DropItems() override {}

 private:
  Draft& draft_;
};

// Fails, and reads nothing, if `text` is not a single JSON value.
absl::Status ReadText(std::string text, Draft* draft) {
  Cluster& cluster = draft->request.cluster;
  const uint32_t file = cluster.sources().Add("request", std::move(text));
  RequestSink sink(*draft);
  Diagnostics losses;  // the last of duplicate keys wins, as in the API server
  return ReadJsonDocument(cluster.sources(), file, cluster.arena(), sink, losses);
}

// Reads a line whose ID has numbers that are too large for Kubernetes. Returns false if another
// value has such a number, or if the line is invalid for another reason.
bool ReadTextWithHugeId(std::string_view line, Draft* draft) {
  std::string text(line);
  const std::vector<uint32_t> huge = ReplaceHugeNumbers(&text);
  if (huge.empty() || !ReadText(std::move(text), draft).ok() || !draft->id.has_value()) {
    return false;
  }
  return huge.front() >= *draft->id && huge.back() < EndOfJsonValue(line, *draft->id);
}

}  // namespace

absl::Status ReadRequest(std::string_view line, BatchRequest* request) {
  const std::string_view text = absl::StripLeadingAsciiWhitespace(line);
  if (text.empty() || text.front() != '{') return BadRequest("the request is not a JSON object");
  Diagnostics diagnostics;
  Draft draft{*request, diagnostics, std::nullopt};
  const absl::Status status = ReadText(std::string(line), &draft);
  if (!status.ok() && !ReadTextWithHugeId(line, &draft)) {
    return BadRequest(std::string(status.message()));
  }
  if (draft.id.has_value()) {
    request->id = line.substr(*draft.id, EndOfJsonValue(line, *draft.id) - *draft.id);
    // Line breaks in JSON are insignificant whitespace.
    absl::StrReplaceAll({{"\n", " "}, {"\r", " "}}, &request->id);
  }
  if (const Diagnostic* error = FirstError(diagnostics)) return ToStatus(*error);
  request->diagnostics = std::move(diagnostics);
  return absl::OkStatus();
}

}  // namespace svcenv
