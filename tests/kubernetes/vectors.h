// Test vectors from Kubernetes' own code: the files in testdata, written by vectors/main.go.
#ifndef SVCENV_TESTS_KUBERNETES_VECTORS_H_
#define SVCENV_TESTS_KUBERNETES_VECTORS_H_

#include <string>
#include <string_view>
#include <vector>

namespace svcenv {

using Vector = std::vector<std::string>;  // the fields of one line, unescaped

// Returns all lines of testdata/`file`. Fails the test if the file has fewer than 1,000 lines, or
// if a line does not have `fields` fields; in the latter case, returns nothing.
std::vector<Vector> ReadVectors(std::string_view file, size_t fields);

}  // namespace svcenv

#endif  // SVCENV_TESTS_KUBERNETES_VECTORS_H_
