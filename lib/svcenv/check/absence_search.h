// The steps of the search of absence.h; for this package only.
#ifndef SVCENV_CHECK_ABSENCE_SEARCH_H_
#define SVCENV_CHECK_ABSENCE_SEARCH_H_

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "svcenv/check/absence.h"

namespace svcenv {

// Tries the possible reasons, likeliest first. A step returns true, after setting the answer, if it
// finds the reason.
class AbsenceSearch {
 public:
  using Cache = std::map<std::pair<std::string_view, bool>, Absence>;

  AbsenceSearch(std::string_view name, const Reference* reference, const LookupScope& scope,
                Cache* cache)
      : name_(name),
        reference_(reference),
        scope_(scope),
        context_(scope.context),
        container_(scope.context.container),
        cache_(*cache) {}

  Absence Run() &&;

 private:
  bool IsInProbe() const {
    return reference_ != nullptr && VisibleAt(reference_->place) == Visibility::kStatic;
  }

  std::string Unknown() const {
    return IsInProbe() ? ""
                       : UnknownReference(name_, context_, scope_.index.prefixes(),
                                          scope_.environment.unknown_sources())
                             .why;
  }

  void SearchPod();

  // Sets the answer. Returns true.
  bool Answer(AbsenceReason reason, std::string message, Remedy remedy, Position position) {
    absence_.reason = reason;
    absence_.message = std::move(message);
    absence_.remedy = std::move(remedy);
    absence_.position = position;
    return true;
  }

  // Sets the answer for all variables of a Service. Returns true.
  bool AnswerForService(const Service& service, AbsenceReason reason, std::string message,
                        Remedy remedy, Position position) {
    absence_.service = NameOf("Service", service.meta);
    return Answer(reason, std::move(message), std::move(remedy), position);
  }

  bool TryProbe();
  bool TryEnv();
  bool TryEntry(size_t index);
  bool TryAppended(const EnvVar& entry);
  bool TryEnvFrom();
  bool TryKeys(size_t index, const ObjectMeta& object, std::string_view kind, const Entries& data);
  bool TryService();
  bool TryServiceHere(const Service& service);
  bool TryUnclearService(const Service& service);
  bool TryServicesElsewhere(std::string_view prefix);
  bool TryImage();
  bool TryOtherContainer();
  bool TryOnly(const Container& other);
  bool TrySourceNotInInput();
  bool TryServiceNotInInput();
  bool TryUnreadKey();
  bool TrySimilarNames();
  bool TryOptionalSource();

  const Entries* DataOf(const EnvFrom& source) const;

  const std::string_view name_;
  const Reference* const reference_;
  const LookupScope& scope_;
  const PodContext& context_;
  const Container& container_;
  Cache& cache_;
  Absence absence_;
};

}  // namespace svcenv

#endif  // SVCENV_CHECK_ABSENCE_SEARCH_H_
