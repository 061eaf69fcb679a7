#include "webhook/log.h"

#include <unistd.h>

#include <algorithm>
#include <string>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "svcenv/base/json_writer.h"
#include "svcenv/base/visible.h"

namespace svcenv::webhook {
namespace {

constexpr double kMaxTokens = 100;
constexpr double kTokensPerSecond = 10;
constexpr size_t kLongestField = 2048;  // bytes

}  // namespace

bool Log::Admits() {
  const auto now = std::chrono::steady_clock::now();
  const double passed = std::chrono::duration<double>(now - refilled_).count();
  refilled_ = now;
  tokens_ = std::min(kMaxTokens, tokens_ + passed * kTokensPerSecond);
  if (tokens_ < 1) return false;
  tokens_ -= 1;
  return true;
}

void Log::Write(std::string_view level, std::string_view message, Fields fields) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!Admits()) return metrics_.CountDroppedLogLine();
  std::string line;
  JsonWriter json(&line);
  json.BeginMap();
  json.Key("time").String(
      absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", absl::Now(), absl::UTCTimeZone()));
  json.Key("level").String(level);
  json.Key("msg").String(message);
  for (const auto& [key, value] : fields) {
    json.Key(key).String(Visible(value.substr(0, kLongestField)));
  }
  json.EndMap();
  line.push_back('\n');
  // A log that nobody reads must not stop the server.
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace svcenv::webhook
