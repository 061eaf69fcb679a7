// Which kubeconfig files are read, and the errors of the others.
#include "webhook/kubeconfig.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace svcenv::webhook {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kConfig[] = R"(apiVersion: v1
kind: Config
current-context: second
preferences: {}
contexts:
- name: first
  context: {cluster: other, user: other}
- name: second
  context: {cluster: main, user: me, namespace: shop}
clusters:
- name: main
  cluster:
    server: https://[fd00::1]:6443/prefix/
    certificate-authority-data: Q0E=
- name: other
  cluster: {server: https://other}
users:
- name: me
  user: {USER}
- name: other
  user: {token: t, as: admin}
)";

class KubeconfigTest : public ::testing::Test {
 protected:
  KubeconfigTest() {
    std::filesystem::create_directories(folder_);
    for (const char* name : {"cert", "key", "token"}) {
      std::ofstream(absl::StrCat(folder_, "/", name)) << name << "\n";
    }
  }

  absl::StatusOr<ApiServer> Parse(std::string_view user) const {
    return ParseText(absl::StrReplaceAll(kConfig, {{"{USER}", user}}));
  }
  absl::StatusOr<ApiServer> ParseText(std::string text) const {
    return ParseKubeconfig(absl::StrCat(folder_, "/config"), std::move(text));
  }
  // Returns the message of an error.
  std::string Error(std::string_view user) const {
    return std::string(Parse(user).status().message());
  }

  const std::string folder_ = ::testing::TempDir() + "kubeconfig_test";
};

TEST_F(KubeconfigTest, ReadsTheCurrentContext) {
  const auto server = Parse("{token: sesame}");
  ASSERT_TRUE(server.ok()) << server.status();
  EXPECT_EQ(server->url.host, "fd00::1");
  EXPECT_EQ(server->url.port, "6443");
  EXPECT_EQ(server->url.path, "/prefix");
  EXPECT_EQ(server->url.Authority(), "[fd00::1]:6443");
  EXPECT_EQ(server->name(), "fd00::1");
  EXPECT_EQ(server->authority.text, "CA");
  EXPECT_EQ(*ReadToken(*server), "sesame");
  EXPECT_TRUE(server->verifies);
}

TEST_F(KubeconfigTest, FilesAreRelativeToTheKubeconfigFileAndReadAgain) {
  const auto server = Parse("{client-certificate: cert, client-key: key, tokenFile: token}");
  ASSERT_TRUE(server.ok()) << server.status();
  EXPECT_EQ(ReadCredentials(*server)->certificate, "cert\n");
  EXPECT_EQ(ReadCredentials(*server)->key, "key\n");
  EXPECT_EQ(*ReadToken(*server), "token");
  std::ofstream(folder_ + "/token") << "rotated\n";
  EXPECT_EQ(*ReadToken(*server), "rotated");
}

TEST_F(KubeconfigTest, RefusesWhatIsNotSupported) {
  for (const char* key : {"exec", "auth-provider"}) {
    EXPECT_THAT(Error(absl::StrCat("{", key, ": {command: aws}}")),
                AllOf(HasSubstr(absl::StrCat("user 'me': ", key, " is not supported; use token")),
                      Not(HasSubstr("aws"))));
  }
  EXPECT_THAT(Error("{username: u, password: secret}"),
              AllOf(HasSubstr("username is not supported"), Not(HasSubstr("secret"))));
  EXPECT_TRUE(Parse("{exec: null, token: t}").ok());
}

TEST_F(KubeconfigTest, NamesWhatIsWrong) {
  EXPECT_THAT(Error("{client-certificate: cert}"), HasSubstr("require each other"));
  EXPECT_THAT(Error("{client-certificate-data: '*', client-key: key}"),
              HasSubstr("client-certificate-data is not valid base64"));
  EXPECT_THAT(Error("{tokenFile: nosuch}"), HasSubstr("cannot read"));
  EXPECT_THAT(Error("{token: \"a\\r\\nb\"}"), HasSubstr("not a valid token"));
  EXPECT_THAT(Error("{token: [secret]}"), AllOf(HasSubstr("token"), Not(HasSubstr("secret"))));
}

TEST_F(KubeconfigTest, RefusesOtherFiles) {
  struct Case {
    const char* from;
    const char* to;
    const char* message;
  };
  for (const Case& one : std::vector<Case>{
           {"kind: Config", "kind: Secret", "not a kubeconfig file"},
           {"current-context: second", "", "current-context is not set"},
           {"current-context: second", "current-context: third", "context 'third' not found"},
           {"cluster: main", "cluster: third", "cluster 'third' not found"},
           {"user: me", "user: third", "user 'third' not found"},
           {"https://[fd00", "http://[fd00", "server is not a valid URL"},
           {"https://[fd00", "https://me:secret@[fd00", "server is not a valid URL"},
           {"https://[fd00::1]:6443", "https://x:99999", "server is not a valid URL"},
           {"https://[fd00::1]:6443/prefix/", "\"https://x/\\r\\na: b\"", "not a valid URL"},
           {"certificate-authority-data: Q0E=", "proxy-url: http://p",
            "proxy-url is not supported"},
           {"clusters:", "clusters: secret", "svcenv"},
       }) {
    const auto server =
        ParseText(absl::StrReplaceAll(kConfig, {{"{USER}", "{token: t}"}, {one.from, one.to}}));
    ASSERT_FALSE(server.ok()) << one.to;
    EXPECT_THAT(server.status().message(), Not(HasSubstr("secret"))) << one.to;
    if (std::string(one.message) == "svcenv") continue;
    EXPECT_THAT(server.status().message(), HasSubstr(one.message));
  }
  for (const char* text : {"", "[]", "a: b: c", "\xff\xfe", "- - -", "kind: [", "null"}) {
    EXPECT_FALSE(ParseText(text).ok()) << text;
  }
}

TEST_F(KubeconfigTest, ReadsOptionsOfTheCluster) {
  const auto server = ParseText(
      absl::StrReplaceAll(kConfig, {{"{USER}", "{}"},
                                    {"certificate-authority-data: Q0E=",
                                     "insecure-skip-tls-verify: true\n    tls-server-name: api"},
                                    {"https://[fd00::1]:6443/prefix/", "https://10.0.0.1"}}));
  ASSERT_TRUE(server.ok()) << server.status();
  EXPECT_FALSE(server->verifies);
  EXPECT_EQ(server->name(), "api");
  EXPECT_EQ(server->url.port, "443");
  EXPECT_EQ(*ReadToken(*server), "");
}

TEST_F(KubeconfigTest, FindsTheClusterOfAPod) {
  unsetenv("KUBERNETES_SERVICE_HOST");
  EXPECT_TRUE(absl::IsNotFound(InClusterApiServer(folder_).status()));
  setenv("KUBERNETES_SERVICE_HOST", "fd00::1", 1);
  setenv("KUBERNETES_SERVICE_PORT", "443", 1);
  EXPECT_FALSE(InClusterApiServer(folder_).ok());
  std::ofstream(folder_ + "/ca.crt") << "CA";
  const auto server = InClusterApiServer(folder_);
  ASSERT_TRUE(server.ok()) << server.status();
  EXPECT_EQ(server->url.Authority(), "[fd00::1]:443");
  EXPECT_EQ(ReadCredentials(*server)->authority, "CA");
  setenv("KUBERNETES_SERVICE_PORT", "443x", 1);
  EXPECT_FALSE(InClusterApiServer(folder_).ok());
}

}  // namespace
}  // namespace svcenv::webhook
