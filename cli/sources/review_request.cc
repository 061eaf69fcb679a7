#include "cli/sources/review_request.h"

#include <optional>
#include <utility>

#include "cli/sources/file_bytes.h"
#include "cli/sources/json_value.h"
#include "cli/terminal/errors.h"
#include "svcenv/base/arena.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/manifest/load.h"
#include "svcenv/syntax/text.h"

namespace svcenv::cli {
namespace {

using Json = nlohmann::ordered_json;

class Sink : public DocumentSink {
 public:
  void Document(const Item&, Reader& reader) override {
    ++count;
    absl::StatusOr<Json> read = ToJson(reader);
    if (read.ok()) {
      document = *std::move(read);
    } else {
      status = read.status();
    }
  }
  void DropItems() override {}

  int count = 0;
  Json document;
  absl::Status status;  // of the document
};

Json Wrap(Json object, std::string_view namespace_) {
  const Json* meta = FindMember(object, "metadata");
  const std::string_view own =
      meta == nullptr ? std::string_view() : TextMember(*meta, "namespace");
  std::string of_request(!own.empty() ? own : namespace_.empty() ? "default" : namespace_);
  return {{"apiVersion", "admission.k8s.io/v1"},
          {"kind", "AdmissionReview"},
          {"request",
           {{"uid", "svcenv-review"},
            {"operation", "CREATE"},
            {"namespace", std::move(of_request)},
            {"object", std::move(object)}}}};
}

// Checks the object as a manifest. Positions in errors fit the caller's sources, where the text is
// file 1 too.
absl::Status Check(std::string_view name, const std::string& bytes) {
  Cluster cluster;
  LoadOptions options;
  options.names = LoadOptions::Names::kOptional;
  const LoadResult loaded = LoadManifest(name, bytes, options, &cluster);
  return loaded.ok() ? absl::OkStatus() : ToStatus(*FirstError(loaded.diagnostics));
}

}  // namespace

absl::StatusOr<Json> ReadReviewRequest(const std::string& file, std::string_view namespace_,
                                       Sources* sources) {
  absl::StatusOr<std::string> bytes = ReadBytes(file);
  if (!bytes.ok()) return bytes.status();
  const std::string name = file == "-" ? "stdin" : file;
  const uint32_t number = sources->Add(name, DecodeText(*bytes));
  Arena arena;
  Sink sink;
  Diagnostics losses;
  Extents extents;
  ReadOptions options;
  options.extents = &extents;
  const absl::Status status = ReadDocuments(*sources, number, arena, sink, losses, options);
  sources->SetExtents(number, std::move(extents));
  if (!status.ok()) return status;
  for (Diagnostic& loss : losses) {
    loss.severity = Severity::kError;
    return ToStatus(loss);
  }
  if (!sink.status.ok()) return sink.status;
  if (sink.count != 1) {
    return InputError("bad-request",
                      sink.count == 0 ? "no object to review" : "more than one object to review",
                      "pass one AdmissionReview or one object, such as a Pod");
  }
  if (TextMember(sink.document, "kind") == "AdmissionReview") return std::move(sink.document);
  if (const absl::Status wrong = Check(name, *bytes); !wrong.ok()) return wrong;
  return Wrap(std::move(sink.document), namespace_);
}

}  // namespace svcenv::cli
