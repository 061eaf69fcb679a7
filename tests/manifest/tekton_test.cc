// Decodes Tekton tasks.
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/manifest/loading.h"

namespace svcenv {
namespace {

using ::testing::IsEmpty;

// The order is the one that MergeStepsWithStepTemplate produces.
TEST(TektonTest, StepTemplates) {
  const struct {
    std::string_view of_template, of_step, merged;
  } kCases[] = {
      {"{name: A, value: t}, {name: B, value: t}", "{name: C, value: s}", "C=s A=t B=t"},
      {"{name: A, value: t}, {name: B, value: t}", "{name: C, value: s}, {name: B, value: s}",
       "C=s A=t B=s"},
      {"{name: A, value: t}, {name: B, value: t}, {name: D, value: t}",
       "{name: B, value: s}, {name: C, value: s}", "A=t B=s C=s D=t"},
      {"{name: A, value: t}", "{name: A}", "A=t"},
      {"", "{name: A, value: s}", "A=s"},
  };
  for (const auto& row : kCases) {
    const Loading loading(
        ObjectWith("tekton.dev/v1", "Task",
                   absl::StrCat("{steps: [{name: a, args: [x], env: [", row.of_step,
                                "]}], stepTemplate: {image: i, args: [t], command: [c], env: [",
                                row.of_template, "]}}")));
    EXPECT_THAT(loading.Refused(), IsEmpty());
    ASSERT_EQ(loading.cluster.workloads().size(), 1u);
    const Container& step = loading.cluster.workloads()[0].pod.spec.containers.at(0);
    std::vector<std::string> env;
    for (const EnvVar& one : step.env) {
      env.push_back(absl::StrCat(one.name.text, "=", one.value.text));
    }
    EXPECT_EQ(absl::StrJoin(env, " "), row.merged);
    EXPECT_EQ(step.args.at(0).text, "x");
    EXPECT_EQ(step.command.at(0).text, "c");
    EXPECT_EQ(step.image, "i");
  }
}

TEST(TektonTest, Links) {
  const auto unknown = [](std::string_view kind, std::string_view spec) {
    const Loading loading(ObjectWith("tekton.dev/v1", kind, spec));
    const PodSpec& pod = loading.cluster.workloads()[0].pod.spec;
    return absl::StrCat(pod.links_unknown, " ", pod.has_service_links());
  };
  EXPECT_EQ(unknown("TaskRun", "{taskSpec: {steps: [{name: a}]}}"), "1 0");
  EXPECT_EQ(unknown("TaskRun",
                    "{podTemplate: {enableServiceLinks: true}, "
                    "taskSpec: {steps: [{name: a}]}}"),
            "0 1");
  EXPECT_EQ(unknown("PipelineRun",
                    "{pipelineSpec: {tasks: [{taskSpec: {steps: [{name: a}]}}]}, "
                    "taskRunTemplate: {podTemplate: {enableServiceLinks: false}}}"),
            "0 0");
  EXPECT_EQ(unknown("PipelineRun",
                    "{pipelineSpec: {tasks: [{taskSpec: {steps: [{name: a}]}}]}, taskRunSpecs: [], "
                    "taskRunTemplate: {podTemplate: {enableServiceLinks: false}}}"),
            "1 0");
}

}  // namespace
}  // namespace svcenv
