// Tests lint's findings about services.
#include <string>
#include <string_view>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "svcenv/base/counted.h"
#include "tests/check/linting.h"

namespace svcenv {
namespace {

std::string Services(int count, std::string_view stem) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    absl::StrAppend(&text, "---\napiVersion: v1\nkind: Service\nmetadata: {name: ", stem, i,
                    ", namespace: shop}\nspec: {clusterIP: 10.96.", i / 250, ".", i % 250 + 1,
                    ", ports: [{port: 80}]}\n");
  }
  return text;
}

TEST(LintServicesTest, CollisionIsReportedOnceForAllPods) {
  const std::string web = PodWith("image: a");
  const std::string other = absl::StrReplaceAll(web, {{"{name: web", "{name: other"}});
  const std::string collision = absl::StrReplaceAll(
      std::string(kRedis), {{"name: redis,", "name: redis-port,"}, {"port: 6379", "port: 80"}});
  // REDIS_PORT_PORT does not collide; REDIS_SERVICE_PORT of a service named redis-service does.
  const std::string twin = absl::StrReplaceAll(
      std::string(kRedis), {{"name: redis,", "name: redis-service,"}, {"10.96.0.7", "10.96.0.8"}});
  const Linted linted = LintFiles(absl::StrCat(web, "---\n", other, kRedis, twin));
  EXPECT_EQ(linted.Of("service-collision").size(), 1) << linted.Text();
  EXPECT_EQ(linted.Of("service-collision").front()->severity, Severity::kWarning);
  EXPECT_TRUE(LintFiles(absl::StrCat(web, kRedis, collision)).Of("service-collision").empty());
}

TEST(LintServicesTest, CollisionIsReportedWithoutAnyPod) {
  const std::string twin = absl::StrReplaceAll(
      std::string(kRedis), {{"name: redis,", "name: redis-service,"}, {"10.96.0.7", "10.96.0.8"}});
  EXPECT_EQ(LintFiles(absl::StrCat(kRedis, twin)).Of("service-collision").size(), 1);
}

TEST(LintServicesTest, ClusterIpThatIsNotThereYet) {
  const std::string waiting =
      absl::StrReplaceAll(std::string(kRedis), {{"clusterIP: 10.96.0.7, ", ""}});
  const Linted linted = LintFiles(waiting);
  ASSERT_EQ(linted.Of("cluster-ip-unassigned").size(), 1) << linted.Text();
  EXPECT_EQ(linted.Of("cluster-ip-unassigned").front()->object.ToString(), "Service shop/redis");
  EXPECT_TRUE(LintFiles(kRedis).findings.empty());
  EXPECT_TRUE(LintFiles(absl::StrReplaceAll(std::string(kRedis), {{"10.96.0.7", "None"}}))
                  .Of("cluster-ip-unassigned")
                  .empty());
}

TEST(LintServicesTest, WithoutPortsNoContainerIsComputedAndItIsReportedOnce) {
  const std::string no_ports =
      absl::StrReplaceAll(std::string(kRedis), {{"ports: [{port: 6379}]", "ports: []"}});
  const Linted linted = LintFiles(absl::StrCat(PodWith("args: [$(X)]"), no_ports));
  EXPECT_EQ(linted.Of("service-without-ports").size(), 1) << linted.Text();
  EXPECT_TRUE(
      LintFiles(absl::StrCat(PodWith("args: [$(X)]"), kRedis)).Of("service-without-ports").empty());
}

// Only the variables of the service without ports are unknown.
TEST(LintServicesTest, WithoutPortsTheOtherFaultsAreReported) {
  const std::string no_ports = absl::StrReplaceAll(
      std::string(kRedis), {{"ports: [{port: 6379}]", "ports: []"}, {"name: redis", "name: db"}});
  const Linted linted = LintText(
      absl::StrCat(PodWith("args: [$(X), $(DB_SERVICE_HOST)]\nenv: [{name: REDIS_PORT, value: x}]"),
                   kRedis, no_ports),
      {});
  EXPECT_EQ(linted.Of("service-without-ports").size(), 1) << linted.Text();
  EXPECT_EQ(linted.Of("service-variable-hidden").size(), 1) << linted.Text();
  ASSERT_EQ(linted.Of("reference-unresolved").size(), 1) << linted.Text();
  EXPECT_EQ(linted.Of("reference-unresolved").front()->field, "spec.containers[0].args[0]");
}

