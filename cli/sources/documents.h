// The documents of YAML streams, as text.
#ifndef SVCENV_CLI_SOURCES_DOCUMENTS_H_
#define SVCENV_CLI_SOURCES_DOCUMENTS_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "absl/base/attributes.h"

namespace svcenv::cli {

// Returns the documents of a stream in their order: views of all of `text`, divided before each line
// that begins with "---". A document includes its separator. O(size of the text).
std::vector<std::string_view> DocumentsOf(std::string_view text ABSL_ATTRIBUTE_LIFETIME_BOUND);

// Returns where a view of `text` begins in it.
inline size_t OffsetIn(std::string_view text, std::string_view part) {
  return static_cast<size_t>(part.data() - text.data());
}

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_SOURCES_DOCUMENTS_H_
