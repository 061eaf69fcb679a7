#include "svcenv/check/known_applications.h"

#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/check/lint_context.h"
#include "svcenv/kubernetes/names.h"

namespace svcenv {
namespace {

struct Row {
  std::string_view image;  // the end of its name, from a `/` on
  std::string_view variable;
};

// With the threads that tell of it.
constexpr Row kApplications[] = {
    {"actual-server", "ACTUAL_PORT"},       // actualbudget/actual #4920
    {"bitnami/redis", "REDIS_PORT"},        // bitnami-docker-redis #175
    {"cerebro", "CEREBRO_PORT"},            // lmenezes/cerebro #441
    {"dify-api", "DIFY_PORT"},              // langgenius/dify #539
    {"flagd", "FLAGD_PORT"},                // open-feature-operator #431
    {"kibana", "SERVER_PORT"},              // elastic/cloud-on-k8s #1987
    {"krakend", "KRAKEND_PORT"},            // krakend-ce #260
    {"kroki", "KROKI_PORT"},                // yuzutech/kroki #576
    {"podinfo", "PODINFO_PORT"},            // stefanprodan/podinfo #14
    {"redis-commander", "REDIS_PORT"},      // joeferner/redis-commander #267
    {"redis-stack", "API_PORT"},            // redis/RedisInsight #2512
    {"redisinsight", "API_PORT"},           // redis/RedisInsight #2512
    {"redisinsight", "REDISINSIGHT_PORT"},  // redislabs-docs #676
    {"searxng", "SEARXNG_PORT"},            // searxng/searxng #5934
};

// laravel/framework #24999: its configuration reads both; images are named by those who use it.
constexpr std::string_view kLaravel = "laravel";
constexpr std::string_view kLaravelSettings[] = {"DB_PORT", "REDIS_PORT"};

}  // namespace

KnownApplications::KnownApplications(absl::Span<const Application> others) {
  for (const Application& other : others) {
    others_.emplace_back(std::make_unique<const RE2>(other.image, RE2::Quiet), &other);
  }
}

std::vector<std::string_view> KnownApplications::SettingsOf(std::string_view image) const {
  const std::string_view bare = ImageName(image);
  const std::string name = absl::StrCat("/", bare);
  std::vector<std::string_view> settings;
  for (const Row& application : kApplications) {
    if (absl::EndsWith(name, absl::StrCat("/", application.image))) {
      settings.push_back(application.variable);
    }
  }
  if (absl::StrContains(absl::AsciiStrToLower(name), kLaravel)) {
    settings.insert(settings.end(), std::begin(kLaravelSettings), std::end(kLaravelSettings));
  }
  for (const auto& [pattern, other] : others_) {
    if (!RE2::PartialMatch(re2::StringPiece(bare.data(), bare.size()), *pattern)) continue;
    settings.insert(settings.end(), other->variables.begin(), other->variables.end());
  }
  return settings;
}

}  // namespace svcenv
