// Errors in policies.
#include "svcenv/admission/policy.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace svcenv {
namespace {

std::string ErrorsOf(std::string_view yaml) {
  Sources sources;
  const uint32_t file = sources.Add("policy.yaml", std::string(yaml));
  return FormatDiagnostics(ReadPolicy(sources, file).errors, sources);
}

struct Case {
  const char* yaml;
  const char* error;
};

TEST(PolicyTest, ErrorsHaveTheirPlace) {
  for (const Case& one : std::vector<Case>{
           {"link: all\n",
            "error[config]: link: unknown key\n"
            " --> policy.yaml:1:1\n"
            "  |\n"
            "1 | link: all\n"
            "  | ^^^^\n"
            "  = help: did you mean links?\n"},
           {"links: minimum\n",
            "error[config]: links: 'minimum' is not a valid links policy\n"
            " --> policy.yaml:1:8\n"
            "  |\n"
            "1 | links: minimum\n"
            "  |        ^^^^^^^\n"
            "  = help: did you mean minimal?\n"},
           {"warn: [service-colision]\n",
            "error[config]: warn: 'service-colision' is not a valid code\n"
            " --> policy.yaml:1:8\n"
            "  |\n"
            "1 | warn: [service-colision]\n"
            "  |        ^^^^^^^^^^^^^^^^\n"
            "  = help: did you mean service-collision?\n"},
           {"exempt: {label: a=b}\n",
            "error[config]: exempt.label: unknown key\n"
            " --> policy.yaml:1:10\n"
            "  |\n"
            "1 | exempt: {label: a=b}\n"
            "  |          ^^^^^\n"
            "  = help: did you mean labels?\n"},
           {"exempt: {images: ['(']}\n",
            "error[config]: exempt.images: not a valid regular expression: missing ): (\n"
            " --> policy.yaml:1:19\n"
            "  |\n"
            "1 | exempt: {images: ['(']}\n"
            "  |                   ^^^\n"
            "  = help: use RE2 syntax: '(^|/)flagd$' matches any image named flagd, '\\.' "
            "matches a dot\n"},
           {"exempt: {labels: ''}\n",
            "error[config]: exempt.labels: an empty selector would exempt every pod\n"
            " --> policy.yaml:1:18\n"
            "  |\n"
            "1 | exempt: {labels: ''}\n"
            "  |                  ^^\n"
            "  = help: write a label selector, for example app=web,tier in (front, back)\n"},
           {"limits: {environment: 0}\n",
            "error[config]: limits.environment: '0' is not a valid limit in bytes\n"
            " --> policy.yaml:1:23\n"
            "  |\n"
            "1 | limits: {environment: 0}\n"
            "  |                       ^\n"
            "  = help: write a positive number such as 1048576 or 1Mi\n"},
           {"links: [all]\n",
            "error[wrong-type]: links: expected a string, found a list\n"
            " --> policy.yaml:1:8\n"
            "  |\n"
            "1 | links: [all]\n"
            "  |        ^\n"
            "  = help: write a single quoted string\n"},
           {"link: all\nlimits: {stack: 0}\n",
            "error[config]: link: unknown key\n"
            " --> policy.yaml:1:1\n"
            "  |\n"
            "1 | link: all\n"
            "  | ^^^^\n"
            "  = help: did you mean links?\n"
            "\n"
            "error[config]: limits.stack: '0' is not a valid limit in bytes\n"
            " --> policy.yaml:2:17\n"
            "  |\n"
            "2 | limits: {stack: 0}\n"
            "  |                 ^\n"
            "  = help: write a positive number such as 1048576 or 1Mi\n"},
           {"links: all\nlinks: none\n",
            "error[duplicate-key]: duplicate key in the map\n"
            " --> policy.yaml:1:1\n"
            "  |\n"
            "1 | links: all\n"
            "  | ^^^^^\n"
            "  = help: remove or rename one of them\n"},
       }) {
    EXPECT_EQ(ErrorsOf(one.yaml), one.error) << one.yaml;
  }
}

TEST(PolicyTest, AllOfItIsRead) {
  Sources sources;
  const uint32_t file = sources.Add(
      "policy.yaml",
      "links: minimal\nwarn: [links-unused]\ndeny: [env-too-large]\nexempt: {namespaces: [a], "
      "labels: 'x in (y)', images: [i]}\nlimits: {stack: 1Mi, environment: 2Mi}\n");
  const ParsedPolicy parsed = ReadPolicy(sources, file);
  EXPECT_TRUE(parsed.ok());
  const Policy& policy = parsed.policy;
  EXPECT_EQ(policy.links, LinksPolicy::kMinimal);
  EXPECT_TRUE(policy.Warns("links-unused"));
  EXPECT_TRUE(policy.Denies("env-too-large"));
  EXPECT_FALSE(policy.Warns("env-too-large"));
  EXPECT_TRUE(policy.exempt.ExemptsNamespace("a"));
  EXPECT_TRUE(policy.exempt.labels.has_value());
  EXPECT_EQ(policy.exempt.images.size(), 1u);
  EXPECT_EQ(policy.stack_limit_bytes, 1u << 20);
  EXPECT_EQ(policy.environment_limit_bytes, 2u << 20);
}

TEST(PolicyTest, AnEmptyFileChangesNothing) {
  EXPECT_EQ(ErrorsOf(""), "");
  EXPECT_EQ(ErrorsOf("# nothing\n"), "");
}

}  // namespace
}  // namespace svcenv
