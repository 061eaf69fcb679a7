#include "svcenv/c/svcenv.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "svcenv/admission/policy.h"
#include "svcenv/admission/review.h"
#include "svcenv/admission/snapshot.h"
#include "svcenv/base/version.h"
#include "svcenv/batch/batch.h"
#include "svcenv/kubernetes/version.h"
#include "svcenv/manifest/load.h"
#include "svcenv/syntax/text.h"

namespace {

// Precedes every string and handle that the caller owns, so that one function can free them all.
struct alignas(std::max_align_t) Header {
  enum class Kind { kText, kSnapshot, kPolicy } kind;
};

}  // namespace

// Handles. A Header precedes each of them.
struct svcenv_snapshot {
  svcenv::Snapshot snapshot;
};
struct svcenv_policy {
  svcenv::Policy policy;
};

namespace {

template <typename Handle, typename... Args>
Handle* NewHandle(Header::Kind kind, Args&&... args) {
  void* memory = ::operator new(sizeof(Header) + sizeof(Handle));
  auto* header = new (memory) Header{kind};
  return new (header + 1) Handle{std::forward<Args>(args)...};
}

// Copies `from` to a string that the caller owns. Does nothing if `text` is null.
svcenv_status CopyOut(std::string_view from, char** text, size_t* length) {
  if (text == nullptr) return SVCENV_OK;
  void* memory = ::operator new(sizeof(Header) + from.size() + 1, std::nothrow);
  if (memory == nullptr) return SVCENV_NO_MEMORY;
  auto* header = new (memory) Header{Header::Kind::kText};
  char* bytes = reinterpret_cast<char*>(header + 1);
  if (!from.empty()) std::memcpy(bytes, from.data(), from.size());
  bytes[from.size()] = '\0';
  *text = bytes;
  if (length != nullptr) *length = from.size();
  return SVCENV_OK;
}

void ClearOutput(char** text, size_t* length) {
  if (text != nullptr) *text = nullptr;
  if (length != nullptr) *length = 0;
}

svcenv_status Invalid(std::string_view message, char** error, size_t* error_length) {
  const svcenv_status copied = CopyOut(message, error, error_length);
  return copied == SVCENV_OK ? SVCENV_INVALID : copied;
}

constexpr size_t kMaxTextBytes = std::numeric_limits<uint32_t>::max();

// Returns the status of `f`, which reads the input, and catches all exceptions.
template <typename F>
svcenv_status Guard(const char* text, size_t length, char** error, size_t* error_length, F&& f) {
  ClearOutput(error, error_length);
  try {
    if (text == nullptr && length != 0) {
      return Invalid("the input is NULL, but its length is not 0", error, error_length);
    }
    if (length > kMaxTextBytes) return SVCENV_NO_MEMORY;
    return f(std::string_view(text, length));
  } catch (const std::bad_alloc&) {
    ClearOutput(error, error_length);
    return SVCENV_NO_MEMORY;
  } catch (const std::exception& e) {
    CopyOut(e.what(), error, error_length);
    return SVCENV_INTERNAL;
  } catch (...) {
    CopyOut("unknown exception", error, error_length);
    return SVCENV_INTERNAL;
  }
}

// Formats the errors among `diagnostics`, quoting lines of `sources` only if `shows_lines`.
std::string ErrorsOf(svcenv::Diagnostics diagnostics, const svcenv::Sources& sources,
                     bool shows_lines) {
  svcenv::Diagnostics errors;
  for (svcenv::Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity != svcenv::Severity::kError) continue;
    if (!shows_lines) diagnostic.confidential = true;
    errors.push_back(std::move(diagnostic));
  }
  return svcenv::FormatDiagnostics(errors, sources);
}

}  // namespace

const char* svcenv_version(void) { return svcenv::kVersion.data(); }

svcenv_status svcenv_batch(const char* request, size_t request_length, char** answer,
                           size_t* answer_length) {
  return Guard(request, request_length, answer, answer_length, [&](std::string_view text) {
    return CopyOut(svcenv::AnswerRequest(text, svcenv::DefaultVersion(), 0), answer, answer_length);
  });
}

