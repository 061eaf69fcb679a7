#include "cli/sources/paths.h"

#include <system_error>

namespace svcenv::cli {

std::string AbsolutePath(const std::filesystem::path& path) {
  std::error_code code;
  const std::string text = std::filesystem::absolute(path, code).lexically_normal().string();
  return text.size() > 1 && text.back() == '/' ? text.substr(0, text.size() - 1) : text;
}

}  // namespace svcenv::cli
