#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/escaping.h"
#include "bench/side_by_side/work.h"
#include "nlohmann/json.hpp"
#include "svcenv/admission/policy.h"
#include "svcenv/admission/review.h"
#include "svcenv/admission/snapshot.h"
#include "svcenv/base/arena.h"
#include "svcenv/base/name_hash.h"
#include "svcenv/env/expand_references.h"
#include "svcenv/env/resolver.h"
#include "svcenv/env/service_variables.h"
#include "svcenv/manifest/load.h"

namespace svcenv::bench {
namespace {

[[noreturn]] void Fail(std::string_view what) {
  std::fprintf(stderr, "ours: %.*s\n", static_cast<int>(what.size()), what.data());
  std::exit(1);
}

void Load(const std::string& name, std::string text, Cluster* cluster, int threads = 1) {
  LoadOptions options;
  options.threads = threads;
  const LoadResult loaded = LoadManifest(name, std::move(text), options, cluster);
  if (!loaded.ok()) Fail(FirstError(loaded.diagnostics)->message);
}

class Services : public Work {
 public:
  explicit Services(const std::string& file) {
    Load(file, ReadWhole(file), &cluster_);
    for (const Service& service : cluster_.services()) services_.push_back(&service);
  }
  void Run() override {
    variables_ = nullptr;
    variables_ = *ServiceVariables::Of(services_);
  }
  Tally Told() const override {
    Tally tally;
    for (const ServiceVariable& variable : variables_->all()) {
      tally.CountItem();
      tally.Add(variable.name);
      tally.Add(variable.value);
    }
    return tally;
  }

 private:
  Cluster cluster_;
  std::vector<const Service*> services_;
  std::shared_ptr<const ServiceVariables> variables_;
};

class Expand : public Work {
 public:
  explicit Expand(const std::string& file)
      : input_(nlohmann::json::parse(ReadWhole(file), nullptr, false)) {
    if (input_.is_discarded()) Fail("no JSON");
    for (const auto& [name, value] : input_["variables"].items()) {
      variables_.emplace(name, value.get_ref<const std::string&>());
    }
    for (const auto& text : input_["texts"]) texts_.push_back(text.get_ref<const std::string&>());
    expanded_.resize(texts_.size());
  }
  void Run() override {
    const auto lookup = [&](std::string_view name) -> std::optional<std::string_view> {
      const auto found = variables_.find(name);
      if (found == variables_.end()) return std::nullopt;
      return found->second;
    };
    arena_ = Arena();
    for (size_t i = 0; i < texts_.size(); ++i) {
      expanded_[i] = *ExpandReferences(texts_[i], DollarRule::kUtf8, lookup, &arena_);
    }
  }
  Tally Told() const override {
    Tally tally;
    for (const std::string_view text : expanded_) {
      tally.CountItem();
      tally.Add(text);
    }
    return tally;
  }

 private:
  const nlohmann::json input_;
  absl::flat_hash_map<std::string, std::string_view, NameHash, NameEq> variables_;
  std::vector<std::string_view> texts_;
  std::vector<std::string_view> expanded_;
  Arena arena_;
};

// Computes the first container's environment, from scratch or with a kept Resolver.
class OneEnvironment : public Work {
 public:
  OneEnvironment(const std::string& file, bool snapshot) {
    Load(file, ReadWhole(file), &cluster_);
    if (cluster_.workloads().empty()) Fail("no pod");
    workload_ = &cluster_.workloads().front();
    container_ = AllContainers(workload_->pod.spec).front();
    if (snapshot) kept_.emplace(cluster_, ResolveOptions{});
  }
  void Run() override {
    if (kept_.has_value()) {
      environment_.emplace(*kept_->EnvironmentOf(*workload_, *container_, {}));
    } else {
      const Resolver resolver(cluster_, ResolveOptions{});
      environment_.emplace(*resolver.EnvironmentOf(*workload_, *container_, {}));
    }
  }
  Tally Told() const override {
    Tally tally;
    environment_->ForEach([&](const Variable& variable) {
      tally.CountItem();
      tally.Add(variable.name);
      tally.Add(variable.value);
    });
    return tally;
  }

 private:
  Cluster cluster_;
  const Workload* workload_;
  const Container* container_;
  std::optional<Resolver> kept_;
  std::optional<Environment> environment_;
};

class Read : public Work {
 public:
  Read(const std::string& file, int threads)
      : file_(file), threads_(threads), text_(ReadWhole(file)) {}
  void Prepare() override { copy_ = text_; }
  void Run() override {
    cluster_ = std::make_unique<Cluster>();
    Load(file_, std::move(copy_), cluster_.get(), threads_);
  }
  Tally Told() const override { return TallyOf(*cluster_); }

 private:
  const std::string file_;
  const int threads_;
  const std::string text_;
  std::string copy_;
  std::unique_ptr<Cluster> cluster_;
};

// The hook's cluster is container.json, next to the request.
class OneReview : public Work {
 public:
  explicit OneReview(const std::string& file) : request_(ReadWhole(file)) {
    auto cluster = std::make_shared<Cluster>();
    const std::string known = file.substr(0, file.rfind('/') + 1) + "container.json";
    Load(known, ReadWhole(known), cluster.get());
    snapshot_ = std::make_unique<Snapshot>(std::move(cluster));
    Sources sources;
    policy_ = ReadPolicy(sources, sources.Add("policy", "links: minimal\n")).policy;
  }
  void Run() override { answer_ = Review(request_, *snapshot_, policy_).json; }
  Tally Told() const override {
    const auto answer = nlohmann::json::parse(answer_, nullptr, false);
    std::string patch;
    if (!absl::Base64Unescape(answer["response"]["patch"].get<std::string>(), &patch)) {
      Fail("no patch");
    }
    Tally tally;
    tally.CountItem();
    tally.Add(patch);
    return tally;
  }

 private:
  const std::string request_;
  std::unique_ptr<Snapshot> snapshot_;
  Policy policy_;
  std::string answer_;
};

}  // namespace

std::unique_ptr<Work> MakeWork(std::string_view name, const std::string& file, int threads) {
  if (name == "services") return std::make_unique<Services>(file);
  if (name == "expand") return std::make_unique<Expand>(file);
  if (name == "environment") return std::make_unique<OneEnvironment>(file, false);
  if (name == "snapshot") return std::make_unique<OneEnvironment>(file, true);
  if (name == "read" || name == "yaml") return std::make_unique<Read>(file, threads);
  if (name == "review") return std::make_unique<OneReview>(file);
  return nullptr;
}

std::string ReadWhole(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) Fail("cannot read " + file);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace svcenv::bench
