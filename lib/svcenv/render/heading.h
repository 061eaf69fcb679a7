// Headings that identify a result.
#ifndef SVCENV_RENDER_HEADING_H_
#define SVCENV_RENDER_HEADING_H_

#include <string>

#include "svcenv/render/result.h"

namespace svcenv {

// Returns the command-line arguments that select the result: "pod/web -n shop -c web". Replaces `=`
// and control characters in names with `?`.
std::string SelectionOf(const Result& result);

// Returns "Pod shop/web, container web".
std::string HeadingOf(const Result& result);

}  // namespace svcenv

#endif  // SVCENV_RENDER_HEADING_H_
