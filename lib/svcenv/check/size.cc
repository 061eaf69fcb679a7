#include "svcenv/check/size.h"

#include <algorithm>
#include <memory>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "re2/re2.h"

namespace svcenv {
namespace {

constexpr uint64_t kPointerBytes = 8;
constexpr uint64_t kUsualStackLimitBytes = 8 << 20;  // _STK_LIM
constexpr uint64_t kLeastLimitBytes = 128 << 10;     // ARG_MAX
constexpr std::string_view kNginxFilter = "NGINX_ENVSUBST_FILTER";

// "NAME=value" and its NUL.
uint64_t StringBytes(const Variable& variable) {
  return variable.name.size() + 1 + variable.value.size() + 1;
}

// "${NAME} ".
uint64_t NameBytes(const Variable& variable) { return variable.name.size() + 4; }

bool IsOfEnvFrom(const Origin& origin) {
  return origin.kind == OriginKind::kConfigMap || origin.kind == OriginKind::kSecret;
}

// What a variable counts to: a service, a source of envFrom, an entry of env.
using SourceKey = std::pair<const void*, int>;

SourceKey SourceOf(const Variable& variable) {
  const Origin& origin = variable.origin;
  if (origin.kind == OriginKind::kService) return {origin.service, -1};
  return {IsOfEnvFrom(origin) ? origin.object : nullptr, origin.index};
}

// Its name, by one of its variables.
std::string SourceName(const Variable& variable) {
  const Origin& origin = variable.origin;
  if (origin.kind == OriginKind::kService) {
    if (origin.service == nullptr) return "--legacy-service-host";
    return absl::StrCat("Service ", origin.service->meta.namespace_, "/",
                        origin.service->meta.name.text);
  }
  if (!IsOfEnvFrom(origin)) return absl::StrCat("env[", origin.index, "] ", variable.name);
  return absl::StrCat("envFrom[", origin.index, "] ",
                      origin.kind == OriginKind::kSecret ? "Secret " : "ConfigMap ",
                      origin.object->namespace_, "/", origin.object->name.text);
}

void Add(uint64_t bytes, SizeShare* share) {
  ++share->variables;
  share->bytes += bytes;
}

// The `most` of them with the most bytes, those first.
template <typename T, typename F>
void KeepMost(size_t most, F&& bytes_of, std::vector<T>* list) {
  const size_t kept = std::min(most, list->size());
  std::partial_sort(list->begin(), list->begin() + static_cast<ptrdiff_t>(kept), list->end(),
                    [&](const T& a, const T& b) {
                      return std::make_tuple(bytes_of(b), std::string_view(a.name)) <
                             std::make_tuple(bytes_of(a), std::string_view(b.name));
                    });
  list->resize(kept);
}

// Counts one container.
class Counter {
 public:
  Counter(const ResolvedContainer& resolved, const SizeOptions& options)
      : resolved_(resolved), options_(options) {
    const std::optional<Variable> filter = resolved.environment.Find(kNginxFilter);
    if (!filter.has_value() || filter->value.empty()) return;
    filter_ = std::make_unique<RE2>(re2::StringPiece(filter->value.data(), filter->value.size()),
                                    RE2::Quiet);
  }

  ContainerSize Run() && {
    result_.limit_bytes = ExecLimitBytes(options_.stack_limit_bytes);
    result_.names_argument_bytes = 1;
    resolved_.environment.ForEach([&](const Variable& variable) { AddVariable(variable); });
    result_.unknown += resolved_.environment.unknown_sources().size();
    result_.service_count = services_.size();
    AddArguments("command", resolved_.command);
    AddArguments("args", resolved_.args);
    if (!resolved_.command.empty()) result_.file_bytes = resolved_.command.front().text.size() + 1;
    for (const auto& [key, source] : sources_) {
      result_.contributors.push_back({SourceName(source.example), source.share});
    }
    KeepMost(
        options_.most_contributors, [](const SizeContributor& c) { return c.share.bytes; },
        &result_.contributors);
    KeepLongest();
    return std::move(result_);
  }

