#include "cli/exec/credentials.h"

#include <string_view>

#include "gtest/gtest.h"

namespace svcenv::cli {
namespace {

TEST(CredentialsTest, AreMaskedInWhateverForm) {
  constexpr struct {
    std::string_view text, shown;
  } kCases[] = {
      {"redis://u:p@ssword@h/0", "redis://u:******@h/0"},
      {"amqp://u:pa/ssword@h", "amqp://u:******@h"},
      {"amqp://u:pa ss?w#rd@h:1/v", "amqp://u:******@h:1/v"},
      {"amqp://:pw@h", "amqp://:******@h"},
      {"https://ghp_token@host/x.git", "https://******@host/x.git"},
      {"amqp://a:b@h1,amqp://c:d@h2", "amqp://a:******@h2"},
      {"u:p://x@h", "u:******@h"},
      {"user:pa/ss:w@rd@tcp(db:3306)/x", "user:******@tcp(db:3306)/x"},
      {"run --db=user:pw@tcp(db)/x", "run --db=user:******@tcp(db)/x"},
      {"https://h/x?user=a&password=p%40x&b=c", "https://h/x?user=a&password=******&b=c"},
      {"https://h/x?api_key=p", "https://h/x?api_key=******"},
      {"Server=db;User Id=sa;Password=p;w;Database=x",
       "Server=db;User Id=sa;Password=******;Database=x"},
      {"host=a password='it''s x' dbname=y", "host=a password=****** dbname=y"},
      {"host=a password=\"x\"y dbname=y", "host=a password=****** dbname=y"},
      {"{\"user\":\"u\",\"password\":\"p, q: r\",\"x\":1}",
       "{\"user\":\"u\",\"password\":******,\"x\":1}"},
      {"Authorization: Bearer abc.def", "Authorization: ******"},
      {"send 'bearer abc.def' there", "send 'bearer ******' there"},
      {"--token=abc", "--token=******"},
  };
  for (const auto& row : kCases) EXPECT_EQ(WithoutCredentials(row.text), row.shown);
}

TEST(CredentialsTest, LeaveOtherTextsAlone) {
  for (const std::string_view text :
       {"tcp://10.96.0.7:6379", "http://h:80/x?y=z", "10.0.0.1:80", "nginx:1.25", "a=b;c=d",
        "nginx:1.25@sha256:0123abcd", "me@example.com", "", "/usr/bin:/bin", "[::1]:80"}) {
    EXPECT_EQ(WithoutCredentials(text), text);
  }
}

TEST(CredentialsTest, FollowFlags) {
  EXPECT_EQ(ArgumentWithoutCredentials("--password", "x"), "******");
  EXPECT_EQ(ArgumentWithoutCredentials("-u", "me:x"), "me:******");
  EXPECT_EQ(ArgumentWithoutCredentials("-u", "script.py"), "script.py");
  EXPECT_EQ(ArgumentWithoutCredentials("--token=x", "next"), "next");
  EXPECT_EQ(ArgumentWithoutCredentials("", "http://h"), "http://h");
}

}  // namespace
}  // namespace svcenv::cli
