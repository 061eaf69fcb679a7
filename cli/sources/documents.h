// Splits YAML streams into documents.
#ifndef SVCENV_CLI_SOURCES_DOCUMENTS_H_
#define SVCENV_CLI_SOURCES_DOCUMENTS_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"

namespace svcenv::cli {

// Returns the documents of a stream in order, each including its separator. They are views that
// together cover `text`; a new one begins at each line that starts with "---". O(text.size()).
std::vector<std::string_view> DocumentsOf(std::string_view text ABSL_ATTRIBUTE_LIFETIME_BOUND);

// Returns the offset of `part`, a view into `text`.
inline size_t OffsetIn(std::string_view text, std::string_view part) {
  return static_cast<size_t>(part.data() - text.data());
}

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_DOCUMENTS_H_
