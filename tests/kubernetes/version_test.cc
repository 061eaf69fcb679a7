#include "svcenv/kubernetes/version.h"

#include "gtest/gtest.h"

namespace svcenv {
namespace {

struct Accepted {
  std::string_view text;
  std::string_view profile;
  std::string_view note;
};

TEST(VersionTest, ReadsVersions) {
  constexpr std::string_view kOlder =
      " is older than the supported versions; using the rules of 1.29";
  constexpr std::string_view kNewer =
      " is newer than the supported versions; using the rules of 1.38";
  const Accepted cases[] = {
      {"1.29", "1.29", ""},
      {"1.30", "1.30", ""},
      {"1.37", "1.37", ""},
      {"v1.37", "1.37", ""},
      {"v1.37.2", "1.37", ""},
      {"1.34.1+k3s1", "1.34", ""},
      {"v1.33.4-gke.100", "1.33", ""},
      {"v1.32.0-rc.1+build.5", "1.32", ""},
      {"1.31-rc.0", "1.31", ""},
      {"1.30+", "1.30", ""},
      {"1.30.0", "1.30", ""},
      {"1.30.1234", "1.30", ""},
      {"v1.31.2-eks-7f9249a", "1.31", ""},
      {"1.28", "1.29", "Kubernetes 1.28"},
      {"v1.28.15+rke2r1", "1.29", "Kubernetes 1.28"},
      {"1.0", "1.29", "Kubernetes 1.0"},
      {"0.21", "1.29", "Kubernetes 0.21"},
      {"1.38", "1.38", ""},
      {"v1.38.0-beta.0", "1.38", ""},
      {"1.39", "1.38", "Kubernetes 1.39"},
      {"v1.40.0-alpha.1", "1.38", "Kubernetes 1.40"},
      {"2.0", "1.38", "Kubernetes 2.0"},
  };
  for (const Accepted& c : cases) {
    const absl::StatusOr<ParsedVersion> version = ParseVersion(c.text);
    ASSERT_TRUE(version.ok()) << c.text << ": " << version.status();
    EXPECT_EQ(version->profile->name, c.profile) << c.text;
    std::string note(c.note);
    if (!note.empty()) note += c.profile == "1.29" ? kOlder : kNewer;
    EXPECT_EQ(version->note, note) << c.text;
  }
}

TEST(VersionTest, RefusesWhatIsNone) {
  for (const std::string_view text : {"",
                                      "v",
                                      "1",
                                      "1.",
                                      ".29",
                                      "v1",
                                      "1.x",
                                      "one.two",
                                      "latest",
                                      "stable",
                                      "1,29",
                                      "1.29.",
                                      "1.29.x",
                                      "1.29.1.2",
                                      "1.29 ",
                                      " 1.29",
                                      "V1.29",
                                      "vv1.29",
                                      "1.029",
                                      "01.29",
                                      "+1.29",
                                      "-1.29",
                                      "1.-29",
                                      "1.+29",
                                      "1.29k3s1",
                                      "1.29/1",
                                      "1.29-a b",
                                      "1.99999999999",
                                      "1.29.99999999999",
                                      "1.29\n"}) {
    const absl::StatusOr<ParsedVersion> version = ParseVersion(text);
    ASSERT_FALSE(version.ok()) << text;
    EXPECT_EQ(version.status().message(), std::string("'") + std::string(text) +
                                              "' is not a valid Kubernetes version: use a version "
                                              "such as 1.37, v1.37.2, or 1.29.4+k3s1");
  }
}

TEST(VersionTest, KnowsEveryMinorOnceInOrder) {
  int minor = 29;
  for (const VersionProfile& profile : KnownVersions()) {
    EXPECT_EQ(profile.minor, minor);
    EXPECT_EQ(profile.name, "1." + std::to_string(minor));
    ++minor;
  }
  EXPECT_EQ(minor, 39);
}

TEST(VersionTest, DefaultsToTheNewestRelease) {
  EXPECT_EQ(DefaultVersion().name, "1.37");
  for (const VersionProfile& profile : KnownVersions()) {
    EXPECT_EQ(profile.is_beta, profile.minor > DefaultVersion().minor) << profile.name;
  }
  EXPECT_EQ(KnownVersionsText(), "1.29 to 1.37, and 1.38 (beta)");
}

// A rule, and the first and last versions that have it.
struct Rule {
  std::string_view name;
  bool VersionProfile::*flag;
  int first;
  int last;
};

TEST(VersionTest, RulesChangeWhereKubernetesChangedThem) {
  const Rule rules[] = {
      {"env_from_skips_invalid_keys", &VersionProfile::env_from_skips_invalid_keys, 29, 29},
      {"canonical_pod_ips", &VersionProfile::canonical_pod_ips, 33, 38},
      {"expansion_latin1_bug", &VersionProfile::expansion_latin1_bug, 29, 33},
      {"pod_level_resources", &VersionProfile::pod_level_resources, 34, 38},
      {"file_key_ref", &VersionProfile::file_key_ref, 35, 38},
      {"strict_env_files", &VersionProfile::strict_env_files, 38, 38},
      {"unicode_17", &VersionProfile::unicode_17, 38, 38},
      {"saturating_quantities", &VersionProfile::saturating_quantities, 38, 38},
      {"relaxed_env_names", &VersionProfile::relaxed_env_names, 32, 38},
      {"service_names_may_start_with_digit", &VersionProfile::service_names_may_start_with_digit,
       36, 38},
      {"strict_ip_validation", &VersionProfile::strict_ip_validation, 36, 38},
  };
  for (const Rule& rule : rules) {
    for (const VersionProfile& profile : KnownVersions()) {
      EXPECT_EQ(profile.*rule.flag, profile.minor >= rule.first && profile.minor <= rule.last)
          << rule.name << " in " << profile.name;
    }
  }
}

}  // namespace
}  // namespace svcenv
