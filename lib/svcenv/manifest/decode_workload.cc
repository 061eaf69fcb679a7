#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/strings/match.h"
#include "svcenv/manifest/decode.h"
#include "svcenv/manifest/fields.h"
#include "svcenv/manifest/lenient.h"

namespace svcenv {
namespace {

using Shape = PodPlace::Shape;

constexpr std::string_view kJob = "Job";
constexpr std::string_view kReplicaSet = "ReplicaSet";

constexpr Field<Pod> kPodFields[] = {
    {"apiVersion", SkipField<Pod>},
    {"kind", SkipField<Pod>},
    {"metadata", ReadMeta<Pod>},
    {"spec", [](Decoder& d, Pod& p) { p.spec = DecodePodSpec(d); }},
    {"status", [](Decoder& d, Pod& p) { p.status = DecodePodStatus(d); }},
};

constexpr Field<JobSettings> kJobFields[] = {
    {"completionMode", [](Decoder& d, JobSettings& j) { j.indexed = d.Text() == "Indexed"; }},
    {"backoffLimitPerIndex",
     [](Decoder& d, JobSettings& j) {
       j.counts_index_failures = d.reader().type() == ValueType::kNumber;
       d.reader().Skip();
     }},
    {"manualSelector", [](Decoder& d, JobSettings& j) { j.manual_selector = d.Bool(false); }},
    {"managedBy",
     [](Decoder& d, JobSettings& j) {
       const std::string_view manager = d.Text();
       j.managed_by_other = !manager.empty() && manager != "kubernetes.io/job-controller";
     }},
};

// Reads the value of `key` if it is in `fields`. Returns whether it is.
template <typename T, size_t N>
bool ReadField(Decoder& decoder, const Field<T> (&fields)[N], std::string_view key, T* object) {
  for (const Field<T>& field : fields) {
    if (field.name != key) continue;
    field.read(decoder, *object);
    return true;
  }
  return false;
}

bool ReadJobField(Decoder& decoder, std::string_view key, JobSettings* job) {
  const bool has_placeholder = !decoder.PeekPlaceholder().empty();
  if (!ReadField(decoder, kJobFields, key, job)) return false;
  job->has_placeholder |= has_placeholder;
  return true;
}

// Skips the value of the last key read. Reports the key if it is not in `known`; an empty `known`
// allows any key.
void SkipOther(Decoder& decoder, const std::vector<std::string_view>& known) {
  const std::string_view key = decoder.reader().key().text;
  if (!known.empty() && std::find(known.begin(), known.end(), key) == known.end()) {
    decoder.UnknownField(known);
  }
  decoder.reader().Skip();
}

constexpr Field<TemplateReference> kReferenceFields[] = {
    {"apiVersion", [](Decoder& d, TemplateReference& r) { r.api_version = d.Text(); }},
    {"kind", [](Decoder& d, TemplateReference& r) { r.kind = d.Text(); }},
    {"name", [](Decoder& d, TemplateReference& r) { r.name = d.Text(); }},
};

// argoproj/argo-rollouts, pkg/apis/rollouts/v1alpha1/types.go, ObjectRef (1.10).
void ReadTemplateReference(Decoder& decoder, Workload& workload) {
  TemplateReference reference;
  if (ReadFields(decoder, kReferenceFields, reference)) workload.template_of = reference;
}

// Reads the next value. Returns whether it is the number 0.
bool ReadZero(Decoder& decoder) {
  if (decoder.reader().type() == ValueType::kNumber) return decoder.Int32() == 0;
  decoder.reader().Skip();
  return false;
}

struct Condition {
  std::string_view type, status;
};

// Reads the status of a Job: pkg/apis/batch, IsJobFinished (pkg/controller/job/utils.go, 1.37.2).
void ReadJobStatus(Decoder& decoder, Workload& workload) {
  MapIfAny(decoder, [&](std::string_view key) {
    if (key != "conditions") return decoder.reader().Skip();
    ListIfAny(decoder, [&] {
      Condition condition;
      MapIfAny(decoder, [&](std::string_view field) {
        const std::string_view text = TextIfAny(decoder);
        if (field == "type") condition.type = text;
        if (field == "status") condition.status = text;
      });
      workload.is_over |= condition.status == "True" &&
                          (condition.type == "Complete" || condition.type == "Failed");
    });
  });
}

// Removes the first name from a path and returns it.
std::string_view TakeFirst(std::string_view& path) {
  const size_t dot = std::min(path.find('.'), path.size());
  const std::string_view first = path.substr(0, dot);
  path.remove_prefix(std::min(dot + 1, path.size()));
  return first;
}

// Reads the pod template at `path` in the next value: "template" or "jobTemplate.spec.template".
// Reports fields of the value that are not in `known`, as SkipOther does.
void ReadTemplate(Decoder& decoder, const Kind& kind, std::string_view path,
                  const std::vector<std::string_view>& known, Workload& workload) {
  if (path.empty()) {
    DecodeShape(decoder, kind.places[0].shape, &workload);
    return;
  }
  const std::string_view first = TakeFirst(path);
  const bool of_job = kind.controller.makes_jobs && path.empty();
  decoder.Map([&](std::string_view key) {
    if (key == "workloadRef" && path.empty() && !kind.is_built_in()) {
      ReadTemplateReference(decoder, workload);
    } else if (key == "replicas" && path.empty() && kind.name == kReplicaSet) {
      workload.is_over = ReadZero(decoder);
    } else if (key != first) {
      if (!of_job || !ReadJobField(decoder, key, &workload.job)) SkipOther(decoder, known);
    } else if (key == "jobTemplate") {
      ReadTemplate(decoder, kind, path, {"metadata", "spec"}, workload);
    } else {
      ReadTemplate(decoder, kind, path, {}, workload);
    }
  });
}

constexpr size_t kLongestName = 253;

// enableServiceLinks in Tekton's pod templates, which are separate from the tasks: `podTemplate` in
// a TaskRun, or `taskRunTemplate.podTemplate` in a PipelineRun, which `taskRunSpecs` overrides per
// task. See pkg/apis/pipeline/v1/pipelinerun_types.go (1.15).
struct TektonLinks {
  std::optional<bool> enabled;
  bool is_overridden = false;
};

constexpr Field<TektonLinks> kPodTemplateFields[] = {
    {"enableServiceLinks",
     [](Decoder& d, TektonLinks& l) {
       if (d.reader().type() == ValueType::kBool) l.enabled = d.reader().Bool();
     }},
};

constexpr Field<TektonLinks> kRunTemplateFields[] = {
    {"podTemplate", [](Decoder& d, TektonLinks& l) { ReadFields(d, kPodTemplateFields, l); }},
};

constexpr Field<TektonLinks> kRunFields[] = {
    {"podTemplate", [](Decoder& d, TektonLinks& l) { ReadFields(d, kPodTemplateFields, l); }},
    {"taskRunTemplate", [](Decoder& d, TektonLinks& l) { ReadFields(d, kRunTemplateFields, l); }},
    {"taskRunSpecs",
     [](Decoder& d, TektonLinks& l) {
       l.is_overridden = d.reader().type() == ValueType::kList;
       d.reader().Skip();
     }},
};

// Walks an object to the pod locations of its kind. Recurses as deep as the longest path.
class PlaceWalker {
 public:
  PlaceWalker(Decoder& decoder, const Kind& kind) : decoder_(decoder), kind_(kind) {}

