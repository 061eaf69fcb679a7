// svcenv-webhook: an admission server for Kubernetes. docs/webhook.md is its manual.
#include "webhook/command.h"

int main(int argc, char** argv) { return svcenv::webhook::RunCommand(argc, argv); }
