#include "svcenv/batch/request.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "svcenv/base/bytes.h"
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
    draft.request.objects += loaded.objects;
    draft.request.known_objects += loaded.known;
    AppendDiagnostics(std::move(loaded.diagnostics), &draft.diagnostics);
  });
}

void ReadUsed(Decoder& decoder, Draft& draft) {
  draft.request.use_snapshot = std::string(decoder.Text());
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
    {"snapshot", [](Decoder& d, Draft& r) { r.request.snapshot = std::string(d.Text()); }},
    {"useSnapshot", ReadUsed},
    {"dropSnapshot", [](Decoder& d, Draft& r) { r.request.drop_snapshot = std::string(d.Text()); }},
};

constexpr Field<Draft> kObjectsField[] = {{"objects", ReadObjects}};
constexpr Field<Draft> kUsedField[] = {{"useSnapshot", ReadUsed}};

absl::Status BadRequest(std::string message) {
  Diagnostic error;
  error.severity = Severity::kError;
  error.code = "bad-request";
  error.message = std::move(message);
  error.remedy = "write one request per line: {\"objects\": […], \"pod\": \"NAME\"}";
  return ToStatus(error);
}

// Reads the fields of a table and skips the others.
template <size_t N>
class RequestSink : public DocumentSink {
 public:
  RequestSink(const Field<Draft> (&fields)[N], Draft& draft) : fields_(fields), draft_(draft) {}

  void Document(const Item&, Reader& reader) override {
    Decoder decoder(reader, draft_.request.cluster.arena(), draft_.diagnostics);
    ReadFields(decoder, fields_, draft_);
    if (draft_.request.namespace_.empty()) draft_.request.namespace_ = "default";
  }
  void DropItems() override {}

 private:
  const Field<Draft> (&fields_)[N];
  Draft& draft_;
};

// Fails, and reads nothing, if `text` is not a single JSON value.
template <size_t N>
absl::Status ReadText(const Field<Draft> (&fields)[N], Bytes text, Draft* draft) {
  BatchRequest& request = draft->request;
  Cluster& cluster = request.cluster;
  request.file = cluster.sources().Add("request", std::move(text));
  RequestSink sink(fields, *draft);
  Diagnostics losses;  // the last of duplicate keys wins, as in the API server
  return ReadJsonDocument(cluster.sources(), request.file, cluster.arena(), sink, losses);
}

// Reads a line whose ID has numbers that are too large for Kubernetes. Returns false if another
// value has such a number, or if the line is invalid for another reason.
bool ReadTextWithHugeId(std::string_view line, Draft* draft) {
  std::string text(line);
  const std::vector<uint32_t> huge = ReplaceHugeNumbers(&text);
  if (huge.empty() || !ReadText(kFields, std::move(text), draft).ok() || !draft->id.has_value()) {
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
  const absl::Status status = ReadText(kFields, std::string(line), &draft);
  if (!status.ok() && !ReadTextWithHugeId(line, &draft)) {
    return BadRequest(std::string(status.message()));
  }
  if (draft.id.has_value()) {
    request->id = line.substr(*draft.id, EndOfJsonValue(line, *draft.id) - *draft.id);
    // Line breaks in JSON are insignificant whitespace.
    absl::StrReplaceAll({{"\n", " "}, {"\r", " "}}, &request->id);
  }
  if (const Diagnostic* error = FirstError(diagnostics)) return ToStatus(*error);
  AppendDiagnostics(std::move(diagnostics), &request->diagnostics);
  return absl::OkStatus();
}

std::string FindUsedSnapshot(std::string_view line) {
  BatchRequest request;
  Diagnostics diagnostics;
  Draft draft{request, diagnostics, std::nullopt};
  // The objects of a line with a huge number are reported as bad-request, unless it is in the ID.
  std::string text(line);
  ReplaceHugeNumbers(&text);
  if (!ReadText(kUsedField, std::move(text), &draft).ok()) return "";
  return std::move(request.use_snapshot);
}

absl::Status AddObjectsOf(const BatchRequest& read, BatchRequest* request) {
  Diagnostics diagnostics;
  Draft draft{*request, diagnostics, std::nullopt};
  const std::string_view text = read.cluster.sources().text(read.file);
  Bytes bytes(text.data(), text.size(), [](const char*, size_t) {});
  const absl::Status status = ReadText(kObjectsField, std::move(bytes), &draft);
  AppendDiagnostics(std::move(diagnostics), &request->diagnostics);
  return status;
}

}  // namespace svcenv
