// Collects the findings of api_server.h; for this package only.
#ifndef SVCENV_CHECK_REFUSALS_H_
#define SVCENV_CHECK_REFUSALS_H_

#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/go/quote.h"
#include "svcenv/kubernetes/controller.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

// Appends `refused-by-api` errors about one object.
class Refusals {
 public:
  Refusals(std::string_view kind, const ObjectMeta& meta, Diagnostics* diagnostics)
      : kind_(kind), meta_(meta), diagnostics_(*diagnostics) {}

  // Attributes later errors to the container at `path`.
  void SetContainer(std::string_view name, std::string path) {
    container_ = std::string(name);
    path_ = std::move(path);
  }

  // Adds an error. `field` is a path within the container, or within the object if none is set.
  void Add(std::string_view field, std::string_view message, std::string remedy,
           Position position) {
    Diagnostic error;
    error.severity = Severity::kError;
    error.code = "refused-by-api";
    error.field = absl::StrCat(path_, path_.empty() ? "" : ".", field);
    error.message = absl::StrCat(error.field, ": ", message);
    error.remedy = std::move(remedy);
    error.position = position.known() ? position : meta_.position;
    error.object = NameOf(kind_, meta_);
    error.container = container_;
    error.confidential = kind_ == "Secret";
    diagnostics_.push_back(std::move(error));
  }

  // Adds an error about a required field that is not set.
  void AddMissing(std::string_view field, std::string_view message, std::string remedy,
                  Position position) {
    Add(field, message, std::move(remedy), position);
    diagnostics_.back().missing_field = true;
  }

  // Adds an error about a name that breaks a rule of names.h. Does nothing if `problem` is empty or
  // the name has a placeholder.
  void AddName(std::string_view field, const Located& name, std::string_view problem,
               std::string_view remedy) {
    if (problem.empty() || IsSubstituted(name.text)) return;
    AddFinalName(field, name, problem, remedy);
  }

  // The same, but for names that are checked literally, such as those of variables: some versions
  // accept a name that looks like a placeholder.
  void AddFinalName(std::string_view field, const Located& name, std::string_view problem,
                    std::string_view remedy) {
    if (problem.empty()) return;
    if (name.empty())
      return AddMissing(field, "Required value", std::string(remedy), name.position);
    Add(field, absl::StrCat(GoQuote(name.text), " ", problem), std::string(remedy), name.position);
  }

 private:
  const std::string_view kind_;
  const ObjectMeta& meta_;
  Diagnostics& diagnostics_;
  std::string container_;
  std::string path_;
};

inline constexpr std::string_view kSubdomainRemedy =
    "use lowercase letters, digits, '-', and '.', as in my-settings";
inline constexpr std::string_view kLabelRemedy =
    "use at most 63 lowercase letters, digits, and '-', as in my-name";

}  // namespace svcenv

#endif  // SVCENV_CHECK_REFUSALS_H_
