#include <string>
#include <utility>

#include "cli/sources/json_value.h"
#include "svcenv/base/arena.h"
#include "svcenv/syntax/text.h"
#include "tests/judge_helper/operations.h"

namespace svcenv {
namespace {

// Collects documents. The judge does not split lists, so requests with lists are skipped.
class Gatherer : public DocumentSink {
 public:
  void Document(const Item& item, Reader& reader) override {
    has_list = has_list || item.in_list;
    const absl::StatusOr<nlohmann::ordered_json> tree = cli::ToJson(reader);
    too_deep = too_deep || !tree.ok();
    if (tree.ok()) documents.push_back(nlohmann::json(*tree));
  }
  void DropItems() override { has_list = true; }

  nlohmann::json documents = nlohmann::json::array();
  bool has_list = false;
  bool too_deep = false;
};

}  // namespace

nlohmann::json ManifestOperation(const nlohmann::json& request, const VersionProfile&) {
  Sources sources;
  Arena arena;
  Gatherer gatherer;
  Diagnostics losses;
  const uint32_t file = sources.Add("manifest", DecodeText(Content(request)));
  const absl::Status status = ReadDocuments(sources, file, arena, gatherer, losses);
  if (gatherer.has_list) return {{"skipped", "a list, which the judge does not split"}};
  if (gatherer.too_deep) return {{"skipped", "nested deeper than svcenv copies"}};
  nlohmann::json answer = {{"documents", std::move(gatherer.documents)}};
  if (!status.ok()) answer["error"] = {{"message", std::string(status.message())}};
  return answer;
}

}  // namespace svcenv
