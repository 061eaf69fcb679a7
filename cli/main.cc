#include "cli/app.h"

int main(int argc, char** argv) { return svcenv::cli::RunApp(argc, argv); }
