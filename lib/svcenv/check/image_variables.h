// Variables that the kubelet cannot see: from the image, the container runtime, and shells.
#ifndef SVCENV_CHECK_IMAGE_VARIABLES_H_
#define SVCENV_CHECK_IMAGE_VARIABLES_H_

#include <string_view>

namespace svcenv {

// Returns what usually sets a variable with that name in a container: "the container runtime", "the
// image", or "the shell". Empty if unknown; an image may set any name.
std::string_view UsualSetter(std::string_view name);

}  // namespace svcenv

#endif  // SVCENV_CHECK_IMAGE_VARIABLES_H_
