// Escapes strings for `value`, `command`, and `args` in a manifest.
#ifndef SVCENV_RENDER_ESCAPE_REFERENCES_H_
#define SVCENV_RENDER_ESCAPE_REFERENCES_H_

#include <string>
#include <string_view>

namespace svcenv {

// Doubles each `$` that any version of the kubelet would expand or unescape: "$(A) $$ $B" becomes
// "$$(A) $$$$ $B". Expanding the result returns the original string, whatever variables are
// defined.
std::string EscapeReferences(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_RENDER_ESCAPE_REFERENCES_H_
