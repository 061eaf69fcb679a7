#include "svcenv/manifest/find_pods.h"

#include <utility>

#include "absl/strings/match.h"
#include "svcenv/manifest/decode.h"

namespace svcenv {
namespace {

bool IsTemplate(std::string_view key, const Reader& reader) {
  return (key == "template" || absl::EndsWith(key, "Template")) &&
         reader.PeekType({"spec", "containers"}) == ValueType::kList;
}

bool IsObject(const Reader& reader) {
  return reader.PeekType({"metadata"}) == ValueType::kMap &&
         !reader.PeekText({"apiVersion"}).empty() && !reader.PeekText({"kind"}).empty();
}

// Recurses at most kDeepestPod levels.
class PodFinder {
 public:
  PodFinder(Decoder& decoder, std::string_view kind, absl::FunctionRef<bool(Reader&)> read_object)
      : decoder_(decoder), kind_(kind), read_object_(read_object) {}

  FoundPods Run() {
    Workload object;
    object.meta.position = decoder_.position();
    decoder_.Map([&](std::string_view key) {
      if (key == "metadata") {
        ReadMeta(decoder_, object);
      } else {
        Search(key, 1);
      }
    });
    NameParts(decoder_.arena(), kind_, object.meta, std::move(labels_), &found_.workloads);
    return std::move(found_);
  }

 private:
  // Searches the next value. `key` is its key, or "" for a list item that cannot be a template.
  void Search(std::string_view key, int depth) {
    Reader& reader = decoder_.reader();
    if (depth > kDeepestPod || absl::StartsWith(key, "patch")) return reader.Skip();
    if (reader.type() == ValueType::kList) {
      const bool has_templates = key == "templates" || absl::EndsWith(key, "Templates");
      decoder_.List([&](int) { Search(has_templates ? "template" : "", depth + 1); });
    } else if (reader.type() != ValueType::kMap) {
      reader.Skip();
    } else if (IsTemplate(key, reader)) {
      ReadPod();
    } else if (IsObject(reader) && read_object_(reader)) {
      found_.has_objects = true;
    } else {
      decoder_.Map([&](std::string_view inner) { Search(inner, depth + 1); });
    }
  }

  // Reads the pod at the current path, which has no long keys (see Decoder::Path).
  void ReadPod() {
    Workload workload;
    workload.kind = kind_;
    workload.path = decoder_.arena().Copy(decoder_.Path());
    workload.is_partial = true;
    if (DecodeShape(decoder_, PodPlace::Shape::kPartialTemplate, &workload)) {
      labels_.push_back(PartLabel(workload.path));
      found_.workloads.push_back(std::move(workload));
    }
  }

  Decoder& decoder_;
  const std::string_view kind_;
  const absl::FunctionRef<bool(Reader&)> read_object_;
  FoundPods found_;
  std::vector<std::string_view> labels_;  // one per workload
};

}  // namespace

FoundPods FindPods(Decoder& decoder, std::string_view kind,
                   absl::FunctionRef<bool(Reader&)> read_object) {
  const bool searched =
      decoder.reader().type() == ValueType::kMap && kind != "CustomResourceDefinition";
  if (searched) return PodFinder(decoder, kind, read_object).Run();
  decoder.reader().Skip();
  return {};
}

}  // namespace svcenv
