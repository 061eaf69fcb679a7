// Measures how long `svcenv exec true` takes from start to exit, compared with `env true` and other
// programs that wrap a container's command. Alternates between them, so that noise affects all
// equally. Needs `svcenv_static`; skips programs that are not installed.
//
//   ./bazelw run -c opt //bench:exec_startup -- [ROUNDS]
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

constexpr int kRounds = 500;
constexpr int kManyVariables = 10000;

struct Candidate {
  std::string name;
  std::vector<std::string> command;
  std::vector<double> microseconds = {};
  long peak_kib = 0;
};

std::string OnPath(const std::string& name) {
  std::string_view path = "/usr/local/bin:/usr/bin:/bin";
  while (!path.empty()) {
    const size_t end = std::min(path.find(':'), path.size());
    const std::string file = std::string(path.substr(0, end)) + "/" + name;
    if (access(file.c_str(), X_OK) == 0) return file;
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return "";
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Returns false if the command does not start or exits with a status other than 0.
bool RunOnce(Candidate* candidate, char* const* environment, posix_spawn_file_actions_t* actions) {
  const std::vector<char*> argv = Pointers(candidate->command);
  const auto begin = std::chrono::steady_clock::now();
  pid_t child = 0;
  if (posix_spawn(&child, argv[0], actions, nullptr, argv.data(), environment) != 0) return false;
  int status = 0;
  rusage usage{};
  if (wait4(child, &status, 0, &usage) != child) return false;
  const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - begin;
  candidate->microseconds.push_back(took.count());
  candidate->peak_kib = std::max(candidate->peak_kib, usage.ru_maxrss);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

bool Compare(int variables, int rounds, std::vector<Candidate> candidates) {
  std::vector<std::string> records = {"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/"};
  while (static_cast<int>(records.size()) < variables) {
    records.push_back("SOME_SERVICE_" + std::to_string(records.size()) +
                      "_PORT_8080_TCP=tcp://10.96.0.7:8080");
  }
  const std::vector<char*> environment = Pointers(records);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  for (int round = 0; round < rounds; ++round) {
    for (Candidate& candidate : candidates) {
      if (RunOnce(&candidate, environment.data(), &actions)) continue;
      std::fprintf(stderr, "cannot run %s\n", candidate.name.c_str());
      return false;
    }
  }
  std::printf("\n%d variables, %d rounds\n%-20s %12s %8s %12s\n", variables, rounds, "",
              "median (us)", "x env", "peak (KiB)");
  const double env = Median(candidates.front().microseconds);
  for (const Candidate& candidate : candidates) {
    const double median = Median(candidate.microseconds);
    std::printf("%-20s %12.0f %8.2f %12ld\n", candidate.name.c_str(), median, median / env,
                candidate.peak_kib);
  }
  posix_spawn_file_actions_destroy(&actions);
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : kRounds;
  const char* svcenv = std::getenv("SVCENV");
  std::vector<Candidate> candidates = {
      {"env true", {OnPath("env"), "true"}},
      {"svcenv exec true", {svcenv != nullptr ? svcenv : "svcenv_static", "exec", "true"}},
      {"tini -- true", {OnPath("tini"), "--", "true"}},
      {"dumb-init true", {OnPath("dumb-init"), "true"}},
  };
  for (const Candidate& candidate : candidates) {
    if (candidate.command[0].empty()) std::printf("not installed: %s\n", candidate.name.c_str());
  }
  candidates.erase(std::remove_if(candidates.begin(), candidates.end(),
                                  [](const Candidate& c) { return c.command[0].empty(); }),
                   candidates.end());
  return rounds > 0 && Compare(10, rounds, candidates) &&
                 Compare(kManyVariables, rounds, candidates)
             ? 0
             : 1;
}