 private:
  void AddVariable(const Variable& variable) {
    if (!variable.known()) {
      ++result_.unknown;
      return;
    }
    const Origin& origin = variable.origin;
    const bool of_service = origin.kind == OriginKind::kService;
    const uint64_t bytes = StringBytes(variable) + kPointerBytes;
    Add(bytes, of_service            ? &result_.services
               : IsOfEnvFrom(origin) ? &result_.env_from
                                     : &result_.env);
    if (of_service && origin.service != nullptr) services_.insert(origin.service);
    Source& source = sources_.try_emplace(SourceOf(variable), Source{variable, {}}).first->second;
    Add(bytes, &source.share);
    strings_.push_back({variable.name, -1, StringBytes(variable)});
    if (!PassesFilter(variable.name)) return;
    result_.names_argument_bytes += NameBytes(variable);
    if (of_service) result_.service_names_bytes += NameBytes(variable);
  }

  bool PassesFilter(std::string_view name) const {
    return filter_ == nullptr || !filter_->ok() ||
           RE2::PartialMatch(re2::StringPiece(name.data(), name.size()), *filter_);
  }

  void AddArguments(std::string_view field, const std::vector<ResolvedText>& texts) {
    for (size_t i = 0; i < texts.size(); ++i) {
      if (!texts[i].unknown.empty()) ++result_.unknown;
      const uint64_t bytes = texts[i].text.size() + 1;
      Add(bytes + kPointerBytes, &result_.arguments);
      strings_.push_back({field, static_cast<int>(i), bytes});
    }
  }

  void KeepLongest() {
    KeepMost(
        std::max<size_t>(options_.most_contributors, 1), [](const String& s) { return s.bytes; },
        &strings_);
    for (const String& one : strings_) {
      result_.longest_strings.push_back(
          {one.index < 0 ? std::string(one.name) : absl::StrCat(one.name, "[", one.index, "]"),
           one.bytes});
    }
    if (!strings_.empty()) result_.longest = result_.longest_strings.front();
    result_.longest_strings.resize(std::min(strings_.size(), options_.most_contributors));
  }

  struct Source {
    Variable example;
    SizeShare share;
  };
  struct String {
    std::string_view name;
    int index;  // of an argument
    uint64_t bytes;
  };

  const ResolvedContainer& resolved_;
  const SizeOptions& options_;
  std::unique_ptr<const RE2> filter_;
  ContainerSize result_;
  absl::flat_hash_set<const Service*> services_;
  absl::flat_hash_map<SourceKey, Source> sources_;
  std::vector<String> strings_;
};

std::optional<uint64_t> HowMany(uint64_t used, uint64_t limit, uint64_t bytes, size_t count) {
  if (count == 0 || bytes == 0 || used > limit) return std::nullopt;
  return (limit - used) * count / bytes;
}

}  // namespace

uint64_t ExecLimitBytes(uint64_t stack_limit_bytes) {
  return std::max(std::min(kUsualStackLimitBytes / 4 * 3, stack_limit_bytes / 4), kLeastLimitBytes);
}

std::optional<uint64_t> ContainerSize::more_services() const {
  return HowMany(total_bytes(), limit_bytes, services.bytes, service_count);
}

std::optional<uint64_t> ContainerSize::more_services_for_names() const {
  return HowMany(names_argument_bytes, kLongestStringBytes, service_names_bytes, service_count);
}

ContainerSize SizeOf(const ResolvedContainer& resolved, const SizeOptions& options) {
  return Counter(resolved, options).Run();
}

bool RunsNginxEntrypoint(const Container& container) {
  if (!container.command.empty()) return false;
  std::string_view image = container.image;
  image = image.substr(0, image.find('@'));
  if (const size_t slash = image.rfind('/'); slash != std::string_view::npos) {
    image.remove_prefix(slash + 1);
  }
  image = image.substr(0, image.find(':'));
  return image == "nginx" || image == "nginx-unprivileged";
}

}  // namespace svcenv
