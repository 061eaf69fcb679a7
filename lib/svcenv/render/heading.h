// How formats tell of which object what follows is.
#ifndef SVCENV_RENDER_HEADING_H_
#define SVCENV_RENDER_HEADING_H_

#include <string>

#include "svcenv/render/result.h"

namespace svcenv {

// "pod/web -n shop -c web": what selects the result on the command line. Without `=` and control
// characters, whatever the names hold.
std::string SelectionOf(const Result& result);

// "Pod shop/web, container web".
std::string HeadingOf(const Result& result);

}  // namespace svcenv

#endif  // SVCENV_RENDER_HEADING_H_
