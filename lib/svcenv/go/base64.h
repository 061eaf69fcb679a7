// Decodes base64 as Go does.
#ifndef SVCENV_GO_BASE64_H_
#define SVCENV_GO_BASE64_H_

#include <optional>
#include <string>
#include <string_view>

namespace svcenv {

// Decodes base64 as StdEncoding.DecodeString of encoding/base64 does (Go 1.26): requires padding,
// ignores '\r' and '\n', and ignores the bits after the last byte. Returns nullopt if `text` is
// invalid.
std::optional<std::string> DecodeGoBase64(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_GO_BASE64_H_
