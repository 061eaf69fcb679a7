#include "svcenv/c/svcenv.h"

#include <cstddef>
#include <cstring>
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
#include "svcenv/manifest/text.h"

namespace {

// Stands before everything that is given out, so that one function can free it.
struct alignas(std::max_align_t) Header {
  enum class Kind { kText, kSnapshot, kPolicy } kind;
};

}  // namespace

// The handles are what follows a Header.
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

// Null where there is no memory, or `text` is null: the caller does not want it.
svcenv_status GiveText(std::string_view from, char** text, size_t* length) {
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

void GiveNothing(char** text, size_t* length) {
  if (text != nullptr) *text = nullptr;
  if (length != nullptr) *length = 0;
}

std::string_view View(const char* text, size_t length) {
  return text == nullptr ? std::string_view() : std::string_view(text, length);
}

// Whether there is memory for what a text of `length` bytes becomes. nlohmann::json allocates when
// it is destroyed, and so ends the process if memory runs out while an answer is put together.
bool HasRoom(size_t length) {
  constexpr size_t kRoom = 1 << 20, kRoomPerByte = 32;
  void* probe = ::operator new(kRoom + kRoomPerByte * length, std::nothrow);
  if (probe == nullptr) return false;
  *static_cast<volatile char*>(probe) = 0;  // else compilers leave the pair out
  ::operator delete(probe);
  return true;
}

// Runs `f`, which gives a status, so that nothing is thrown across the interface; `length` is that
// of the text that it reads.
template <typename F>
svcenv_status Guard(size_t length, char** error, size_t* error_length, F&& f) {
  GiveNothing(error, error_length);
  if (!HasRoom(length)) return SVCENV_NO_MEMORY;
  try {
    return f();
  } catch (const std::bad_alloc&) {
    GiveNothing(error, error_length);
    return SVCENV_NO_MEMORY;
  } catch (const std::exception& e) {
    GiveText(e.what(), error, error_length);
    return SVCENV_INTERNAL;
  } catch (...) {
    GiveText("an exception of unknown type", error, error_length);
    return SVCENV_INTERNAL;
  }
}

svcenv_status Invalid(std::string_view message, char** error, size_t* error_length) {
  const svcenv_status given = GiveText(message, error, error_length);
  return given == SVCENV_OK ? SVCENV_INVALID : given;
}

// The errors among `diagnostics` as people read them.
std::string ErrorsOf(const svcenv::Diagnostics& diagnostics, const svcenv::Sources& sources) {
  std::string text;
  for (const svcenv::Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity != svcenv::Severity::kError) continue;
    text += svcenv::FormatDiagnostic(diagnostic, sources);
  }
  return text;
}

}  // namespace

const char* svcenv_version(void) { return svcenv::kVersion.data(); }

svcenv_status svcenv_batch(const char* request, size_t request_length, char** answer,
                           size_t* answer_length) {
  return Guard(request_length, answer, answer_length, [&] {
    return GiveText(
        svcenv::AnswerRequest(View(request, request_length), svcenv::NewestVersion(), 0), answer,
        answer_length);
  });
}

svcenv_status svcenv_snapshot_new(const char* objects, size_t objects_length,
                                  const char* kube_version, svcenv_snapshot** snapshot,
                                  char** error, size_t* error_length) {
  *snapshot = nullptr;
  return Guard(objects_length, error, error_length, [&] {
    const svcenv::VersionProfile* version = &svcenv::NewestVersion();
    if (kube_version != nullptr) {
      const auto parsed = svcenv::ParseVersion(kube_version);
      if (!parsed.ok()) return Invalid(parsed.status().message(), error, error_length);
      version = parsed->profile;
    }
    auto cluster = std::make_shared<svcenv::Cluster>();
    svcenv::LoadOptions options;
    options.as_applied = false;
    options.from_cluster = true;
    options.version = version;
    svcenv::Diagnostics diagnostics;
    svcenv::LoadManifest("objects", std::string(View(objects, objects_length)), options,
                         cluster.get(), &diagnostics);
    const std::string errors = ErrorsOf(diagnostics, cluster->sources());
    if (!errors.empty()) return Invalid(errors, error, error_length);
    *snapshot = NewHandle<svcenv_snapshot>(Header::Kind::kSnapshot,
                                           svcenv::Snapshot(std::move(cluster), *version));
    return SVCENV_OK;
  });
}

svcenv_status svcenv_policy_new(const char* text, size_t text_length, svcenv_policy** policy,
                                char** error, size_t* error_length) {
  *policy = nullptr;
  return Guard(text_length, error, error_length, [&] {
    svcenv::Sources sources;
    const uint32_t file =
        sources.Add("policy", svcenv::DecodeText(std::string(View(text, text_length))));
    svcenv::Diagnostics diagnostics;
    svcenv::Policy read = svcenv::ReadPolicy(sources, file, &diagnostics);
    const std::string errors = ErrorsOf(diagnostics, sources);
    if (!errors.empty()) return Invalid(errors, error, error_length);
    *policy = NewHandle<svcenv_policy>(Header::Kind::kPolicy, std::move(read));
    return SVCENV_OK;
  });
}

svcenv_status svcenv_review(const svcenv_snapshot* snapshot, const svcenv_policy* policy,
                            const char* request, size_t request_length, char** answer,
                            size_t* answer_length) {
  return Guard(request_length, answer, answer_length, [&] {
    return GiveText(
        svcenv::Review(View(request, request_length), snapshot->snapshot, policy->policy), answer,
        answer_length);
  });
}

void svcenv_free(void* given) {
  if (given == nullptr) return;
  Header* header = static_cast<Header*>(given) - 1;
  switch (header->kind) {
    case Header::Kind::kText:
      break;
    case Header::Kind::kSnapshot:
      static_cast<svcenv_snapshot*>(given)->~svcenv_snapshot();
      break;
    case Header::Kind::kPolicy:
      static_cast<svcenv_policy*>(given)->~svcenv_policy();
      break;
  }
  ::operator delete(header);
}
