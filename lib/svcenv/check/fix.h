// Computes edits that apply the remedy of a finding automatically.
//
// Edits change the source text at positions; YAML is never reformatted. They are only plans: the
// caller must lint the result, and keep it only if the finding is gone and an object that could be
// read before has no new findings.
#ifndef SVCENV_CHECK_FIX_H_
#define SVCENV_CHECK_FIX_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/base/edit.h"
#include "svcenv/base/source.h"
#include "svcenv/syntax/layout.h"

namespace svcenv {

enum class FixSafety : uint8_t {
  kSafe,    // only fixes whose result is certainly what the author meant
  kUnsafe,  // also guesses, such as the nearest name
};

struct Fix {
  Edits edits;  // in the finding's file; never empty
  // The variables of the finding's container whose values the fix changes, except those that only
  // refer to them.
  std::vector<std::string> variables;
};

// Plans fixes for findings in `sources`. Parses each document at most once, on first use. Not
// thread-safe.
class FixPlanner {
 public:
  explicit FixPlanner(const Sources& sources ABSL_ATTRIBUTE_LIFETIME_BOUND) : sources_(sources) {}

  // Returns the fix for a finding. Returns nothing if the text is not what the repair expects, if
  // an alias repeats it, or if its line must not be quoted because it may contain a Secret's value.
  std::optional<Fix> Plan(const Diagnostic& finding, FixSafety safety);

 private:
  struct File {
    std::vector<TextRange> documents;
    std::map<size_t, Layout> layouts;  // by the document's number
  };

  // Returns null if the position is not in a document.
  const Layout* LayoutAt(Position position);

  const Sources& sources_;
  std::map<uint32_t, File> files_;
};

}  // namespace svcenv

#endif  // SVCENV_CHECK_FIX_H_
