#include "webhook/gateway.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "svcenv/admission/review.h"
#include "webhook/review_namespace.h"

namespace svcenv::webhook {
namespace {

using Clock = std::chrono::steady_clock;

// Bodies up to this size are not counted: connections bound their number.
constexpr uint64_t kSmallBody = 256 << 10;
constexpr uint64_t kMaxReserved = 64 << 20;

// How long a review waits for a service that may have been created just now.
constexpr std::chrono::milliseconds kWait(100);

std::string_view NameOfOutcome(ReviewOutcome outcome) {
  switch (outcome) {
    case ReviewOutcome::kAllowed:
      return "allowed";
    case ReviewOutcome::kPatched:
      return "patched";
    case ReviewOutcome::kWarned:
      return "warned";
    case ReviewOutcome::kDenied:
      return "denied";
    case ReviewOutcome::kFailedOpen:
      return "failed_open_stale_services";
    case ReviewOutcome::kInvalid:
      return "invalid";
  }
  return "invalid";
}

bool IsJson(std::string_view content_type) {
  const std::string_view type = content_type.substr(0, content_type.find(';'));
  return absl::EqualsIgnoreCase(absl::StripAsciiWhitespace(type), "application/json");
}

}  // namespace

std::chrono::milliseconds TimeoutOf(std::string_view query) {
  constexpr absl::Duration kUsual = absl::Seconds(10), kMost = absl::Seconds(30);
  absl::Duration timeout = kUsual;
  for (std::string_view part : absl::StrSplit(query, '&')) {
    absl::Duration parsed;
    if (!absl::ConsumePrefix(&part, "timeout=")) continue;
    if (absl::ParseDuration(part, &parsed) && parsed > absl::ZeroDuration()) timeout = parsed;
  }
  return absl::ToChronoMilliseconds(std::min(kMost, absl::Ceil(timeout, absl::Seconds(1))));
}

HttpReply Gateway::Reject(int status, std::string_view cause, std::string_view text) {
  metrics_.CountRejected(cause);
  HttpReply reply;
  reply.status = status;
  reply.body = absl::StrCat("svcenv: ", text, "\n");
  return reply;
}

bool Gateway::Accept(const HttpHead& head, ReviewRoute* route, HttpReply* reply) {
  std::string_view path = head.target.substr(0, head.target.find('?'));
  const std::string_view query =
      path.size() == head.target.size() ? "" : head.target.substr(path.size() + 1);
  const bool mutates = absl::ConsumePrefix(&path, "/mutate");
  const bool is_known = mutates || absl::ConsumePrefix(&path, "/validate");
  const bool has_name = absl::ConsumePrefix(&path, "/");
  route->policies = state_.policies();
  if (is_known && (has_name ? !path.empty() : path.empty())) {
    route->policy = route->policies->Find(path);
  }
  route->may_patch = mutates;
  route->timeout = TimeoutOf(query);
  if (route->policy == nullptr) {
    *reply = Reject(404, "path",
                    "not found; use /mutate, /validate, /mutate/NAME, or /validate/NAME"
                    " with the name of a policy");
  } else if (!head.is_post) {
    *reply = Reject(405, "method", "use POST");
    reply->allow = "POST";
  } else if (!head.has_length) {
    *reply = Reject(411, "length", "Content-Length is required");
  } else if (head.length > kMaxBodyBytes) {
    *reply = Reject(413, "size", "the body is larger than 8 MiB");
  } else if (!IsJson(head.content_type)) {
    *reply = Reject(415, "content_type", "send application/json");
  } else if (!Reserve(head.length)) {
    *reply = Reject(503, "memory", "too many large requests");
  } else {
    return true;
  }
  return false;
}

bool Gateway::Reserve(uint64_t length) {
  if (length <= kSmallBody) return true;
  if (reserved_.fetch_add(length) + length <= kMaxReserved) return true;
  reserved_ -= length;
  return false;
}

void Gateway::Release(uint64_t length) {
  if (length > kSmallBody) reserved_ -= length;
}

// A request that is reviewed, possibly twice.
struct Gateway::Task {
  ReviewRoute route;
  std::string body;
  std::string namespace_;  // only set if services come from a watch
  std::function<void(HttpReply)> done;
  Clock::time_point begin = Clock::now();
  bool has_waited = false;
  ReviewAnswer answer;  // of the last review
};

void Gateway::Review(ReviewRoute route, std::string body, std::function<void(HttpReply)> done) {
  auto task = std::make_shared<Task>();
  task->route = std::move(route);
  task->body = std::move(body);
  task->done = std::move(done);
  const bool posted = workers_.TryPost([this, task] {
    if (Clock::now() - task->begin >= task->route.timeout) {
      return task->done(Reject(503, "timeout", "too busy to answer in time"));
    }
    if (state_.store() != nullptr) task->namespace_ = NamespaceOfReview(task->body);
    Run(task);
  });
  if (!posted) task->done(Reject(503, "queue", "too many requests"));
}

void Gateway::Run(const std::shared_ptr<Task>& task) {
  const KnownServices services = state_.ServicesOf(task->namespace_);
  ReviewOptions options;
  options.may_patch = task->route.may_patch;
  options.services_are_current = services.are_current;
  task->answer =
      svcenv::Review(task->body, *services.snapshot, task->route.policy->policy, options);
  if (!Wait(task, services)) Answer(*task);
}

bool Gateway::Wait(const std::shared_ptr<Task>& task, const KnownServices& services) {
  if (state_.store() == nullptr || task->has_waited || !task->answer.misses_services ||
      !services.are_current || Clock::now() + 2 * kWait > task->begin + task->route.timeout) {
    return false;
  }
  task->has_waited = true;
  return state_.store()->WhenChanged(task->namespace_, services.snapshot, kWait,
                                     [this, task](bool changed) {
                                       metrics_.CountWait(changed);
                                       const bool posted = workers_.TryPost([this, task, changed] {
                                         if (changed) return Run(task);
                                         Answer(*task);
                                       });
                                       if (!posted)
                                         task->done(Reject(503, "queue", "too many requests"));
                                     });
}

void Gateway::Answer(Task& task) {
  metrics_.ObserveLatency(Clock::now() - task.begin);
  const ReviewRoute& route = task.route;
  ReviewAnswer& answer = task.answer;
  const std::string_view outcome = NameOfOutcome(answer.outcome);
  metrics_.CountReview(route.policy->name, answer.operation, answer.object.kind, outcome);
  if (answer.outcome == ReviewOutcome::kDenied || answer.outcome == ReviewOutcome::kFailedOpen) {
    log_.Warn("review", {{"outcome", outcome},
                         {"mode", NameOf(route.policy->policy.mode)},
                         {"policy", route.policy->name},
                         {"operation", answer.operation},
                         {"object", answer.object.ToString()},
                         {"uid", answer.uid},
                         {"reason", answer.denial}});
  } else if (!answer.status.ok()) {
    log_.Error("review", {{"outcome", outcome},
                          {"policy", route.policy->name},
                          {"uid", answer.uid},
                          {"reason", FromStatus(answer.status).message}});
  }
  HttpReply reply;
  reply.status = answer.status.ok() ? 200 : 400;
  reply.content_type = "application/json";
  reply.body = std::move(answer.json);
  task.done(std::move(reply));
}

}  // namespace svcenv::webhook