TEST(LintServicesTest, CollisionNamesTheServicesThatLose) {
  const std::string twin = absl::StrReplaceAll(
      std::string(kRedis), {{"name: redis,", "name: redis-service,"}, {"10.96.0.7", "10.96.0.8"}});
  const Linted linted = LintFiles(absl::StrCat(kRedis, twin));
  ASSERT_EQ(linted.Of("service-collision").size(), 1) << linted.Text();
  const Diagnostic& found = *linted.Of("service-collision").front();
  EXPECT_EQ(found.object.ToString(), "Service shop/redis-service");
  ASSERT_EQ(found.related.size(), 1);
  EXPECT_EQ(found.related.front().ToString(), "Service shop/redis");
}

// Each variable is reported at the first place that uses it.
TEST(LintServicesTest, ACapturedVariableIsReportedAtItsOwnPlace) {
  const std::string text = absl::StrCat(
      PodWith("args: ['--port=$(REDIS_PORT)', '--port=$(DB_PORT)', '--port=$(REDIS_PORT)']"),
      kRedis,
      absl::StrReplaceAll(std::string(kRedis), {{"name: redis", "name: db"}, {"0.7", "0.8"}}));
  const Linted linted = LintFiles(text);
  const auto found = linted.Of("link-variable-captured");
  ASSERT_EQ(found.size(), 2) << linted.Text();
  EXPECT_EQ(found[0]->field, "spec.containers[0].args[0]");
  EXPECT_EQ(found[1]->field, "spec.containers[0].args[1]");
  ASSERT_EQ(found[1]->related.size(), 1);
  EXPECT_EQ(found[1]->related.front().ToString(), "Service shop/db");
}

TEST(LintServicesTest, LinksThatNothingNames) {
  const Linted linted = LintFiles(absl::StrCat(PodWith("args: [x]"), kRedis));
  ASSERT_EQ(linted.Of("links-unused").size(), 1) << linted.Text();
  // REDIS_SERVICE_HOST=10.96.0.7 and six more, each with a NUL and a pointer.
  EXPECT_TRUE(absl::StrContains(linted.Of("links-unused").front()->message, "7 link variables"))
      << linted.Text();
  for (const char* fields :
       {"args: [$(REDIS_SERVICE_HOST)]", "command: [sh, -c, 'nc $REDIS_SERVICE_HOST']",
        "env: [{name: A, value: REDIS_PORT_6379_TCP_ADDR}]"}) {
    EXPECT_TRUE(LintFiles(absl::StrCat(PodWith(fields), kRedis)).Of("links-unused").empty())
        << fields;
  }
  EXPECT_TRUE(LintFiles(absl::StrReplaceAll(absl::StrCat(PodWith("args: [x]"), kRedis),
                                            {{"spec:\n", "spec:\n  enableServiceLinks: false\n"}}))
                  .Of("links-unused")
                  .empty());
}

TEST(LintServicesTest, NewerThanTheRunningContainer) {
  const auto pod = [](std::string_view started) {
    return absl::StrCat(PodWith("image: a"),
                        "status: {containerStatuses: [{name: web, state: {running: {startedAt: \"",
                        started, "\"}}}]}\n", kRedis);
  };
  const Linted linted = LintFiles(pod("2026-11-24T02:59:59Z"));
  ASSERT_EQ(linted.Of("service-newer-than-container").size(), 1) << linted.Text();
  EXPECT_TRUE(absl::StrContains(linted.Of("service-newer-than-container").front()->message,
                                "before Service redis was created"));
  EXPECT_TRUE(LintFiles(pod("2026-11-24T03:00:01Z")).Of("service-newer-than-container").empty());
}

