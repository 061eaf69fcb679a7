// A call that cannot allocate memory for the library's own strings, documents, or answers returns
// SVCENV_NO_MEMORY without output, and leaks nothing.
#include <cstdlib>
#include <new>
#include <string>

#include "gtest/gtest.h"
#include "svcenv/c/svcenv.h"

namespace {

// Dependencies allocate less than this for the small inputs here. A failure in a dependency may
// terminate the process.
constexpr size_t kLarge = 2048;

long allocations_left = -1;  // large allocations before one fails; negative: none fails

void* Allocate(size_t size) {
  if (size >= kLarge) {
    if (allocations_left == 0) return nullptr;
    if (allocations_left > 0) --allocations_left;
  }
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

const std::string kPadding(2 * kLarge, 'x');

const std::string kObjects =
    R"json({"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Service",
"metadata":{"name":"redis","namespace":"shop","annotations":{"padding":")json" +
    kPadding + R"json("}},
"spec":{"clusterIP":"10.96.0.7","ports":[{"port":6379}]}}]})json";

const std::string kPolicy = "# " + kPadding + R"(
links: minimal
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

const std::string kRequest =
    R"json({"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u-1",
"operation":"CREATE","namespace":"shop","object":{"apiVersion":"v1","kind":"Pod",
"metadata":{"name":"web"},"spec":{"containers":[{"name":"c","image":"i",
"args":["$(REDIS_SERVICE_HOST)",")json" +
    kPadding + R"json("],"env":[{"name":"A","value":"$(REDIS_PORT)$(B)"}]
}]
}
}
}
})json";

const std::string kBatch =
    R"json({"id":1,"objects":[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},
"spec":{"containers":[{"name":"c","env":[{"name":"A","value":"$(B))json" +
    kPadding + R"json("
}]
}]
}
}],"pod":"web"
})json";

// Calls `call` with the first, second, … large allocation failing, until none does. Returns the
// number of failed calls. `call` must free its results.
template <typename Call>
int FailEachAllocation(Call&& call) {
  call();  // warms up objects that are created once per process
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
      svcenv_snapshot_new(kObjects.data(), kObjects.size(), "1.34", &snapshot, &error, nullptr);
  return Free(status, snapshot, error);
}

svcenv_status NewPolicy() {
  svcenv_policy* policy = nullptr;
  char* error = nullptr;
  const svcenv_status status =
      svcenv_policy_new(kPolicy.data(), kPolicy.size(), &policy, &error, nullptr);
  return Free(status, policy, error);
}

TEST(NoMemoryTest, SnapshotNew) { EXPECT_GT(FailEachAllocation(NewSnapshot), 1); }

TEST(NoMemoryTest, PolicyNew) { EXPECT_GT(FailEachAllocation(NewPolicy), 1); }

svcenv_status Batch(const std::string& request) {
  char* answer = nullptr;
  size_t length = 0;
  const svcenv_status status = svcenv_batch(request.data(), request.size(), &answer, &length);
  return Free(status, nullptr, answer);
}

TEST(NoMemoryTest, Batch) {
  const std::string unfinished = kBatch.substr(0, kBatch.size() - 4);
  for (const std::string& request : {kBatch, unfinished, "{\"id\": \"" + kPadding + "\"}"}) {
    EXPECT_GT(FailEachAllocation([&] { return Batch(request); }), 1) << request;
  }
}

TEST(NoMemoryTest, Review) {
  svcenv_snapshot* snapshot = nullptr;
  ASSERT_EQ(
      svcenv_snapshot_new(kObjects.data(), kObjects.size(), nullptr, &snapshot, nullptr, nullptr),
      SVCENV_OK);
  for (const std::string& rules :
       {kPolicy, std::string("deny: [reference-unresolved]"), std::string("links: none")}) {
    svcenv_policy* policy = nullptr;
    ASSERT_EQ(svcenv_policy_new(rules.data(), rules.size(), &policy, nullptr, nullptr), SVCENV_OK)
        << rules;
    for (const std::string& request : {kRequest, kRequest.substr(0, kRequest.size() - 4)}) {
      const int failures = FailEachAllocation([&] {
        char* answer = nullptr;
        size_t length = 0;
        const svcenv_status status =
            svcenv_review(snapshot, policy, request.data(), request.size(), &answer, &length);
        return Free(status, nullptr, answer);
      });
      EXPECT_GT(failures, 1) << rules << request;
    }
    svcenv_free(policy);
  }
  svcenv_free(snapshot);
}

TEST(NoMemoryTest, AnErrorThatCannotBeCopied) {
  const std::string wrong = "links: " + kPadding;
  const int failures = FailEachAllocation([&] {
    svcenv_policy* policy = nullptr;
    char* error = nullptr;
    const svcenv_status status =
        svcenv_policy_new(wrong.data(), wrong.size(), &policy, &error, nullptr);
    EXPECT_EQ(error != nullptr, status == SVCENV_INVALID);
    Free(status, policy, error);
    return status == SVCENV_INVALID ? SVCENV_OK : status;
  });
  EXPECT_GT(failures, 1);
}

}  // namespace
