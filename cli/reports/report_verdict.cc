#include "cli/reports/report_verdict.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/base/counted.h"

namespace svcenv::cli {
namespace {

// Error codes that mean that the API server rejects the object or the kubelet its container.
constexpr std::string_view kStops[] = {
    "refused-by-api", "value-and-value-from", "subpath-unresolved",  "subpath-invalid",
    "missing-key",    "env-too-large",        "env-value-too-large", "service-without-ports",
    "not-computable", "missing-object",
};

// The findings about a container or an object, summarized.
struct SubjectFindings {
  bool stops = false;
  Severity worst = Severity::kInfo;

  void Add(const Diagnostic& finding) {
    stops |= finding.severity == Severity::kError && Stops(finding.code);
    worst = std::max(worst, finding.severity);
  }
};

bool CouldBeSupplied(UnknownCause cause) {
  return cause != UnknownCause::kNone && cause != UnknownCause::kRuntime &&
         cause != UnknownCause::kFile;
}

bool IsIncomplete(const ResolvedContainer& resolved) {
  const Environment& environment = resolved.environment;
  return !environment.unknown_sources().empty() ||
         std::any_of(environment.own().begin(), environment.own().end(),
                     [](const Variable* variable) { return CouldBeSupplied(variable->cause); });
}

using Subject = std::pair<ObjectName, std::string>;  // an object, and a container or ""

}  // namespace

std::string_view HealthName(Health health) {
  static constexpr std::string_view kNames[] = {"fails", "broken", "warned", "incomplete", "fine"};
  return kNames[static_cast<size_t>(health)];
}

bool Stops(std::string_view code) {
  return std::find(std::begin(kStops), std::end(kStops), code) != std::end(kStops);
}

Verdict VerdictOf(absl::Span<const Result> results, absl::Span<const Sized> sizes,
                  const Diagnostics& findings, const Diagnostics& causes) {
  std::map<Subject, SubjectFindings> by_subject;
  for (const Diagnostic& finding : findings) {
    by_subject[{finding.object, finding.container}].Add(finding);
  }
  Verdict verdict;
  std::set<ObjectName> present;
  auto sized = sizes.begin();
  for (const Result& result : results) {
    present.insert(result.object);
    SubjectFindings all;
    for (const std::string_view container : {std::string_view(result.container), {}}) {
      const auto found = by_subject.find({result.object, std::string(container)});
      if (found == by_subject.end()) continue;
      all.stops |= found->second.stops;
      all.worst = std::max(all.worst, found->second.worst);
    }
    const bool fits = !result.ok() || (sized++)->fits();
    Health health = Health::kFine;
    if (!result.ok() || !fits || all.stops) {
      health = Health::kFails;
    } else if (all.worst == Severity::kError) {
      health = Health::kBroken;
    } else if (all.worst == Severity::kWarning) {
      health = Health::kWarned;
    } else if (IsIncomplete(*result.resolved)) {
      health = Health::kIncomplete;
    }
    verdict.of_results.push_back(health);
    ++verdict.counts[static_cast<size_t>(health)];
  }
  for (const auto& [subject, summary] : by_subject) {
    const ObjectName& object = subject.first;
    if (!summary.stops || object.kind == "Service" || present.count(object) > 0) continue;
    if (verdict.rejected.empty() || verdict.rejected.back() != object) {
      verdict.rejected.push_back(object);
    }
  }
  verdict.errors =
      static_cast<size_t>(std::count_if(causes.begin(), causes.end(), [](const Diagnostic& cause) {
        return cause.severity == Severity::kError;
      }));
  return verdict;
}

std::string Verdict::Summary() const {
  std::string text = Counted(of_results.size(), "container");
  absl::StrAppend(&text, ", ", WithCommas(counts[static_cast<size_t>(Health::kFails)]),
                  " will not start");
  if (!rejected.empty()) {
    absl::StrAppend(&text, ", ", Counted(rejected.size(), "object"), " rejected");
  }
  return absl::StrCat(text, ", ", Counted(errors, "error"));
}

}  // namespace svcenv::cli
