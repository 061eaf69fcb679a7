// Files of golden cases: a command, its input files, and the expected output.
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
// sh runs the command. A missing section is empty, and a missing status is 0. Lines before the
// first case are a comment; files before it exist in every case.
//
// A stub replaces kubectl. It knows only the calls and answers of the case:
//
//   @@ kubectl get pods web -n shop -o json --ignore-not-found
//   < pod.json
//   @@ kubectl stderr
//   …
//   @@ kubectl exit 1
//
// is the answer to one call: a string, or the file NAME if it is "< NAME".
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
