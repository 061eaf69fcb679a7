#include "svcenv/check/size.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "re2/re2.h"

namespace svcenv {
namespace {

constexpr uint64_t kPointerBytes = 8;
constexpr uint64_t kUsualStackLimitBytes = 8 << 20;  // _STK_LIM
constexpr uint64_t kMinLimitBytes = 128 << 10;       // ARG_MAX
constexpr std::string_view kNginxFilter = "NGINX_ENVSUBST_FILTER";

// The size of "NAME=value" and its NUL.
uint64_t StringBytes(const Variable& variable) {
  return variable.name.size() + 1 + variable.value.size() + 1;
}

// The size of "${NAME} ".
uint64_t NameBytes(std::string_view name) { return name.size() + 4; }

bool IsFromEnvFrom(const Origin& origin) {
  return origin.kind == OriginKind::kConfigMap || origin.kind == OriginKind::kSecret;
}

// Returns the name of the source of a variable.
std::string SourceName(const Variable& variable) {
  const Origin& origin = variable.origin;
  if (origin.kind == OriginKind::kService) {
    Origin service = origin;
    service.port = nullptr;
    return service.ToString();
  }
  if (!IsFromEnvFrom(origin)) return absl::StrCat("env[", origin.index, "] ", variable.name);
  return absl::StrCat("envFrom[", origin.index, "] ",
                      origin.kind == OriginKind::kSecret ? "Secret " : "ConfigMap ",
                      origin.object->namespace_, "/", origin.object->name.text);
}

void Add(uint64_t bytes, SizeShare* share) {
  ++share->variables;
  share->bytes += bytes;
}

// The order of lists: largest first, then by name.
bool IsBefore(uint64_t bytes, std::string_view name, uint64_t other_bytes,
              std::string_view other_name) {
  return bytes != other_bytes ? bytes > other_bytes : name < other_name;
}

// Keeps the first `most` items in that order.
template <typename T, typename F>
void KeepMost(size_t most, F&& bytes_of, std::vector<T>* list) {
  const size_t kept = std::min(most, list->size());
  std::partial_sort(
      list->begin(), list->begin() + static_cast<ptrdiff_t>(kept), list->end(),
      [&](const T& a, const T& b) { return IsBefore(bytes_of(a), a.name, bytes_of(b), b.name); });
  list->resize(kept);
}

// A string that the process gets, with its NUL.
struct String {
  std::string_view name;
  int index;  // of an argument; -1 for a variable
  uint64_t bytes;
};

using Filter = std::unique_ptr<const RE2>;

// Returns null, which every name passes, if the pattern is empty or invalid.
Filter MakeFilter(std::string_view pattern) {
  if (pattern.empty()) return nullptr;
  auto filter = std::make_unique<RE2>(re2::StringPiece(pattern.data(), pattern.size()), RE2::Quiet);
  return filter->ok() ? std::move(filter) : nullptr;
}

bool Passes(std::string_view name, const Filter& filter) {
  return filter == nullptr ||
         RE2::PartialMatch(re2::StringPiece(name.data(), name.size()), *filter);
}

}  // namespace

// The size of the link variables of a namespace.
class SizeCounter::Block {
 public:
  explicit Block(const ServiceVariables& services);

  // The names that pass a filter of nginx's entrypoint, and their size.
  struct Names {
    Filter filter;
    uint64_t bytes = 0;
  };
  const Names& NamesFor(std::string_view pattern);

  const ServiceVariables& services;
  SizeShare all;
  size_t service_count = 0;
  std::vector<std::pair<const Service*, SizeContributor>> sources;  // largest first
  std::vector<String> strings;                                      // longest first

  const SizeContributor& ContributorOf(const Service* service) const {
    return sources[index_.at(service)].second;
  }

