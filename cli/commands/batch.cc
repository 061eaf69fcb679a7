#include "svcenv/batch/batch.h"

#include <iostream>
#include <string>

#include "absl/strings/str_cat.h"
#include "cli/commands/command.h"
#include "svcenv/kubernetes/version.h"

namespace svcenv::cli {
namespace {

// Answers a line at a time, so that a caller may wait for an answer before it sends the next
// request.
class Batch : public Command {
 public:
  void Declare(Arguments* arguments) override {
    arguments->Add(&kube_version_, "--kube-version", "VERSION",
                   "the Kubernetes version of requests that name none");
  }

  int Run(Console* console) override {
    const VersionProfile* version = &NewestVersion();
    if (!kube_version_.empty()) {
      const auto parsed = ParseVersion(kube_version_);
      if (!parsed.ok()) {
        return Misuse(console, "batch",
                      absl::StrCat("--kube-version: ", parsed.status().message()));
      }
      version = parsed->profile;
      if (!parsed->note.empty()) console->Say(absl::StrCat("note: ", parsed->note, "\n"));
    }
    std::ios::sync_with_stdio(false);
    int number = 0;
    for (std::string line; std::getline(std::cin, line);) {
      console->out().Append(absl::StrCat(AnswerRequest(line, *version, ++number), "\n"));
      if (std::cin.rdbuf()->in_avail() <= 0) console->out().Flush();
    }
    return kDone;
  }

 private:
  std::string kube_version_;
};

}  // namespace

std::unique_ptr<Command> MakeBatch() { return std::make_unique<Batch>(); }

}  // namespace svcenv::cli
