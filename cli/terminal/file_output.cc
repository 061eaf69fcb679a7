#include "cli/terminal/file_output.h"

#include <sys/uio.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstddef>
#include <vector>

namespace svcenv::cli {

void FileOutput::Write(absl::Span<const std::string_view> pieces) {
  std::vector<iovec> left;
  left.reserve(pieces.size());
  for (const std::string_view piece : pieces) {
    left.push_back({const_cast<char*>(piece.data()), piece.size()});
  }
  for (size_t first = 0; first < left.size() && error_ == 0;) {
    const size_t count = std::min(left.size() - first, size_t{IOV_MAX});
    const ssize_t written = writev(descriptor_, &left[first], static_cast<int>(count));
    if (written < 0 && errno != EINTR) error_ = errno;
    size_t taken = written < 0 ? 0 : static_cast<size_t>(written);
    while (first < left.size() && taken >= left[first].iov_len) taken -= left[first++].iov_len;
    if (taken == 0) continue;
    left[first] = {static_cast<char*>(left[first].iov_base) + taken, left[first].iov_len - taken};
  }
}

}  // namespace svcenv::cli
