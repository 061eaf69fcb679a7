#include "cli/sources/documents.h"

#include <algorithm>

namespace svcenv::cli {

std::vector<std::string_view> DocumentsOf(std::string_view text) {
  std::vector<std::string_view> documents;
  while (!text.empty()) {
    const size_t size = std::min(text.find("\n---"), text.size() - 1) + 1;
    documents.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return documents;
}

}  // namespace svcenv::cli
