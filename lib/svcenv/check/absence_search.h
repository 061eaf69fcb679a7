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
  using Settled = std::map<std::pair<std::string_view, bool>, Absence>;

  AbsenceSearch(std::string_view name, const Reference* reference, const Surroundings& there,
                Settled* settled)
      : name_(name),
        reference_(reference),
        there_(there),
        context_(there.context),
        container_(there.context.container),
        settled_(*settled) {}

  Absence Run() &&;

 private:
  bool IsInProbe() const {
    return reference_ != nullptr && VisibleAt(reference_->place) == Visibility::kStatic;
  }

  std::string Unknown() const {
    return IsInProbe() ? ""
                       : UnknownReference(name_, context_, there_.index.prefixes(),
                                          there_.environment.unknown_sources())
                             .why;
  }

  void Settle();

  // Sets the answer. Returns true.
  bool Because(AbsenceReason reason, std::string message, Remedy remedy, Position position) {
    absence_.reason = reason;
    absence_.message = std::move(message);
    absence_.remedy = std::move(remedy);
    absence_.position = position;
    return true;
  }

  // Sets the answer for all variables of a Service. Returns true.
  bool BecauseOf(const Service& service, AbsenceReason reason, std::string message, Remedy remedy,
                 Position position) {
    absence_.service = NameOf("Service", service.meta);
    return Because(reason, std::move(message), std::move(remedy), position);
  }

  bool SeenFromProbe();
  bool OfEnv();
  bool OfEntry(size_t index);
  bool OfAppended(const EnvVar& entry);
  bool OfEnvFrom();
  bool OfKeys(size_t index, const ObjectMeta& object, std::string_view kind, const Entries& data);
  bool OfService();
  bool OfServiceHere(const Service& service);
  bool OfUnclearService(const Service& service);
  bool OfServicesElsewhere(std::string_view prefix);
  bool OfImage();
  bool OfOtherContainer();
  bool OfOnly(const Container& other);
  bool OfSourceNotGiven();
  bool OfServiceNotGiven();
  bool OfUnreadKey();
  bool Mistyped();
  bool OfOptionalSource();

  const Entries* DataOf(const EnvFrom& source) const;

  const std::string_view name_;
  const Reference* const reference_;
  const Surroundings& there_;
  const PodContext& context_;
  const Container& container_;
  Settled& settled_;
  Absence absence_;
};

}  // namespace svcenv

#endif  // SVCENV_CHECK_ABSENCE_SEARCH_H_