  std::vector<Workload> Run();

 private:
  // The rest of the path to a pod location.
  struct Step {
    std::string_view rest;
    Shape shape;
  };
  using Steps = absl::InlinedVector<Step, 4>;

  // Reads the next value, where each step ends or continues.
  void Walk(const Steps& steps);
  // Returns the steps that continue into `key`; "*" means each item of a list.
  static Steps Into(std::string_view key, const Steps& steps);
  // Reads the pod at the current path, which has no long keys (see Decoder::Path).
  void ReadPod(Shape shape);
  void WalkMap(const Steps& steps);

  Decoder& decoder_;
  const Kind& kind_;
  std::vector<Workload> workloads_;
  std::vector<std::string_view> labels_;  // one per workload
  TektonLinks links_;
  std::string_view item_name_;  // the name of the current list item; may be empty
};

PlaceWalker::Steps PlaceWalker::Into(std::string_view key, const Steps& steps) {
  Steps into;
  for (Step step : steps) {
    const std::string_view first = TakeFirst(step.rest);
    if (first == key || first == "*") into.push_back(step);
  }
  return into;
}

void PlaceWalker::ReadPod(Shape shape) {
  Workload workload;
  workload.kind = kind_.name;
  workload.path = decoder_.arena().Copy(decoder_.Path());
  workload.placeholders = kind_.controller.placeholders;
  workload.is_partial = IsPartial(shape);
  const std::string_view label = item_name_.empty() ? PartLabel(workload.path) : item_name_;
  if (!DecodeShape(decoder_, shape, &workload)) return;
  labels_.push_back(label);
  workloads_.push_back(std::move(workload));
}

void PlaceWalker::WalkMap(const Steps& steps) {
  const bool of_job = kind_.controller.makes_jobs &&
                      std::any_of(steps.begin(), steps.end(),
                                  [](const Step& step) { return step.rest == "template"; });
  const bool of_run = kind_.controller.placeholders == Placeholders::kTask;
  JobSettings job;
  job.indexed = kind_.controller.jobs_are_indexed;
  const size_t first = workloads_.size();
  decoder_.Map([&](std::string_view key) {
    if (const Steps into = Into(key, steps); !into.empty()) {
      Walk(into);
    } else if (of_run && ReadField(decoder_, kRunFields, key, &links_)) {
      return;
    } else if (!of_job || !ReadJobField(decoder_, key, &job)) {
      decoder_.reader().Skip();
    }
  });
  if (!of_job) return;
  for (size_t i = first; i < workloads_.size(); ++i) workloads_[i].job = job;
}

void PlaceWalker::Walk(const Steps& steps) {
  for (size_t i = 0; i < steps.size(); ++i) {
    if (!steps[i].rest.empty()) continue;
    const Reader::Place place = decoder_.reader().place();
    ReadPod(steps[i].shape);
    Steps within = steps;  // pods nested in this pod's template
    within.erase(within.begin() + static_cast<std::ptrdiff_t>(i));
    if (within.empty()) return;
    decoder_.reader().Return(place);
    return Walk(within);
  }
  const Steps items = Into("*", steps);
  if (items.empty() || decoder_.reader().type() != ValueType::kList) return WalkMap(steps);
  decoder_.List([&](int) {
    item_name_ = decoder_.reader().PeekText({"name"});
    if (item_name_.empty()) item_name_ = decoder_.reader().PeekText({"groupName"});
    if (item_name_.size() > kLongestName) item_name_ = {};  // it prefixes container names
    Walk(items);
  });
  item_name_ = {};
}

std::vector<Workload> PlaceWalker::Run() {
  Steps steps;
  for (const PodPlace& place : kind_.places) steps.push_back({place.path, place.shape});
  Workload object;
  object.meta.position = decoder_.position();
  decoder_.Map([&](std::string_view key) {
    if (key == "metadata") {
      ReadMeta(decoder_, object);
    } else if (const Steps into = Into(key, steps); !into.empty()) {
      Walk(into);
    } else {
      decoder_.reader().Skip();
    }
  });
  for (Workload& workload : workloads_) {
    if (links_.enabled.has_value() && !links_.is_overridden)
      workload.pod.spec.enable_service_links = links_.enabled;
  }
  NameParts(decoder_.arena(), kind_.name, object.meta, std::move(labels_), &workloads_);
  return std::move(workloads_);
}

}  // namespace

bool HasOneTemplate(const Kind& kind) {
  return kind.places.size() == 1 && !absl::StrContains(kind.places[0].path, '*') &&
         !IsPartial(kind.places[0].shape);
}

std::vector<Workload> DecodeWorkloads(Decoder& decoder, const Kind& kind) {
  return PlaceWalker(decoder, kind).Run();
}

Workload DecodeWorkload(Decoder& decoder, const Kind& kind) {
  Workload workload;
  workload.kind = kind.name;
  std::string_view path = kind.places[0].path;
  workload.path = path;
  if (path.empty()) {
    workload.pod = ReadObject(decoder, kPodFields);
    workload.meta = workload.pod.meta;
    workload.is_over = workload.pod.status.finished;
    return workload;
  }
  workload.placeholders = kind.controller.placeholders;
  workload.job.indexed = kind.controller.jobs_are_indexed;
  const std::string_view first = TakeFirst(path);
  std::vector<std::string_view> known;
  if (kind.is_built_in()) {
    known = {"apiVersion", "kind", "metadata", first};
    if (first == "spec") known.push_back("status");
  }
  workload.meta.position = decoder.position();
  decoder.Map([&](std::string_view key) {
    if (key == "metadata") {
      ReadMeta(decoder, workload);
    } else if (key == first) {
      ReadTemplate(decoder, kind, path, {}, workload);
    } else if (key == "status" && kind.name == kJob && kind.is_built_in()) {
      ReadJobStatus(decoder, workload);
    } else {
      SkipOther(decoder, known);
    }
  });
  return workload;
}

}  // namespace svcenv
