// An application with settings whose names a service may set, too.
#ifndef SVCENV_CHECK_APPLICATION_H_
#define SVCENV_CHECK_APPLICATION_H_

#include <string>
#include <vector>

namespace svcenv {

struct Application {
  // An RE2 regular expression, searched in the image's name without tag and digest: "(^|/)flagd$".
  std::string image;
  std::vector<std::string> variables;  // "FLAGD_PORT"
};

}  // namespace svcenv

#endif  // SVCENV_CHECK_APPLICATION_H_
