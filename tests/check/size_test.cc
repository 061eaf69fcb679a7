#include "svcenv/check/size.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "svcenv/env/resolver.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/manifest/load.h"
#include "tests/check/scene.h"

namespace svcenv {
namespace {

constexpr uint64_t kMebibyte = 1 << 20;

std::string Pod(std::string_view rest) {
  return absl::StrCat(R"yaml(
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {enableServiceLinks: true, containers: [{name: app, )yaml",
                      rest, "}]}\n");
}

// Returns the errno of execve with a stack limit; 0 if the program ran.
int Execve(const std::vector<std::string>& arguments, const std::vector<std::string>& environment,
           rlim_t stack_limit) {
  std::vector<char*> argv, envp;
  for (const std::string& text : arguments) argv.push_back(const_cast<char*>(text.c_str()));
  for (const std::string& text : environment) envp.push_back(const_cast<char*>(text.c_str()));
  argv.push_back(nullptr);
  envp.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    rlimit limit{};
    getrlimit(RLIMIT_STACK, &limit);
    limit.rlim_cur = stack_limit;
    if (setrlimit(RLIMIT_STACK, &limit) != 0) _exit(254);
    execve(argv[0], argv.data(), envp.data());
    _exit(errno);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// A pod whose environment reaches the limit exactly, or exceeds it by some bytes, and the same
// environment for the kernel.
struct Filled {
  ContainerSize size;
  int kernel;
};

Filled Fill(uint64_t stack_limit, int64_t more) {
  const std::vector<std::string> command = {"/bin/true", "an argument"};
  const auto manifest = [&](const std::vector<std::string>& values) {
    std::string env;
    for (size_t i = 0; i < values.size(); ++i) {
      absl::StrAppend(&env, i == 0 ? "" : ", ", "{name: N", i, ", value: ", values[i], "}");
    }
    return Pod(absl::StrCat("command: [", command[0], ", ", command[1], "], env: [", env, "]"));
  };
  SizeOptions options;
  options.stack_limit_bytes = stack_limit;
  std::vector<std::string> values(80, std::string(1000, 'x'));
  values.push_back("x");
  while (SizeOf(Scene(manifest(values)).resolved(), options).total_bytes() + 100'000 <
         ExecLimitBytes(stack_limit)) {
    values.insert(values.begin(), 60, std::string(1500, 'y'));
  }
  const uint64_t used = SizeOf(Scene(manifest(values)).resolved(), options).total_bytes();
  values.back().append(ExecLimitBytes(stack_limit) - used + static_cast<uint64_t>(more), 'z');
  std::vector<std::string> environment;
  for (size_t i = 0; i < values.size(); ++i) {
    environment.push_back(absl::StrCat("N", i, "=", values[i]));
  }
  return {SizeOf(Scene(manifest(values)).resolved(), options),
          Execve(command, environment, stack_limit)};
}

TEST(SizeTest, FitsExactlyWhereTheKernelSaysSo) {
  for (const uint64_t stack : {kMebibyte / 4, kMebibyte}) {
    const Filled full = Fill(stack, 0);
    EXPECT_EQ(full.size.total_bytes(), full.size.limit_bytes);
    EXPECT_TRUE(full.size.fits());
    if (full.kernel == 254) GTEST_SKIP() << "the stack limit may not be set here";
    EXPECT_EQ(full.kernel, 0) << stack;
    const Filled over = Fill(stack, 1);
    EXPECT_FALSE(over.size.fits());
    EXPECT_EQ(over.kernel, E2BIG) << stack;
  }
}

TEST(SizeTest, TheLongestStringIsTheKernels) {
  const auto value = [](uint64_t bytes) { return std::string(bytes - sizeof "A=", 'x'); };
  for (const uint64_t bytes : {kLongestStringBytes, kLongestStringBytes + 1}) {
    const Scene scene(Pod(absl::StrCat("env: [{name: A, value: ", value(bytes), "}]")));
    const ContainerSize size = SizeOf(scene.resolved(), {});
    EXPECT_EQ(size.longest.name, "A");
    EXPECT_EQ(size.longest.bytes, bytes);
    EXPECT_EQ(size.longest_fits(), bytes == kLongestStringBytes);
    EXPECT_EQ(Execve({"/bin/true"}, {"A=" + value(bytes)}, 8 * kMebibyte),
              size.longest_fits() ? 0 : E2BIG);
  }
}

TEST(SizeTest, TheLimitFollowsTheStack) {
  EXPECT_EQ(ExecLimitBytes(8 * kMebibyte), 2 * kMebibyte);
  EXPECT_EQ(ExecLimitBytes(100 * kMebibyte), 6 * kMebibyte);
  EXPECT_EQ(ExecLimitBytes(UINT64_MAX), 6 * kMebibyte);
  EXPECT_EQ(ExecLimitBytes(0), 128u << 10);
}

constexpr std::string_view kServices = R"yaml(
apiVersion: v1
kind: Service
metadata: {name: a}
spec: {clusterIP: 10.0.0.1, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: bb}
spec: {clusterIP: 10.0.0.2, ports: [{port: 80, name: x}, {port: 81, name: other}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {LEVEL: info}
---)yaml";

TEST(SizeTest, SharesAddUp) {
  const Scene scene(absl::StrCat(
      kServices, Pod("command: [/app], args: [\"$(OWN)\"], envFrom: [{configMapRef: {name: "
                     "settings}}], env: [{name: OWN, value: x}]")));
  const ContainerSize size = SizeOf(scene.resolved(), {});
  EXPECT_EQ(size.env_from.bytes, sizeof "LEVEL=info" + 8);
  EXPECT_EQ(size.env.bytes, sizeof "OWN=x" + 8);
  EXPECT_EQ(size.arguments.bytes, sizeof "/app" + 8 + sizeof "x" + 8);
  EXPECT_EQ(size.file_bytes, sizeof "/app");
  EXPECT_EQ(size.service_count, 2u);
  uint64_t services = 0;
  for (const ServiceVariable& v : scene.resolved().environment.services().all()) {
    services += v.name.size() + v.value.size() + 2 + 8;
  }
  EXPECT_EQ(size.services.bytes, services);
  EXPECT_EQ(size.variables(), scene.resolved().environment.size());
  ASSERT_EQ(size.contributors.size(), 4u);
  EXPECT_EQ(size.contributors[0].name, "Service default/bb");
  EXPECT_EQ(size.contributors[1].name, "Service default/a");
  EXPECT_EQ(size.contributors[2].name, "envFrom[0] ConfigMap default/settings");
  EXPECT_EQ(size.contributors[3].name, "env[0] OWN");
  const uint64_t left = size.limit_bytes - size.total_bytes();
  EXPECT_EQ(size.more_services(), left * 2 / size.services.bytes);
}

TEST(SizeTest, CountsTheNamesThatNginxPutsIntoOneArgument) {
  const std::string_view names = "image: nginx:1.27, env: [{name: AB, value: x}, {name: C}";
  const Scene all(Pod(absl::StrCat(names, "]")));
  EXPECT_EQ(SizeOf(all.resolved(), {}).names_argument_bytes, sizeof "${AB} ${C} ");
  EXPECT_TRUE(RunsNginxEntrypoint(all.container()));
  const Scene some(
      Pod(absl::StrCat(names, ", {name: NGINX_ENVSUBST_FILTER, value: ^A}], command: [nginx]")));
  EXPECT_EQ(SizeOf(some.resolved(), {}).names_argument_bytes, sizeof "${AB} ");
  EXPECT_FALSE(RunsNginxEntrypoint(some.container()));
}

TEST(SizeTest, LeavesOutWhatIsNotKnown) {
  const Scene scene(Pod("envFrom: [{configMapRef: {name: gone}}], env: [{name: A, valueFrom: "
                        "{secretKeyRef: {name: gone, key: k}}}, {name: B, value: x}]"),
                    /*complete=*/false);
  const ContainerSize size = SizeOf(scene.resolved(), {});
  EXPECT_EQ(size.unknown, 2u);
  EXPECT_EQ(size.variables(), 1u);
  EXPECT_EQ(size.more_services(), std::nullopt);
}

// Measures a container by visiting each variable.
struct Recount {
  uint64_t bytes = 0;
  uint64_t names_bytes = 1;
  std::set<const Service*> services;
  std::map<std::string, SizeShare> by_service;
  std::pair<uint64_t, std::string> longest;  // the first by name

  explicit Recount(const ResolvedContainer& resolved) {
    resolved.environment.ForEach([&](const Variable& variable) {
      const uint64_t length = variable.name.size() + variable.value.size() + 2;
      bytes += length + 8;
      names_bytes += variable.name.size() + 4;
      if (length > longest.first) longest = {length, std::string(variable.name)};
      const Service* service = variable.origin.service;
      if (service == nullptr) return;
      services.insert(service);
      SizeShare& share = by_service[absl::StrCat("Service default/", service->meta.name.text)];
      ++share.variables;
      share.bytes += length + 8;
    });
  }
};

// Containers that share their services and override none, some, or all variables of one.
TEST(SizeCounterTest, CountsAsALookAtEachVariableWould) {
  std::string all_of_a;
  for (const char* name : {"SERVICE_HOST", "SERVICE_PORT", "PORT", "PORT_80_TCP",
                           "PORT_80_TCP_PROTO", "PORT_80_TCP_PORT", "PORT_80_TCP_ADDR"}) {
    absl::StrAppend(&all_of_a, "{name: A_", name, ", value: mine}, ");
  }
  Cluster cluster;
  const LoadResult loaded = LoadManifest("pod.yaml",
                                         absl::StrCat(kServices, R"yaml(
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: none
  - {name: some, env: [{name: BB_PORT, value: a longer value than that of the service}]}
  - {name: all, env: [)yaml",
                                                      all_of_a, R"yaml({name: OWN, value: x}]}
  - {name: again}
)yaml"),
                                         {}, &cluster);
  ASSERT_TRUE(loaded.diagnostics.empty());
  const Workload& workload = cluster.workloads().front();
  Resolver resolver(cluster, {});
  SizeCounter counter({});
  for (const Container& container : workload.pod.spec.containers) {
    SCOPED_TRACE(container.name.text);
    const auto resolved = resolver.Resolve(workload, container, {});
    ASSERT_TRUE(resolved.ok());
    const ContainerSize size = counter.Count(*resolved);
    const Recount recount(*resolved);
    EXPECT_EQ(size.total_bytes(), recount.bytes);
    EXPECT_EQ(size.variables(), resolved->environment.size());
    EXPECT_EQ(size.names_argument_bytes, recount.names_bytes);
    EXPECT_EQ(size.service_count, recount.services.size());
    EXPECT_EQ(std::make_pair(size.longest.bytes, size.longest.name), recount.longest);
    size_t listed = 0;
    for (const SizeContributor& one : size.contributors) {
      const auto found = recount.by_service.find(one.name);
      if (found == recount.by_service.end()) continue;
      ++listed;
      EXPECT_EQ(one.share.bytes, found->second.bytes) << one.name;
      EXPECT_EQ(one.share.variables, found->second.variables) << one.name;
    }
    EXPECT_EQ(listed, recount.by_service.size());
  }
}

TEST(SizeCounterTest, EachContainerHasItsOwnFilterOfNames) {
  Cluster cluster;
  const LoadResult loaded = LoadManifest("pod.yaml", absl::StrCat(kServices, R"yaml(
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: all
  - {name: none, env: [{name: NGINX_ENVSUBST_FILTER, value: ^NOTHING}]}
  - {name: one, env: [{name: NGINX_ENVSUBST_FILTER, value: ^A_SERVICE_HOST}]}
  - {name: wrong, env: [{name: NGINX_ENVSUBST_FILTER, value: "("}]}
)yaml"),
                                         {}, &cluster);
  ASSERT_TRUE(loaded.diagnostics.empty());
  const Workload& workload = cluster.workloads().front();
  Resolver resolver(cluster, {});
  SizeCounter counter({});
  std::map<std::string_view, uint64_t> names_bytes;
  for (const Container& container : workload.pod.spec.containers) {
    const auto resolved = resolver.Resolve(workload, container, {});
    ASSERT_TRUE(resolved.ok());
    names_bytes[container.name.text] = counter.Count(*resolved).names_argument_bytes;
  }
  EXPECT_EQ(names_bytes["none"], 1u);
  EXPECT_EQ(names_bytes["one"], sizeof "${A_SERVICE_HOST} ");
  EXPECT_EQ(names_bytes["wrong"], names_bytes["all"] + sizeof "${NGINX_ENVSUBST_FILTER}");
}

}  // namespace
}  // namespace svcenv
