#include "cli/commands/watch.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "cli/exec/wait.h"
#include "cli/reports/difference_report.h"
#include "cli/reports/findings.h"
#include "cli/sources/kubectl.h"
#include "cli/sources/manifest_files.h"
#include "cli/sources/process.h"
#include "cli/terminal/errors.h"
#include "cli/terminal/screen.h"
#include "cli/workspace/containers.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/check/difference.h"
#include "svcenv/check/service_age.h"
#include "svcenv/env/resolver.h"
#include "svcenv/kubernetes/version.h"
#include "svcenv/render/heading.h"
#include "svcenv/render/output.h"
#include "svcenv/render/result.h"

namespace svcenv::cli {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kUsualInterval(500), kUsualIntervalLive(2000);
constexpr int kTickMs = 100;  // the maximum delay until a resized terminal is redrawn

// The objects at one time, and the environments that containers would start with.
using Reading = ContainerResults;

// A reading with only the services of an earlier time.
struct Past {
  std::shared_ptr<const Reading> reading;
  std::unique_ptr<Cluster> cluster;
  Resolver resolver;
};

// The environment that a container started with.
struct Start {
  std::string of;                        // identifies the start
  std::string how;                       // how the environment is known
  std::shared_ptr<const Result> result;  // null if it was read from the process
  std::optional<ProcessVariables> process;

  bool ok() const { return result == nullptr || result->ok(); }
};

// Returns "15:04:05" in local time.
std::string TimeOfDay(time_t time) {
  return absl::FormatTime("%H:%M:%S", absl::FromTimeT(time), absl::LocalTimeZone());
}

class Watcher {
 public:
  Watcher(WorkspaceFlags flags, Selection selection, milliseconds interval,
          const ReportStyle& style, Console* console)
      : flags_(std::move(flags)),
        selection_(std::move(selection)),
        interval_(interval),
        style_(style),
        wide_(style.people.width == 0),
        console_(*console) {}

  int Run();

 private:
  bool live() const { return flags_.live(); }
  // Reads the current objects into `next_`. Returns false after reporting an error.
  bool Read();
  // Makes `next_` the current reading, and finds the containers that started in the meantime.
  void Take();
  Start StartOf(size_t index, std::string of);
  // Computes the environment of a container that started at `since`, without newer services.
  std::shared_ptr<const Result> Compute(size_t index, std::string_view since);
  Pair PairOf(size_t index) const;
  Differences All() const;
  // Returns all differences as a page.
  std::string Page() const;
  // Writes the changes since the previous reading as lines.
  void WriteLines() const;
  // Returns a line about the watch itself.
  std::string Status() const;
  // Shows the current reading. `read` if it is a new one, `anew` if the screen is outdated.
  void Show(bool read, bool anew);
  // Waits for the interval, or until the page is outdated, nobody reads stdout, or the user quits.
  enum class Pause { kIsTime, kIsOutdated, kNobodyReads, kQuit };
  Pause Wait();
  // Returns whether there may be something new to read.
  bool HasNews();
  std::string Stamp() const {
    ManifestPaths paths = flags_.paths;
    if (!flags_.node_file.empty()) paths.files.push_back(flags_.node_file);
    return StampOf(paths);
  }

