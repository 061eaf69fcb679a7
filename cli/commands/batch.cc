#include "svcenv/batch/batch.h"

#include <unistd.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "cli/commands/command.h"
#include "cli/sources/file_bytes.h"
#include "cli/sources/line_reader.h"
#include "svcenv/kubernetes/version.h"

namespace svcenv::cli {
namespace {

// Answers one line at a time, so that a caller can wait for an answer before it sends
// the next request.
class Batch : public Command {
 public:
  void Declare(Arguments* arguments) override {
    arguments->Group("Requests");
    arguments->Add(&kube_version_, "--kube-version", "VERSION",
                   "Kubernetes version for requests that do not set one");
  }

  int Run(Console* console) override {
    const VersionProfile* version = &DefaultVersion();
    if (!kube_version_.empty()) {
      const auto parsed = ParseVersion(kube_version_);
      if (!parsed.ok()) {
        return Misuse(console, "batch",
                      absl::StrCat("--kube-version: ", parsed.status().message()));
      }
      version = parsed->profile;
      if (!parsed->note.empty()) console->SayNote(parsed->note);
    }
    return Answer(*version, console);
  }

 private:
  static int Answer(const VersionProfile& version, Console* console) {
    LineReader requests(STDIN_FILENO, kMaxRequestMiB << 20);
    BatchSession session(version);
    for (int number = 1;; ++number) {
      // A failed write ends the loop. Console::Finish reports the reason.
      if (!requests.HasLine() && !console->Flush()) return kWrong;
      switch (requests.Next()) {
        case LineReader::Outcome::kLine:
          console->out().Append(session.Answer(requests.line(), number));
          break;
        case LineReader::Outcome::kTooLong:
          console->out().Append(RefuseLongRequest(number));
          break;
        case LineReader::Outcome::kEnd:
          return kDone;
        case LineReader::Outcome::kFailed:
          return console->Fail(Unreadable("standard input", requests.error()));
      }
      console->out().Append("\n");
    }
  }

  std::string kube_version_;
};

}  // namespace

std::unique_ptr<Command> MakeBatch() { return std::make_unique<Batch>(); }

}  // namespace svcenv::cli