 private:
  absl::flat_hash_map<const Service*, size_t> index_;  // in `sources`
  std::map<std::string, Names, std::less<>> names_;    // by pattern
};

SizeCounter::Block::Block(const ServiceVariables& block) : services(block) {
  for (const ServiceVariable& one : services.all()) {
    const Variable variable = Environment::FromService(one, services);
    const uint64_t bytes = StringBytes(variable);
    Add(bytes + kPointerBytes, &all);
    const auto [source, is_new] = index_.try_emplace(one.service, sources.size());
    if (is_new) sources.push_back({one.service, {SourceName(variable), {}}});
    Add(bytes + kPointerBytes, &sources[source->second].second.share);
    strings.push_back({one.name, -1, bytes});
  }
  service_count = index_.size() - index_.count(nullptr);
  std::sort(sources.begin(), sources.end(), [](const auto& a, const auto& b) {
    return IsBefore(a.second.share.bytes, a.second.name, b.second.share.bytes, b.second.name);
  });
  for (size_t i = 0; i < sources.size(); ++i) index_[sources[i].first] = i;
  std::sort(strings.begin(), strings.end(), [](const String& a, const String& b) {
    return IsBefore(a.bytes, a.name, b.bytes, b.name);
  });
}

const SizeCounter::Block::Names& SizeCounter::Block::NamesFor(std::string_view pattern) {
  if (const auto known = names_.find(pattern); known != names_.end()) return known->second;
  Names names{MakeFilter(pattern), 0};
  for (const ServiceVariable& one : services.all()) {
    if (Passes(one.name, names.filter)) names.bytes += NameBytes(one.name);
  }
  return names_.emplace(pattern, std::move(names)).first->second;
}

// Measures one container: the link variables, minus those that its own variables override, plus its
// own variables.
class SizeCounter::Tally {
 public:
  Tally(const ResolvedContainer& resolved, const SizeOptions& options, Block* block)
      : resolved_(resolved), options_(options), block_(*block) {
    const std::optional<Variable> filter = resolved.environment.Find(kNginxFilter);
    names_ = &block->NamesFor(filter.has_value() ? filter->value : std::string_view());
  }

  ContainerSize Run() && {
    result_.limit_bytes = ExecLimitBytes(options_.stack_limit_bytes);
    result_.services = block_.all;
    result_.service_count = block_.service_count;
    result_.service_names_bytes = names_->bytes;
    for (const Variable* variable : resolved_.environment.own()) {
      if (const ServiceVariable* hidden = block_.services.Find(variable->name)) Hide(*hidden);
      AddVariable(*variable);
    }
    result_.names_argument_bytes += result_.service_names_bytes + 1;
    result_.unknown += resolved_.environment.unknown_sources().size();
    AddArguments("command", resolved_.command);
    AddArguments("args", resolved_.args);
    if (!resolved_.command.empty()) result_.file_bytes = resolved_.command.front().text.size() + 1;
    KeepContributors();
    KeepLongest();
    return std::move(result_);
  }

 private:
  void Hide(const ServiceVariable& hidden) {
    const Variable variable = Environment::FromService(hidden, resolved_.environment.services());
    const uint64_t bytes = StringBytes(variable) + kPointerBytes;
    --result_.services.variables;
    result_.services.bytes -= bytes;
    Add(bytes, &hidden_[hidden.service]);
    hidden_names_.insert(hidden.name);
    if (Passes(hidden.name, names_->filter)) result_.service_names_bytes -= NameBytes(hidden.name);
  }

  void AddVariable(const Variable& variable) {
    if (!variable.known()) {
      ++result_.unknown;
      return;
    }
    const uint64_t bytes = StringBytes(variable);
    Add(bytes + kPointerBytes, IsFromEnvFrom(variable.origin) ? &result_.env_from : &result_.env);
    Add(bytes + kPointerBytes, &ShareOf(variable));
    strings_.push_back({variable.name, -1, bytes});
    if (Passes(variable.name, names_->filter)) {
      result_.names_argument_bytes += NameBytes(variable.name);
    }
  }

  // Returns the share of the envFrom source or env entry that the variable comes from.
  SizeShare& ShareOf(const Variable& variable) {
    if (IsFromEnvFrom(variable.origin)) {
      const auto [place, is_new] = places_.try_emplace(variable.origin.index, sources_.size());
      if (!is_new) return sources_[place->second].share;
    }
    sources_.push_back({&variable, {}});
    return sources_.back().share;
  }

  void AddArguments(std::string_view field, const std::vector<ResolvedText>& texts) {
    for (size_t i = 0; i < texts.size(); ++i) {
      if (!texts[i].unknown.empty()) ++result_.unknown;
      const uint64_t bytes = texts[i].text.size() + 1;
      Add(bytes + kPointerBytes, &result_.arguments);
      strings_.push_back({field, static_cast<int>(i), bytes});
    }
  }

