// Files of golden cases: what is typed, the files that are there, and what comes out.
//
//   === a bare name is a pod
//   $ svcenv env web -f pod.yaml
//   @@ file pod.yaml
//   …
//   @@ stdin
//   …
//   @@ stdout
//   …
//   @@ stderr
//   …
//   @@ exit 2
//
// What is typed goes to sh. A section that is left out is empty, the status then 0. Lines before
// the first case are a comment, files before it are there in every case.
//
// In the place of kubectl stands a stub that knows the answers of the case, and no other calls:
//
//   @@ kubectl get pods web -n shop -o json --ignore-not-found
//   < pod.json
//   @@ kubectl stderr
//   …
//   @@ kubectl exit 1
//
// is what one call answers: a text or, where it is "< NAME", the file of that name.
#ifndef SVCENV_TESTS_CLI_GOLDEN_FILE_H_
#define SVCENV_TESTS_CLI_GOLDEN_FILE_H_

#include <string>
#include <utility>
#include <vector>

namespace svcenv::cli {

struct Outcome {
  std::string out;
  std::string err;
  int status = 0;
  std::string wrong_calls;  // of kubectl, missed or not expected, a line each

  friend bool operator==(const Outcome& a, const Outcome& b) {
    return a.out == b.out && a.err == b.err && a.status == b.status;
  }
};

using NamedTexts = std::vector<std::pair<std::string, std::string>>;

// A call of kubectl, and what it answers.
struct KubectlCall {
  std::string arguments;
  Outcome answer;
};

struct GoldenCase {
  std::string name;
  std::string command;
  NamedTexts files;
  std::vector<KubectlCall> kubectl;
  std::string input;
  Outcome expected;
};

struct GoldenFile {
  std::string comment;
  NamedTexts files;  // of every case
  std::vector<GoldenCase> cases;
};

GoldenFile ParseGoldenFile(const std::string& text);
std::string ToText(const GoldenFile& file);

// Runs the case in a directory of its own that holds its files, those of every case and examples/,
// `svcenv` being the program at that path. No case sees the caller's NO_COLOR, CLICOLOR_FORCE,
// COLUMNS and KUBECTL.
Outcome RunCase(const GoldenFile& file, const GoldenCase& golden, const std::string& svcenv);

std::string ReadFile(const std::string& path);
void WriteFile(const std::string& path, const std::string& text);

}  // namespace svcenv::cli

#endif  // SVCENV_TESTS_CLI_GOLDEN_FILE_H_
