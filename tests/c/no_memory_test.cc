// Where there is no memory a call says so, gives nothing out and loses nothing of its own.
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>

#include "gtest/gtest.h"
#include "svcenv/c/svcenv.h"

namespace {

long allocations_left = -1;  // before one fails; negative: none does

void* Allocate(size_t size) {
  if (allocations_left == 0) return nullptr;
  if (allocations_left > 0) --allocations_left;
  return std::malloc(size == 0 ? 1 : size);
}

}  // namespace

void* operator new(size_t size) {
  void* memory = Allocate(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void* operator new[](size_t size) { return operator new(size); }
void* operator new(size_t size, const std::nothrow_t&) noexcept { return Allocate(size); }
void* operator new[](size_t size, const std::nothrow_t&) noexcept { return Allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, size_t) noexcept { std::free(memory); }

namespace {

constexpr char kObjects[] =
    R"json({"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Service",
"metadata":{"name":"redis","namespace":"shop"},
"spec":{"clusterIP":"10.96.0.7","ports":[{"port":6379}]}}]})json";

// Without `images`: RE2 loses memory where it has too little to compile an expression.
constexpr char kPolicy[] = R"(links: minimal
warn:
- refused-by-api
- reference-unresolved
- shell-style-reference
- link-variable-captured
- links-unused
- service-collision
- duplicate-env
- secret-in-command
deny: [env-too-large]
exempt: {namespaces: [kube-system], labels: 'tier in (old)'}
limits: {environment: 1Mi}
)";

constexpr char kRequest[] =
    R"json({"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1",
"operation":"CREATE","namespace":"shop","object":{"apiVersion":"v1","kind":"Pod",
"metadata":{"name":"web"},"spec":{"containers":[{"name":"c","image":"i",
"args":["$(REDIS_SERVICE_HOST)"],"env":[{"name":"A","value":"$(REDIS_PORT)$(B)"}]
}]
}
}
}
})json";

constexpr char kBatch[] =
    R"json({"id":1,"objects":[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},
"spec":{"containers":[{"name":"c","env":[{"name":"A","value":"$(B)"
}]
}]
}
}],"pod":"web"
})json";

// Calls `call` with no memory after 0, 1, 2, … allocations until it has enough; how often it had
// not. `call` frees what it gets.
template <typename Call>
int FailEachAllocation(Call&& call) {
  call();  // what is made once in a process
  for (int failures = 0;; ++failures) {
    allocations_left = failures;
    const svcenv_status status = call();
    allocations_left = -1;
    if (status == SVCENV_OK) return failures;
    EXPECT_EQ(status, SVCENV_NO_MEMORY) << "allocation " << failures;
    if (status != SVCENV_NO_MEMORY) return failures;
  }
}

svcenv_status Free(svcenv_status status, void* given, void* text) {
  if (status == SVCENV_NO_MEMORY) {
    EXPECT_EQ(given, nullptr);
    EXPECT_EQ(text, nullptr);
  }
  svcenv_free(given);
  svcenv_free(text);
  return status;
}

svcenv_status NewSnapshot() {
  svcenv_snapshot* snapshot = nullptr;
  char* error = nullptr;
  const svcenv_status status =
      svcenv_snapshot_new(kObjects, std::strlen(kObjects), "1.34", &snapshot, &error, nullptr);
  return Free(status, snapshot, error);
}

svcenv_status NewPolicy() {
  svcenv_policy* policy = nullptr;
  char* error = nullptr;
  const svcenv_status status =
      svcenv_policy_new(kPolicy, std::strlen(kPolicy), &policy, &error, nullptr);
  return Free(status, policy, error);
}

TEST(NoMemoryTest, SnapshotNew) { EXPECT_GT(FailEachAllocation(NewSnapshot), 10); }

TEST(NoMemoryTest, PolicyNew) { EXPECT_GT(FailEachAllocation(NewPolicy), 10); }

svcenv_status Batch(const std::string& request) {
  char* answer = nullptr;
  size_t length = 0;
  const svcenv_status status = svcenv_batch(request.data(), request.size(), &answer, &length);
  return Free(status, nullptr, answer);
}

TEST(NoMemoryTest, Batch) {
  for (const std::string request : {kBatch, "{", "{\"id\": [1, {\"a\": null}]}"}) {
    EXPECT_GT(FailEachAllocation([&] { return Batch(request); }), 10) << request;
  }
}

TEST(NoMemoryTest, Review) {
  svcenv_snapshot* snapshot = nullptr;
  ASSERT_EQ(
      svcenv_snapshot_new(kObjects, std::strlen(kObjects), nullptr, &snapshot, nullptr, nullptr),
      SVCENV_OK);
  const std::string whole = kRequest;
  for (const std::string rules : {kPolicy, "deny: [reference-unresolved]", "links: none"}) {
    svcenv_policy* policy = nullptr;
    ASSERT_EQ(svcenv_policy_new(rules.data(), rules.size(), &policy, nullptr, nullptr), SVCENV_OK)
        << rules;
    for (const std::string& request : {whole, whole.substr(0, whole.size() / 2), std::string()}) {
      const int failures = FailEachAllocation([&] {
        char* answer = nullptr;
        size_t length = 0;
        const svcenv_status status =
            svcenv_review(snapshot, policy, request.data(), request.size(), &answer, &length);
        return Free(status, nullptr, answer);
      });
      EXPECT_GT(failures, 10) << rules << request;
    }
    svcenv_free(policy);
  }
  svcenv_free(snapshot);
}

TEST(NoMemoryTest, AnErrorThatCannotBeTold) {
  const char wrong[] = "links: some";
  const int failures = FailEachAllocation([&] {
    svcenv_policy* policy = nullptr;
    char* error = nullptr;
    const svcenv_status status =
        svcenv_policy_new(wrong, std::strlen(wrong), &policy, &error, nullptr);
    EXPECT_EQ(error != nullptr, status == SVCENV_INVALID);
    Free(status, policy, error);
    return status == SVCENV_INVALID ? SVCENV_OK : status;
  });
  EXPECT_GT(failures, 10);
}

}  // namespace
