// The licenses of svcenv and of the libraries in the program.
#ifndef SVCENV_CLI_LICENSES_TEXTS_H_
#define SVCENV_CLI_LICENSES_TEXTS_H_

#include <string_view>

namespace svcenv::cli {

// NOTICE: the libraries and their licenses.
extern const std::string_view kNotice;
// LICENSE: the license of svcenv.
extern const std::string_view kLicense;

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_LICENSES_TEXTS_H_
