// Recognizes timestamps as go-yaml v2 does.
#ifndef SVCENV_GO_TIMESTAMP_H_
#define SVCENV_GO_TIMESTAMP_H_

#include <string_view>

namespace svcenv {

// Returns whether go-yaml's parseTimestamp accepts `text`: a date, or a date and a time.
bool IsGoTimestamp(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_GO_TIMESTAMP_H_
