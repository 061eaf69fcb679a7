// What to do about a diagnostic, as data.
//
// Advice about the manifest reads the same to everyone. What to do about the input does not: a user
// of the command line passes a flag, a user of kubectl waits or asks, a program calls a function.
// The library says which action helps, and whoever shows the remedy phrases it:
//
//   const Remedy remedy("set optional: true",
//                       {{RemedyKind::kGiveObject, {"ConfigMap", "shop", "settings"}}});
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
  kGiveClusterIp,         // assign a cluster IP to the Service `object`
  kGiveHostIp,            // supply the IP of the pod's node
  kGiveObject,            // add `object` to the input
  kUseNamespace,          // read objects that name no namespace into that of `object`
  kTreatInputAsComplete,  // treat what was not given as missing
  kGetPermission,         // get permission to read `object`
  kDisableCode,           // report no findings with `code`
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

// Returns the action as an imperative for one kind of reader, "pass --complete"; "" if that reader
// cannot do it.
using RemedyPhrase = std::string (*)(const RemedyAction& action);

// The phrase for programs and for readers of whom nothing is known.
std::string NeutralPhrase(const RemedyAction& action);

// Alternatives: the text or any of the actions.
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

  // Returns the text and the phrases, joined by ", or "; "" if there is nothing that the reader can
  // do.
  std::string ToString(RemedyPhrase phrase) const;

  std::string text;  // an imperative about the manifest, "rename the port"; may be empty
  std::vector<RemedyAction> actions;

  friend bool operator<(const Remedy& a, const Remedy& b) {
    return std::tie(a.text, a.actions) < std::tie(b.text, b.actions);
  }
};

}  // namespace svcenv

#endif  // SVCENV_BASE_REMEDY_H_
