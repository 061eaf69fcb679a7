// Text as a `value`, an argument or a probe's command of a manifest.
#ifndef SVCENV_RENDER_ESCAPE_REFERENCES_H_
#define SVCENV_RENDER_ESCAPE_REFERENCES_H_

#include <string>
#include <string_view>

namespace svcenv {

// The text with `$` doubled where the kubelet, of any version, would make something else of it: of
// "$(A) $$ $B" it is "$$(A) $$$$ $B". Expanding the outcome gives the text back, whatever is
// defined.
std::string EscapeReferences(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_RENDER_ESCAPE_REFERENCES_H_