TEST(LintServicesTest, NameThatBeginsWithADigit) {
  const Linted linted =
      LintFiles(absl::StrReplaceAll(std::string(kRedis), {{"name: redis,", "name: 2redis,"}}));
  ASSERT_EQ(linted.Of("name-not-for-shells").size(), 1) << linted.Text();
  EXPECT_EQ(linted.Of("name-not-for-shells").front()->object.kind, "Service");
}

TEST(LintServicesTest, MoreThanTheKernelTakes) {
  LintOptions options;
  options.stack_limit_bytes = 512 << 10;  // 128 KiB for all
  const Linted bad = LintText(absl::StrCat(PodWith("image: a"), Services(500, "svc-")), options);
  ASSERT_EQ(bad.Of("env-too-large").size(), 1) << bad.Text().substr(0, 3000);
  EXPECT_TRUE(absl::StrContains(bad.Of("env-too-large").front()->message, "of 500 services take"))
      << bad.Text();
  EXPECT_TRUE(bad.Of("env-near-limit").empty());
  const Linted good = LintText(absl::StrCat(PodWith("image: a"), Services(100, "svc-")), options);
  EXPECT_TRUE(good.Of("env-too-large").empty());
  EXPECT_TRUE(good.Of("env-near-limit").empty());
}

TEST(LintServicesTest, ArgumentsAloneMayBeTooMuch) {
  LintOptions options;
  options.stack_limit_bytes = 512 << 10;
  const std::string text(100'000, 'x');
  const Linted linted = LintText(PodWith(absl::StrCat("args: [", text, ", ", text, "]")), options);
  ASSERT_EQ(linted.Of("env-too-large").size(), 1);
  EXPECT_TRUE(absl::StrContains(linted.Of("env-too-large").front()->remedy.text, "arguments"))
      << linted.Of("env-too-large").front()->remedy.text;
}

TEST(LintServicesTest, NginxPutsAllNamesIntoOneArgument) {
  const auto lint = [](std::string_view fields, int services) {
    return LintFiles(
        absl::StrCat(PodWith(fields), Services(services, "a-long-name-of-a-service-")));
  };
  constexpr std::string_view kTemplates =
      "image: nginx:1.27\nvolumeMounts: [{name: t, mountPath: /etc/nginx/templates}]";
  ASSERT_EQ(lint(kTemplates, 500).Of("env-too-large").size(), 1);
  EXPECT_TRUE(absl::StrContains(lint(kTemplates, 500).Of("env-too-large").front()->message,
                                "into one argument"));
  // The size is that of SizeOf.
  const Linted own = lint("image: nginx\nenv: [{name: A, value: a}]", 500);
  Resolver resolver(own.cluster, {});
  const Workload& workload = own.cluster.workloads().front();
  const auto resolved = resolver.Resolve(workload, workload.pod.spec.containers.front(), {});
  ASSERT_TRUE(resolved.ok());
  EXPECT_TRUE(absl::StrContains(
      own.Of("env-near-limit").at(0)->message,
      absl::StrCat("argument of ", WithCommas(SizeOf(*resolved, {}).names_argument_bytes),
                   " bytes")))
      << own.Text();
  // Nothing fails without a template.
  EXPECT_TRUE(lint("image: nginx:1.27", 500).Of("env-too-large").empty());
  EXPECT_EQ(lint("image: nginx:1.27", 500).Of("env-near-limit").size(), 1);
  for (const char* fields : {"image: caddy", "image: nginx:1.27\ncommand: [nginx]",
                             "image: nginx\nenv: [{name: NGINX_ENVSUBST_FILTER, value: ^MY_}]"}) {
    EXPECT_TRUE(lint(fields, 500).Of("env-near-limit").empty()) << fields;
  }
  EXPECT_TRUE(lint(kTemplates, 100).Of("env-too-large").empty());
}

}  // namespace
}  // namespace svcenv
