// Base64 as Go decodes it.
#ifndef SVCENV_GO_BASE64_H_
#define SVCENV_GO_BASE64_H_

#include <optional>
#include <string>
#include <string_view>

namespace svcenv {

// Returns the bytes, or nothing if `text` is not base64, as encoding/base64's
// StdEncoding.DecodeString (Go 1.26): padded, with '\r' and '\n' anywhere, and with any bits after
// the last byte.
std::optional<std::string> DecodeGoBase64(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_GO_BASE64_H_
