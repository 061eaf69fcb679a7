// Writes environments and findings in every output format. Items are variables or findings, bytes
// are bytes written, and the size is the number of services.
//
//   ./bazelw run -c opt //bench:render_bench
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bench/inputs.h"
#include "benchmark/benchmark.h"
#include "svcenv/render/findings_format.h"
#include "svcenv/render/format.h"

namespace svcenv::bench {
namespace {

// Counts bytes and discards them.
class CountedOutput : public Output {
 public:
  size_t bytes() const { return bytes_; }

 private:
  void Write(absl::Span<const std::string_view> pieces) override {
    for (const std::string_view piece : pieces) {
      benchmark::DoNotOptimize(piece.data());
      bytes_ += piece.size();
    }
  }

  size_t bytes_ = 0;
};

// Returns the containers of eight pods, or of one for a format that supports only one container.
void RenderEnvironment(benchmark::State& state, const Format* format) {
  const auto cluster = Load(ClusterText(static_cast<int>(state.range(0)), format->several ? 8 : 1));
  const std::vector<Result> results = Resolve(*cluster);
  size_t variables = 0, bytes = 0;
  for (const Result& result : results) variables += result.resolved->environment.size();
  for (auto _ : state) {
    CountedOutput output;
    format->write(results, {}, &output);
    output.Flush();
    bytes = output.bytes();
  }
  Count(state, variables, bytes, static_cast<size_t>(state.range(0)));
}

void RenderFindings(benchmark::State& state, const FindingsFormat* format) {
  const auto cluster = Load(ClusterText(static_cast<int>(state.range(0)), 0));
  Diagnostics findings;
  for (const Service& service : cluster->services()) {
    Diagnostic finding;
    finding.code = "cluster-ip-unassigned";
    finding.message = "it has no cluster IP";
    finding.remedy = "give it one";
    finding.position = service.meta.position;
    finding.object = {"Service", "shop", std::string(service.meta.name.text)};
    findings.push_back(finding);
  }
  size_t bytes = 0;
  for (auto _ : state) {
    CountedOutput output;
    format->write(findings, cluster->sources(), NeutralPhrase, {}, &output);
    output.Flush();
    bytes = output.bytes();
  }
  Count(state, findings.size(), bytes, findings.size());
}

const bool kRegistered = [] {
  for (const Format& format : Formats()) {
    const std::string name = absl::StrCat("Environment/", std::string(format.name));
    Sweep(benchmark::RegisterBenchmark(name.c_str(), RenderEnvironment, &format));
  }
  for (const FindingsFormat& format : FindingsFormats()) {
    const std::string name = absl::StrCat("Findings/", std::string(format.name));
    Sweep(benchmark::RegisterBenchmark(name.c_str(), RenderFindings, &format));
  }
  return true;
}();

}  // namespace
}  // namespace svcenv::bench
