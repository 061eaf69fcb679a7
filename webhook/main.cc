// svcenv-webhook: an admission server for Kubernetes. docs/webhook.md is its manual.
#include <iostream>
#include <stdexcept>

#include "webhook/command.h"

int main(int argc, char** argv) {
  try {
    return svcenv::webhook::RunCommand(argc, argv);
  } catch (const std::runtime_error& error) {  // no descriptor or thread left for asio or the STL
    std::cerr << "svcenv-webhook: cannot start: " << error.what() << "\n";
    return 2;
  }
}
