// Cases that Kubernetes' own code answered: the files of testdata, written by vectors/main.go.
#ifndef SVCENV_TESTS_KUBERNETES_VECTORS_H_
#define SVCENV_TESTS_KUBERNETES_VECTORS_H_

#include <string>
#include <string_view>
#include <vector>

namespace svcenv {

using Vector = std::vector<std::string>;  // the fields of one line, unescaped

// All lines of testdata/`file`. A file that is missing, has few lines, or a line that has not
// `fields` fields is a failure of the test, and nothing is returned.
std::vector<Vector> ReadVectors(std::string_view file, size_t fields);

}  // namespace svcenv

#endif  // SVCENV_TESTS_KUBERNETES_VECTORS_H_
