// Timestamps as go-yaml v2 knows them.
#ifndef SVCENV_GO_TIMESTAMP_H_
#define SVCENV_GO_TIMESTAMP_H_

#include <string_view>

namespace svcenv {

// Whether go-yaml's parseTimestamp takes `text`: a date, or a date and a time.
bool IsGoTimestamp(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_GO_TIMESTAMP_H_
