// The readers and writers of env/ and render/ never read outside of their input.
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "svcenv/base/arena.h"
#include "svcenv/base/terminal_text.h"
#include "svcenv/check/difference.h"
#include "svcenv/env/dotenv.h"
#include "svcenv/env/env_file.h"
#include "svcenv/env/expand_references.h"
#include "svcenv/env/field_value.h"
#include "svcenv/env/service_reference.h"
#include "svcenv/env/service_variables.h"
#include "svcenv/env/template.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/render/escape_references.h"
#include "svcenv/render/quote.h"
#include "svcenv/render/yaml_writer.h"
#include "tests/bounds/guarded_text.h"

namespace svcenv {
namespace {

std::string TextOf(const absl::StatusOr<std::vector<FileVariable>>& variables) {
  if (!variables.ok()) return variables.status().ToString();
  return absl::StrJoin(*variables, ";", [](std::string* out, const FileVariable& variable) {
    absl::StrAppend(out, variable.name, "=", variable.value);
  });
}

TEST(EnvBoundsTest, Files) {
  constexpr std::string_view kFile =
      "# c\r\nA='x\ny' # c\nexport B = \"\\n\\\"\\q é\" \nC=plain #c\nD= \n'E'=1\nF=\\";
  ExpectStaysWithin(kFile, [](std::string_view text) { return TextOf(ParseDotenv(text)); });
  ExpectStaysWithin(kFile, [](std::string_view text) { return TextOf(ParseWholeEnvFile(text)); });
  ExpectStaysWithin("A='1'\nB='2'", [](std::string_view text) {
    const auto value = ParseEnvFile(text, "B", EnvFileRules::kStrict);
    return value.ok() ? value->value_or("none") : value.status().ToString();
  });
  const std::string_view environ("A=1\0B=\0=x\0C", 11);
  ExpectStaysWithin(environ, [](std::string_view text) {
    return absl::StrJoin(ParseEnviron(text), ";", absl::PairFormatter("="));
  });
}

TEST(EnvBoundsTest, References) {
  const std::string text =
      absl::StrCat(std::string(70, 'x'), "$$(A)$(B)$", std::string(60, '-'),
                   "$(LONG_NAME)$\xC3\xA9$\xE2\x82$(", std::string(64, ')'), "$");
  const auto find = [](std::string_view name) -> std::optional<std::string_view> {
    if (name == "A") return std::nullopt;
    return name;
  };
  for (const DollarRule rule : {DollarRule::kLatin1, DollarRule::kUtf8, DollarRule::kBytes}) {
    ExpectStaysWithin(text, [&](std::string_view part) {
      const Template parsed = Template::Parse(part, rule);
      Arena arena;
      return absl::StrCat(parsed.ToString(), " ", *parsed.Expand(find),
                          *ExpandReferences(part, rule, find, &arena));
    });
  }
  ExpectStaysWithin(text, EscapeReferences);
}

TEST(EnvBoundsTest, Names) {
  ExpectStaysWithin("metadata.labels['app.kubernetes.io/name']", [](std::string_view text) {
    const SubscriptedPath path = SplitSubscript(text);
    return absl::StrCat(path.path, " ", path.key, " ", path.has_key);
  });
  for (const std::string_view name : {"A_PORT_80_TCP_PORT", "A_SERVICE_PORT_HTTP_SERVICE_HOST"}) {
    ExpectStaysWithin(name, [](std::string_view text) {
      return absl::StrCat(absl::StrJoin(ServicePrefixesOf(text), " "), LikelyServiceName(text));
    });
  }
  ExpectStaysWithin("redis-primary-of-the-shop", ServiceVariablePrefix);
}

// Every string of a service ends at a protected page.
TEST(EnvBoundsTest, Services) {
  constexpr std::string_view kLong = "a-name-that-is-longer-than-one-block-of-thirty-two-bytes";
  for (size_t size = 1; size <= kLong.size(); ++size) {
    const GuardedText name(kLong.substr(0, size)), port_name(kLong.substr(0, size));
    for (const std::string_view ip : {"10.0.0.1", "fd00::1"}) {
      const GuardedText host(ip), protocol("TCP"), other_protocol("SCTP");
      Service service;
      service.meta.name.text = name.view();
      service.cluster_ip.text = host.view();
      service.ports.resize(3);
      service.ports[0].name.text = port_name.view();
      service.ports[1].protocol.text = protocol.view();
      service.ports[2].protocol.text = other_protocol.view();
      service.ports[2].port = 2147483647;
      const Service* const services[] = {&service};
      const auto variables = ServiceVariables::Of(services, host.view());
      ASSERT_TRUE(variables.ok());
      const std::string host_name =
          absl::StrCat(ServiceVariablePrefix(kLong.substr(0, size)), "_SERVICE_HOST");
      ASSERT_NE((*variables)->Find(host_name), nullptr);
      EXPECT_EQ((*variables)->Find(host_name)->value, ip);
    }
  }
}

TEST(EnvBoundsTest, Rendering) {
  constexpr std::string_view kText = "é\xE2\x80\xAE日本 \x1b[31m\"'\\$`\n\xF0\x9F\x98\x80\xF0\x9F";
  ExpectStaysWithin(kText, Visible);
  ExpectStaysWithin(kText, [](std::string_view text) {
    return absl::StrCat(ColumnsOf(text), " ", ColumnsOfStyled(text), " ", Cut(text, 4), " ",
                        Quoted(text, '"', "\"\\$", '\\'), IsDotenvName(text), IsPlainYaml(text));
  });
}

}  // namespace
}  // namespace svcenv
