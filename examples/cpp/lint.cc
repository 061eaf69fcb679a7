// Prints the mistakes in a file of manifests. Exits with 1 if one of them is an error.
#include "svcenv/lint.h"

#include <iostream>
#include <string>
#include <vector>

#include "read_file.h"
#include "svcenv/svcenv.h"

namespace {

int PrintFindings(const std::string& yaml) {
  // [lint]
  svcenv::Manifests manifests;
  manifests.Load("shop.yaml", yaml);
  const std::vector<svcenv::Finding> findings = svcenv::Lint(manifests);
  for (const svcenv::Finding& finding : findings) std::cout << finding.text << "\n";
  // [lint]
  return svcenv::HasErrors(findings) ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: lint FILE\n";
    return 2;
  }
  return PrintFindings(ReadFile(argv[1]));
}
