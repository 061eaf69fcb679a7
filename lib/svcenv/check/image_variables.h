// Variables that the kubelet does not know of: those of the image, and what the container runtime
// and shells add.
#ifndef SVCENV_CHECK_IMAGE_VARIABLES_H_
#define SVCENV_CHECK_IMAGE_VARIABLES_H_

#include <string_view>

namespace svcenv {

// Who usually sets a variable of that name in a container: "the container runtime", "the image" or
// "the shell". Empty where it is nobody that is known; an image may set any name.
std::string_view UsualSetter(std::string_view name);

}  // namespace svcenv

#endif  // SVCENV_CHECK_IMAGE_VARIABLES_H_
