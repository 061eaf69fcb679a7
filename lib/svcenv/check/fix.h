// Edits that carry out the remedy of a finding, where that is mechanical.
//
// Edits are computed from the source text, by position, and never by writing YAML anew. They are
// plans: who applies them lints the result, and keeps it only if the finding is gone and, as
// far as the object could be read before, no other one has come.
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
  kSafe,    // only fixes after which the manifest means what its author can only have meant
  kUnsafe,  // those too that are a guess, such as the nearest name
};

struct Fix {
  Edits edits;  // of the file that the finding is in; never empty
  // The variables of the finding's container that get another value by this, without those that
  // refer to them.
  std::vector<std::string> variables;
};

// Plans fixes for findings in `sources`. Reads a document once, when the first of its findings may
// have a fix. Not thread-safe.
class FixPlanner {
 public:
  explicit FixPlanner(const Sources& sources ABSL_ATTRIBUTE_LIFETIME_BOUND) : sources_(sources) {}

  // Returns nothing if the text is not what the repair expects, if it is repeated by an alias, or
  // if no message may quote its line, since it is or may be a Secret's.
  std::optional<Fix> Plan(const Diagnostic& finding, FixSafety safety);

 private:
  struct File {
    std::vector<TextRange> documents;
    std::map<size_t, Layout> layouts;  // by the document's number
  };

  // Returns null if the place is in no document.
  const Layout* LayoutAt(Position position);

  const Sources& sources_;
  std::map<uint32_t, File> files_;
};

}  // namespace svcenv

#endif  // SVCENV_CHECK_FIX_H_
