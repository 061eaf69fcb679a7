// An application that reads variables of its own which a service may set too.
#ifndef SVCENV_CHECK_APPLICATION_H_
#define SVCENV_CHECK_APPLICATION_H_

#include <string>
#include <vector>

namespace svcenv {

struct Application {
  // A regular expression of RE2 that is found in the image's name, without its tag and digest:
  // "(^|/)flagd$".
  std::string image;
  std::vector<std::string> variables;  // "FLAGD_PORT"
};

}  // namespace svcenv

#endif  // SVCENV_CHECK_APPLICATION_H_
