#include "svcenv/kubernetes/names.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/kubernetes/vectors.h"

namespace svcenv {
namespace {

using Rule = std::string_view (*)(std::string_view);

// The columns of names.tsv after the string (vectors/texts.go, nameRules).
constexpr Rule kRules[] = {
    Dns1123LabelProblem,  Dns1123SubdomainProblem,  Dns1035LabelProblem,
    QualifiedNameProblem, StrictEnvNameProblem,     RelaxedEnvNameProblem,
    ConfigMapKeyProblem,  ContainerPortNameProblem, ShellNameProblem,
};

TEST(NamesTest, AcceptsWhatKubernetesAccepts) {
  for (const Vector& vector : ReadVectors("names.tsv", 1 + std::size(kRules))) {
    for (size_t i = 0; i < std::size(kRules); ++i) {
      EXPECT_EQ(kRules[i](vector[0]).empty(), vector[i + 1] == "1")
          << "rule " << i << " of '" << vector[0] << "': " << kRules[i](vector[0]);
    }
    EXPECT_EQ(EnvFromKeyProblem(vector[0]), StrictEnvNameProblem(vector[0]));
  }
}

struct Case {
  Rule rule;
  std::string text;
  std::string_view problem;
};

TEST(NamesTest, SaysWhatIsWrong) {
  constexpr std::string_view kLabel =
      "must consist of lowercase letters, digits, and '-', and begin and end with a letter or "
      "digit";
  constexpr std::string_view kSubdomain =
      "must consist of lowercase letters, digits, '-', and '.', and each part between dots must "
      "begin and end with a letter or digit";
  constexpr std::string_view k1035 =
      "must consist of lowercase letters, digits, and '-', begin with a letter, and end with a "
      "letter or digit";
  constexpr std::string_view kQualified =
      "must have a name of letters, digits, '-', '_', and '.' that begins and ends with a "
      "letter or digit";
  const Case cases[] = {
      {Dns1123LabelProblem, "web-1", ""},
      {Dns1123LabelProblem, "9lives", ""},
      {Dns1123LabelProblem, std::string(63, 'a'), ""},
      {Dns1123LabelProblem, std::string(64, 'a'), "must be no more than 63 characters"},
      {Dns1123LabelProblem, "a.b", "must not contain dots"},
      {Dns1123LabelProblem, "", kLabel},
      {Dns1123LabelProblem, "Web", kLabel},
      {Dns1123LabelProblem, "web-", kLabel},
      {Dns1123LabelProblem, "-web", kLabel},
      {Dns1123LabelProblem, "a_b", kLabel},
      {Dns1123SubdomainProblem, "a.b-c.1", ""},
      {Dns1123SubdomainProblem, std::string(64, 'a') + ".b", ""},
      {Dns1123SubdomainProblem, std::string(253, 'a'), ""},
      {Dns1123SubdomainProblem, std::string(254, 'a'), "must be no more than 253 characters"},
      {Dns1123SubdomainProblem, "", kSubdomain},
      {Dns1123SubdomainProblem, "a..b", kSubdomain},
      {Dns1123SubdomainProblem, "a.", kSubdomain},
      {Dns1123SubdomainProblem, "a.-b", kSubdomain},
      {Dns1035LabelProblem, "web-1", ""},
      {Dns1035LabelProblem, "9lives", k1035},
      {Dns1035LabelProblem, "", k1035},
      {Dns1035LabelProblem, "a.b", k1035},
      {Dns1035LabelProblem, std::string(64, 'a'), "must be no more than 63 characters"},
      {QualifiedNameProblem, "app", ""},
      {QualifiedNameProblem, "app.kubernetes.io/Name_1", ""},
      {QualifiedNameProblem, "a/" + std::string(63, 'b'), ""},
      {QualifiedNameProblem, "", "must not be empty"},
      {QualifiedNameProblem, "a/", "must have a name after '/'"},
      {QualifiedNameProblem, "/b", "must have a prefix before '/'"},
      {QualifiedNameProblem, "a/b/c", "must contain at most one '/'"},
      {QualifiedNameProblem, "A/b", "must have a prefix that is a lowercase DNS name"},
      {QualifiedNameProblem, std::string(254, 'a') + "/b",
       "must have a prefix of no more than 253 characters"},
      {QualifiedNameProblem, std::string(64, 'a'),
       "must have a name of no more than 63 characters"},
      {QualifiedNameProblem, "a b", kQualified},
      {QualifiedNameProblem, "-a", kQualified},
      {QualifiedNameProblem, "$(A)", kQualified},
      {StrictEnvNameProblem, "MY.ENV-name_1", ""},
      {StrictEnvNameProblem, "-a", ""},
      {StrictEnvNameProblem, ".a", ""},
      {StrictEnvNameProblem, std::string(5000, 'A'), ""},
      {StrictEnvNameProblem, "", "must not be empty"},
      {StrictEnvNameProblem, "1A", "must not start with a digit"},
      {StrictEnvNameProblem, "A B", "must consist of letters, digits, '_', '-', and '.'"},
      {StrictEnvNameProblem, ".", "must not be '.'"},
      {StrictEnvNameProblem, "..", "must not be '..'"},
      {StrictEnvNameProblem, "..a", "must not start with '..'"},
      {RelaxedEnvNameProblem, "A B", ""},
      {RelaxedEnvNameProblem, "..", ""},
      {RelaxedEnvNameProblem, "1~", ""},
      {RelaxedEnvNameProblem, "", "must not be empty"},
      {RelaxedEnvNameProblem, "A=B",
       "must consist only of printable ASCII characters other than '='"},
      {RelaxedEnvNameProblem, "é",
       "must consist only of printable ASCII characters other than '='"},
      {RelaxedEnvNameProblem, "A\t",
       "must consist only of printable ASCII characters other than '='"},
      {ConfigMapKeyProblem, "app.properties", ""},
      {ConfigMapKeyProblem, "1", ""},
      {ConfigMapKeyProblem, "a..b", ""},
      {ConfigMapKeyProblem, "", "must not be empty"},
      {ConfigMapKeyProblem, "a/b", "must consist of letters, digits, '-', '_', and '.'"},
      {ConfigMapKeyProblem, "..data", "must not start with '..'"},
      {ConfigMapKeyProblem, std::string(254, 'a'), "must be no more than 253 characters"},
      {ContainerPortNameProblem, "http-2", ""},
      {ContainerPortNameProblem, std::string(16, 'a'), "must be no more than 15 characters"},
      {ContainerPortNameProblem, "", "must contain at least one letter (a-z)"},
      {ContainerPortNameProblem, "80", "must contain at least one letter (a-z)"},
      {ContainerPortNameProblem, "HTTP", "must consist of lowercase letters, digits, and '-'"},
      {ContainerPortNameProblem, "a--b", "must not contain consecutive hyphens"},
      {ContainerPortNameProblem, "a-", "must not begin or end with a hyphen"},
      {ShellNameProblem, "_A1", ""},
      {ShellNameProblem, "", "must not be empty"},
      {ShellNameProblem, "1A", "must not start with a digit"},
      {ShellNameProblem, "a.b", "must consist of letters, digits, and '_'"},
  };
  for (const Case& c : cases) EXPECT_EQ(c.rule(c.text), c.problem) << "'" << c.text << "'";
}

}  // namespace
}  // namespace svcenv
