// Advice on how to fix a diagnostic, as data.
//
// Advice about the manifest is the same for every reader. Advice about the input is not: a user of
// the command line passes a flag, a user of kubectl waits or asks, and a program calls a function.
// The library therefore names the action, and the program that shows the remedy phrases it:
//
//   const Remedy remedy("set optional: true",
//                       {{RemedyKind::kAddObject, {"ConfigMap", "shop", "settings"}}});
//   const std::string help = remedy.ToString(NeutralPhrase);
//   // "set optional: true, or add ConfigMap shop/settings to the input"
#ifndef SVCENV_BASE_REMEDY_H_
#define SVCENV_BASE_REMEDY_H_

#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "svcenv/base/object_name.h"

namespace svcenv {

enum class RemedyKind : uint8_t {
  kAssignClusterIp,       // assign a cluster IP to the Service `object`
  kSupplyHostIp,          // supply the IP of the pod's node
  kAddObject,             // add `object` to the input
  kUseNamespace,          // read objects without a namespace into the namespace of `object`
  kTreatInputAsComplete,  // treat objects that are not in the input as missing
  kGetPermission,         // get permission to read `object`
  kDisableCode,           // do not report findings with `code`
  kListVariables,         // list the variables that the Service `object` sets
};

// Something to do about the input or the call.
struct RemedyAction {
  RemedyKind kind;
  ObjectName object = {};
  std::string code = {};

  friend bool operator<(const RemedyAction& a, const RemedyAction& b) {
    return std::tie(a.kind, a.object, a.code) < std::tie(b.kind, b.object, b.code);
  }
};

// Phrases an action as an imperative for one kind of reader, like "pass --complete". Returns "" if
// that reader cannot do it.
using RemedyPhrase = std::string (*)(const RemedyAction& action);

// Phrases an action for programs and for unknown readers.
std::string NeutralPhrase(const RemedyAction& action);

// Alternatives: do what the text says, or any of the actions.
struct Remedy {
  Remedy() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): most remedies are advice about the manifest.
  Remedy(std::string advice, std::vector<RemedyAction> alternatives = {})
      : text(std::move(advice)), actions(std::move(alternatives)) {}
  // NOLINTNEXTLINE(google-explicit-constructor): the same for literals.
  Remedy(const char* advice, std::vector<RemedyAction> alternatives = {})
      : text(advice), actions(std::move(alternatives)) {}
  // NOLINTNEXTLINE(google-explicit-constructor): and for an action alone.
  Remedy(RemedyAction action) : actions({std::move(action)}) {}

  bool empty() const { return text.empty() && actions.empty(); }

  // Returns the text and the phrased actions, joined by ", or ". Returns "" if the reader cannot do
  // anything.
  std::string ToString(RemedyPhrase phrase) const;

  std::string text;  // an imperative about the manifest, "rename the port"; may be empty
  std::vector<RemedyAction> actions;

  friend bool operator<(const Remedy& a, const Remedy& b) {
    return std::tie(a.text, a.actions) < std::tie(b.text, b.actions);
  }
};

}  // namespace svcenv

#endif  // SVCENV_BASE_REMEDY_H_