  // Among services without overridden variables, the largest suffice.
  void KeepContributors() {
    std::vector<SizeContributor>& list = result_.contributors;
    for (const auto& [service, contributor] : block_.sources) {
      if (list.size() == options_.max_contributors) break;
      if (hidden_.find(service) == hidden_.end()) list.push_back(contributor);
    }
    for (const auto& [service, hidden] : hidden_) {
      SizeContributor rest = block_.ContributorOf(service);
      rest.share.variables -= hidden.variables;
      rest.share.bytes -= hidden.bytes;
      if (rest.share.variables > 0) {
        list.push_back(std::move(rest));
      } else if (service != nullptr) {
        --result_.service_count;
      }
    }
    DropSmallSources();
    for (const Source& source : sources_) {
      list.push_back({SourceName(*source.example), source.share});
    }
    KeepMost(
        options_.max_contributors, [](const SizeContributor& c) { return c.share.bytes; }, &list);
  }

  // Drops sources that cannot be among the contributors, whatever their names.
  void DropSmallSources() {
    if (sources_.size() <= options_.max_contributors) return;
    const auto kept = sources_.begin() + static_cast<ptrdiff_t>(options_.max_contributors);
    const auto is_larger = [](const Source& a, const Source& b) {
      return a.share.bytes > b.share.bytes;
    };
    std::nth_element(sources_.begin(), kept, sources_.end(), is_larger);
    const Source first_behind = *kept;
    sources_.erase(
        std::remove_if(kept, sources_.end(),
                       [&](const Source& source) { return is_larger(first_behind, source); }),
        sources_.end());
  }

  void KeepLongest() {
    const size_t most = std::max<size_t>(options_.max_contributors, 1);
    size_t left = most;
    for (auto one = block_.strings.begin(); one != block_.strings.end() && left > 0; ++one) {
      if (hidden_names_.contains(one->name)) continue;
      strings_.push_back(*one);
      --left;
    }
    KeepMost(
        most, [](const String& s) { return s.bytes; }, &strings_);
    for (const String& one : strings_) {
      result_.longest_strings.push_back(
          {one.index < 0 ? std::string(one.name) : absl::StrCat(one.name, "[", one.index, "]"),
           one.bytes});
    }
    if (!strings_.empty()) result_.longest = result_.longest_strings.front();
    result_.longest_strings.resize(std::min(strings_.size(), options_.max_contributors));
  }

  struct Source {
    const Variable* example;
    SizeShare share;
  };

  const ResolvedContainer& resolved_;
  const SizeOptions& options_;
  const Block& block_;
  const Block::Names* names_;
  ContainerSize result_;
  std::vector<Source> sources_;              // of envFrom and env
  absl::flat_hash_map<int, size_t> places_;  // of the sources of envFrom, by their index
  std::vector<String> strings_;
  // The link variables that the container's own variables override, by service.
  absl::flat_hash_map<const Service*, SizeShare> hidden_;
  absl::flat_hash_set<std::string_view> hidden_names_;
};

SizeCounter::SizeCounter(const SizeOptions& options) : options_(options) {}
SizeCounter::~SizeCounter() = default;

ContainerSize SizeCounter::Count(const ResolvedContainer& resolved) {
  const ServiceVariables& services = resolved.environment.services();
  std::unique_ptr<Block>& block = blocks_[&services];
  if (block == nullptr) block = std::make_unique<Block>(services);
  return Tally(resolved, options_, block.get()).Run();
}

namespace {

std::optional<uint64_t> HowMany(uint64_t used, uint64_t limit, uint64_t bytes, size_t count) {
  if (count == 0 || bytes == 0 || used > limit) return std::nullopt;
  return (limit - used) * count / bytes;
}

}  // namespace

uint64_t ExecLimitBytes(uint64_t stack_limit_bytes) {
  return std::max(std::min(kUsualStackLimitBytes / 4 * 3, stack_limit_bytes / 4), kMinLimitBytes);
}

std::optional<uint64_t> ContainerSize::more_services() const {
  return HowMany(total_bytes(), limit_bytes, services.bytes, service_count);
}

std::optional<uint64_t> ContainerSize::more_services_for_names() const {
  return HowMany(names_argument_bytes, kLongestStringBytes, service_names_bytes, service_count);
}

std::optional<uint64_t> ContainerSize::most_services() const {
  return HowMany(total_bytes() - services.bytes, limit_bytes, services.bytes, service_count);
}

std::optional<uint64_t> ContainerSize::most_services_for_names() const {
  return HowMany(names_argument_bytes - service_names_bytes, kLongestStringBytes,
                 service_names_bytes, service_count);
}

ContainerSize SizeOf(const ResolvedContainer& resolved, const SizeOptions& options) {
  return SizeCounter(options).Count(resolved);
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