svcenv_status svcenv_snapshot_new(const char* objects, size_t objects_length,
                                  const char* kube_version, svcenv_snapshot** snapshot,
                                  char** error, size_t* error_length) {
  if (snapshot != nullptr) *snapshot = nullptr;
  return Guard(objects, objects_length, error, error_length, [&](std::string_view text) {
    if (snapshot == nullptr) return Invalid("the output pointer is NULL", error, error_length);
    const svcenv::VersionProfile* version = &svcenv::DefaultVersion();
    if (kube_version != nullptr) {
      const auto parsed = svcenv::ParseVersion(kube_version);
      if (!parsed.ok()) return Invalid(parsed.status().message(), error, error_length);
      version = parsed->profile;
    }
    auto cluster = std::make_shared<svcenv::Cluster>();
    svcenv::LoadOptions options;
    options.source = svcenv::LoadOptions::Source::kServed;
    options.version = version;
    svcenv::LoadResult loaded =
        svcenv::LoadManifest("objects", std::string(text), options, cluster.get());
    // Callers log errors, so no line may be quoted: it could show a Secret, even one that was cut
    // off before its kind.
    const std::string errors = ErrorsOf(std::move(loaded.diagnostics), cluster->sources(), false);
    if (!errors.empty()) return Invalid(errors, error, error_length);
    *snapshot = NewHandle<svcenv_snapshot>(Header::Kind::kSnapshot,
                                           svcenv::Snapshot(std::move(cluster), *version));
    return SVCENV_OK;
  });
}

svcenv_status svcenv_policy_new(const char* text, size_t text_length, svcenv_policy** policy,
                                char** error, size_t* error_length) {
  if (policy != nullptr) *policy = nullptr;
  return Guard(text, text_length, error, error_length, [&](std::string_view yaml) {
    if (policy == nullptr) return Invalid("the output pointer is NULL", error, error_length);
    svcenv::Sources sources;
    const uint32_t file = sources.Add("policy", svcenv::DecodeText(std::string(yaml)));
    svcenv::ParsedPolicy parsed = svcenv::ReadPolicy(sources, file);
    const std::string errors = ErrorsOf(std::move(parsed.errors), sources, true);
    if (!errors.empty()) return Invalid(errors, error, error_length);
    *policy = NewHandle<svcenv_policy>(Header::Kind::kPolicy, std::move(parsed.policy));
    return SVCENV_OK;
  });
}

svcenv_status svcenv_review(const svcenv_snapshot* snapshot, const svcenv_policy* policy,
                            const char* request, size_t request_length, char** answer,
                            size_t* answer_length) {
  return Guard(request, request_length, answer, answer_length, [&](std::string_view text) {
    if (snapshot == nullptr) return Invalid("the snapshot is NULL", answer, answer_length);
    if (policy == nullptr) return Invalid("the policy is NULL", answer, answer_length);
    return CopyOut(svcenv::Review(text, snapshot->snapshot, policy->policy).json, answer,
                   answer_length);
  });
}

svcenv_status svcenv_review_http(const svcenv_snapshot* snapshot, const svcenv_policy* policy,
                                 const char* request, size_t request_length, unsigned int flags,
                                 int* http_status, char** answer, size_t* answer_length) {
  if (http_status != nullptr) *http_status = 0;
  return Guard(request, request_length, answer, answer_length, [&](std::string_view text) {
    if (snapshot == nullptr) return Invalid("the snapshot is NULL", answer, answer_length);
    if (policy == nullptr) return Invalid("the policy is NULL", answer, answer_length);
    if (http_status == nullptr) return Invalid("http_status is NULL", answer, answer_length);
    if ((flags & ~static_cast<unsigned int>(SVCENV_REVIEW_STALE)) != 0) {
      return Invalid("flags has an unknown bit", answer, answer_length);
    }
    svcenv::ReviewOptions options;
    options.services_are_current = (flags & SVCENV_REVIEW_STALE) == 0;
    const svcenv::ReviewAnswer reviewed =
        svcenv::Review(text, snapshot->snapshot, policy->policy, options);
    const svcenv_status copied = CopyOut(reviewed.json, answer, answer_length);
    if (copied == SVCENV_OK) *http_status = reviewed.status.ok() ? 200 : 400;
    return copied;
  });
}

void svcenv_free(void* pointer) {
  if (pointer == nullptr) return;
  Header* header = static_cast<Header*>(pointer) - 1;
  switch (header->kind) {
    case Header::Kind::kText:
      break;
    case Header::Kind::kSnapshot:
      static_cast<svcenv_snapshot*>(pointer)->~svcenv_snapshot();
      break;
    case Header::Kind::kPolicy:
      static_cast<svcenv_policy*>(pointer)->~svcenv_policy();
      break;
  }
  ::operator delete(header);
}
