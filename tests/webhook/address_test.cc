// Addresses on the command line.
#include "webhook/address.h"

#include "gtest/gtest.h"

namespace svcenv::webhook {
namespace {

TEST(AddressTest, Parses) {
  EXPECT_EQ(ParseAddress("0.0.0.0:8443")->host, "0.0.0.0");
  EXPECT_EQ(ParseAddress("0.0.0.0:8443")->port, 8443);
  EXPECT_EQ(ParseAddress("[::1]:443")->host, "::1");
  EXPECT_EQ(ParseAddress(":8443")->host, "::");
}

TEST(AddressTest, RefusesOthers) {
  for (const char* bad : {"", "8443", "::1:443", "localhost:443", "1.2.3.4:", "1.2.3.4:65536",
                          "1.2.3.4:-1", "[1.2.3.4]:1", "[]:1", "[::1:1"}) {
    EXPECT_FALSE(ParseAddress(bad).ok()) << bad;
  }
}

}  // namespace
}  // namespace svcenv::webhook