  WorkspaceFlags flags_;
  const Selection selection_;
  const milliseconds interval_;
  ReportStyle style_;
  const bool wide_;
  Console& console_;
  std::optional<Screen> screen_;
  std::shared_ptr<const Reading> now_, before_;
  std::unique_ptr<Reading> next_;
  std::map<std::string, Start> starts_;  // by heading
  std::map<std::string, const Result*>
      earlier_;                    // results of `before_`, by heading, without restarted containers
  std::vector<std::string> gone_;  // headings that disappeared since `before_`
  // Past readings of `now_`, by the creation time of their newest service.
  std::map<std::string_view, std::shared_ptr<const Past>> pasts_;
  std::string messages_,
      shown_messages_;              // messages of the last reading; messages that were shown last
  std::string page_;                // the page on the screen
  time_t begin_ = 0, changed_ = 0;  // of the watch, and of the last change or 0
  std::string stamp_, seen_;  // of the files when they were last read; when they were last checked
};

bool Watcher::Read() {
  if (!live()) stamp_ = Stamp();
  messages_.clear();
  // Shows messages of the first reading immediately: they may be a login prompt.
  console_.Capture(&messages_, /*quiet=*/now_ != nullptr);
  next_ = ResolveContainers(flags_, selection_, &console_);
  if (next_ != nullptr) {
    Findings findings(*next_->workspace, /*strict=*/false);
    for (const Result& result : next_->results) {
      if (!result.ok()) findings.AddError(result);
    }
    findings.Say(&console_);
    console_.SayHidden();
    // Keeps the Kubernetes version of the first reading, and queries it only once.
    flags_.kube_version = next_->workspace->options().version->name;
  }
  console_.Capture(nullptr, false);
  return next_ != nullptr;
}

std::shared_ptr<const Result> Watcher::Compute(size_t index, std::string_view since) {
  const Cluster& cluster = now_->workspace->cluster();
  std::string_view newest;
  bool all = true;
  for (const Service& service : cluster.services()) {
    const std::string_view created = CreationTime(service);
    all = all && created <= since;
    if (created <= since) newest = std::max(newest, created);
  }
  if (all) return {now_, &now_->results[index]};
  std::shared_ptr<const Past>& past = pasts_[newest];
  if (past == nullptr) {
    std::unique_ptr<Cluster> before = WithoutNewerServices(cluster, since);
    Resolver resolver(*before, now_->workspace->options());
    past = std::make_shared<Past>(Past{now_, std::move(before), std::move(resolver)});
  }
  const auto& [workload, container] = now_->selected[index];
  struct Computed {
    std::shared_ptr<const Past> past;
    Result result;
  };
  const auto computed = std::make_shared<Computed>(
      Computed{past, ContainerResult(*workload, *container,
                                     past->resolver.Resolve(*workload, *container,
                                                            now_->workspace->FactsOf(*workload)))});
  return {computed, &computed->result};
}

Start Watcher::StartOf(size_t index, std::string of) {
  const auto& [workload, container] = now_->selected[index];
  Start start;
  start.of = std::move(of);
  const Entry* const since = StartTime(*workload, *container);
  if (since == nullptr) {
    start.how = "not known to be running: showing changes since the watch started";
    start.result = {now_, &now_->results[index]};
    return start;
  }
  const bool is_target = !selection_.target.empty();
  if (is_target) start.how = absl::StrCat("running since ", since->value, ": ");
  if (is_target && live()) {
    absl::StatusOr<ProcessVariables> process = ReadContainer(
        Kubectl(flags_.kubectl, [](std::string_view) {}), std::string(workload->meta.name.text),
        std::string(container->name.text), std::string(workload->meta.namespace_));
    if (process.ok()) {
      absl::StrAppend(&start.how, "read from its process");
      start.process = *std::move(process);
      return start;
    }
    absl::StrAppend(&start.how, "cannot read its process (", FromStatus(process.status()).message,
                    "), ");
  }
  absl::StrAppend(&start.how, "computed without newer services");
  start.result = Compute(index, since->value);
  return start;
}

void Watcher::Take() {
  before_ = std::exchange(now_, std::move(next_));
  pasts_.clear();
  earlier_.clear();
  gone_.clear();
  if (before_ != nullptr) {
    for (const Result& result : before_->results) earlier_[HeadingOf(result)] = &result;
  }
  std::map<std::string, Start> starts;
  for (size_t i = 0; i < now_->results.size(); ++i) {
    const auto& [workload, container] = now_->selected[i];
    const Entry* const since = StartTime(*workload, *container);
    std::string of =
        absl::StrCat(workload->meta.uid, " ", since == nullptr ? std::string_view() : since->value);
    const std::string heading = HeadingOf(now_->results[i]);
    const auto known = starts_.find(heading);
    if (known != starts_.end() && known->second.of == of && known->second.ok()) {
      starts.emplace(heading, std::move(known->second));
    } else {
      earlier_.erase(heading);
      starts.emplace(heading, StartOf(i, std::move(of)));
    }
  }
  for (const auto& [heading, start] : starts_) {
    if (starts.count(heading) == 0) gone_.push_back(heading);
  }
  starts_ = std::move(starts);
}

DifferenceSide VariablesOf(const Result& result) {
  return result.ok() ? SideOf(result.resolved->environment) : DifferenceSide{};
}

Pair Watcher::PairOf(size_t index) const {
  const Result& now = now_->results[index];
  const Start& start = starts_.at(HeadingOf(now));
  Pair pair;
  pair.b = &now;
  pair.workload = now_->selected[index].workload;
  pair.note = start.how;
  pair.a = start.result.get();
  pair.failed = !now.ok() || !start.ok();
  if (pair.failed) return pair;
  pair.changes =
      Compare(start.result == nullptr ? SideOf(*start.process, &now_->workspace->cluster())
                                      : VariablesOf(*start.result),
              VariablesOf(now));
  return pair;
}

Differences Watcher::All() const {
  Differences all{"at the start", "after a restart", {}, nullptr, nullptr};
  all.a_sources = all.b_sources = &now_->workspace->cluster().sources();
  all.by_source = true;
  all.places = false;
  all.partial = now_->workspace->partial();
  return all;
}

std::string Watcher::Page() const {
  Differences all = All();
  for (size_t i = 0; i < now_->results.size(); ++i) all.pairs.push_back(PairOf(i));
  StringOutput page;
  WriteDifferences(all, style_, &page);
  page.Append(messages_);
  return page.Take();
}

void Watcher::WriteLines() const {
  const Differences all = All();
  Output& lines = console_.out();
  for (const std::string& heading : gone_) {
    lines.Append(absl::StrCat(Visible(heading), ": deleted\n"));
  }
  for (size_t i = 0; i < now_->results.size(); ++i) {
    const Result& now = now_->results[i];
    const auto earlier = earlier_.find(HeadingOf(now));
    Pair pair;
    if (earlier == earlier_.end()) {
      pair = PairOf(i);
      lines.Append(absl::StrCat(Visible(HeadingOf(now)), ": ", Visible(pair.note), "\n"));
    } else if (now.ok() && earlier->second->ok()) {
      pair.a = earlier->second;
      pair.b = &now;
      pair.workload = now_->selected[i].workload;
      pair.changes = Compare(VariablesOf(*pair.a), VariablesOf(now));
    }
    WriteChangeLines(pair, all, style_, &lines);
  }
}

std::string Watcher::Status() const {
  const bool changed = changed_ != 0;
  return absl::StrCat("Checks every ", absl::FormatDuration(absl::FromChrono(interval_)), ", ",
                      changed ? "last change at " : "no change since ",
                      TimeOfDay(changed ? changed_ : begin_), ". Press q to quit.");
}

void Watcher::Show(bool read, bool anew) {
  if (screen_.has_value()) {
    if (!wide_) style_.people.width = console_.width();
    std::string page = Page();
    const bool changes = page != page_;
    if (read && changes && !page_.empty()) changed_ = std::time(nullptr);
    if (read || anew || changes) screen_->Draw(Status(), page);
    page_ = std::move(page);
  } else if (read) {
    WriteLines();
  }
  // Do not repeat messages that are already on the page on the same terminal.
  const bool is_on_page = screen_.has_value() && isatty(STDERR_FILENO) == 1;
  if (messages_ != std::exchange(shown_messages_, messages_) && !is_on_page)
    Console::SayAtOnce(messages_);
}

Watcher::Pause Watcher::Wait() {
  const auto until = std::chrono::steady_clock::now() + interval_;
  while (std::chrono::steady_clock::now() < until) {
    pollfd out{STDOUT_FILENO, 0, 0};
    if (poll(&out, 1, kTickMs) > 0) return Pause::kNobodyReads;
    if (!screen_.has_value()) continue;
    if (screen_->QuitTyped()) return Pause::kQuit;
    if (screen_->IsOutdated()) return Pause::kIsOutdated;
  }
  return Pause::kIsTime;
}

bool Watcher::HasNews() {
  if (live()) return true;
  const std::string stamp = Stamp();
  // Waits until files that are being written no longer change.
  return stamp == std::exchange(seen_, stamp) && stamp != stamp_;
}

int Watcher::Run() {
  if (!Read()) return kWrong;
  shown_messages_ = messages_;
  Take();
  if (Screen::IsPossible(console_)) screen_.emplace(&console_);
  begin_ = std::time(nullptr);
  Show(/*read=*/true, /*anew=*/true);
  while (console_.Flush()) {
    const Pause pause = Wait();
    if (pause == Pause::kNobodyReads || pause == Pause::kQuit) return kDone;
    const bool read = pause == Pause::kIsTime && HasNews() && Read();
    if (read) Take();
    Show(read, pause == Pause::kIsOutdated);
  }
  return kDone;  // Console::Finish reports the reason
}

}  // namespace

int WatchEnvironments(const WorkspaceFlags& flags, const Selection& selection,
                      const WatchFlags& watch, const ReportStyle& style, Console* console) {
  absl::StatusOr<milliseconds> interval = flags.live() ? kUsualIntervalLive : kUsualInterval;
  if (!watch.interval.empty()) interval = ParseTime("--interval", watch.interval);
  if (!interval.ok()) return console->Fail(interval.status());
  return Watcher(flags, selection, *interval, style, console).Run();
}

}  // namespace svcenv::cli
