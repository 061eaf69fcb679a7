#include "cli/sources/manifest_document.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "cli/sources/json_value.h"
#include "svcenv/base/arena.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/syntax/text.h"

namespace svcenv::cli {
namespace {

// Keeps the documents that begin at the positions of workloads.
class Sink : public DocumentSink {
 public:
  Sink(std::map<uint32_t, const Workload*> wanted,
       std::map<const Workload*, DocumentTree>* documents)
      : wanted_(std::move(wanted)), documents_(*documents) {}

  void Document(const Item& item, Reader& reader) override {
    const auto found = wanted_.find(reader.position().offset);
    if (found == wanted_.end()) return reader.Skip();
    absl::StatusOr<DocumentTree> tree = ToJson(reader);
    if (!tree.ok()) {
      status_.Update(tree.status());
      return;
    }
    DocumentTree read = *std::move(tree);
    const std::string_view api_version = TextMember(read, "apiVersion");
    if (item.in_list && (api_version.empty() || TextMember(read, "kind").empty())) {
      DocumentTree whole = {
          {"apiVersion", std::string(api_version.empty() ? item.list_api_version : api_version)},
          {"kind", found->second->kind}};
      for (auto& [key, value] : read.items()) {
        if (key != "apiVersion" && key != "kind") whole[key] = std::move(value);
      }
      read = std::move(whole);
    }
    documents_[found->second] = std::move(read);
  }

  void DropItems() override {}

  // The error of the first document that cannot be converted.
  const absl::Status& status() const { return status_; }

 private:
  absl::Status status_;
  const std::map<uint32_t, const Workload*> wanted_;  // by offset
  std::map<const Workload*, DocumentTree>& documents_;
};

}  // namespace

absl::StatusOr<std::map<const Workload*, DocumentTree>> ReadDocumentsOf(
    absl::Span<const Workload* const> workloads, const Sources& sources) {
  std::map<uint32_t, std::map<uint32_t, const Workload*>> by_file;
  for (const Workload* workload : workloads) {
    by_file[workload->meta.position.file][workload->meta.position.offset] = workload;
  }
  std::map<const Workload*, DocumentTree> documents;
  for (auto& [file, wanted] : by_file) {
    Arena arena;
    Diagnostics losses;
    Sink sink(std::move(wanted), &documents);
    const absl::Status status = ReadDocuments(sources, file, arena, sink, losses);
    if (!status.ok()) return status;
    if (!sink.status().ok()) return sink.status();
  }
  return documents;
}

DocumentTree* FindContainer(const Workload& workload, const Container& container,
                            DocumentTree* document) {
  const std::string path = absl::StrCat(workload.path, workload.path.empty() ? "" : ".",
                                        ContainerPath(workload.pod.spec, container));
  for (const std::string_view step :
       absl::StrSplit(path, absl::ByAnyChar(".]"), absl::SkipEmpty())) {
    const std::vector<std::string> parts = absl::StrSplit(step, '[');  // "containers[0"
    if (!document->is_object() || !document->contains(parts[0])) return nullptr;
    document = &(*document)[parts[0]];
    if (parts.size() < 2) continue;
    const size_t index = std::stoul(parts[1]);
    if (!document->is_array() || index >= document->size()) return nullptr;
    document = &(*document)[index];
  }
  return document->is_object() ? document : nullptr;
}

}  // namespace svcenv::cli
