// Answers the judge's requests, one JSON line each, with svcenv, to compare the answers.
//
//   helper [--kube-version=1.37] < requests > answers
#include <iostream>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/strings/strip.h"
#include "tests/judge_helper/operations.h"

namespace svcenv {
namespace {

using Json = nlohmann::json;

Json Answer(const Json& request, const VersionProfile& version) {
  const std::string name = request.value("op", "");
  if (const Operation operation = FindOperation(name)) return operation(request, version);
  return ErrorAnswer("unknown operation " + name);
}

Json AnswerLine(const std::string& line, const VersionProfile& version) {
  Json answer;
  Json id;
  try {
    const Json request = Json::parse(line);
    id = request.value("id", Json());
    answer = Answer(request, version);
  } catch (const Json::exception& malformed) {
    answer = ErrorAnswer(malformed.what());
  }
  answer["id"] = id;
  return answer;
}

int Main(int argc, char** argv) {
  const VersionProfile* version = &DefaultVersion();
  for (int i = 1; i < argc; ++i) {
    std::string_view argument = argv[i];
    if (argument == "--kube-version" && i + 1 < argc) {
      argument = argv[++i];
    } else if (!absl::ConsumePrefix(&argument, "--kube-version=")) {
      std::cerr << "usage: helper [--kube-version=1.N]\n";
      return 2;
    }
    const absl::StatusOr<ParsedVersion> parsed = ParseVersion(argument);
    if (!parsed.ok()) {
      std::cerr << "helper: " << parsed.status().message() << "\n";
      return 2;
    }
    version = parsed->profile;
  }
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    // The caller may wait for this answer before it sends the next request.
    const bool more = std::cin.rdbuf()->in_avail() > 0;
    std::cout << AnswerLine(line, *version).dump() << '\n';
    if (!more) std::cout.flush();
  }
  return 0;
}

}  // namespace
}  // namespace svcenv

int main(int argc, char** argv) { return svcenv::Main(argc, argv); }
