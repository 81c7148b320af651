// The client's address, which visitors cannot forge.
#include "http/ip_address.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

std::vector<AddressPrefix> prefixes(std::initializer_list<const char*> texts) {
  std::vector<AddressPrefix> out;
  for (const auto* text : texts) out.push_back(parse_address_prefix(text).value());
  return out;
}

std::string client(std::string_view remote, std::string_view forwarded,
                   const std::vector<AddressPrefix>& trusted) {
  Request request;
  request.remote_addr = remote;
  request.forwarded_for = forwarded;
  return client_address(request, trusted);
}

TEST(AddressPrefix, ReadsBothFamilies) {
  EXPECT_EQ(parse_address_prefix("10.1.2.3/8"), parse_address_prefix("10.0.0.0/8"));
  EXPECT_EQ(parse_address_prefix("127.0.0.1"), parse_address_prefix("127.0.0.1/32"));
  EXPECT_EQ(parse_address_prefix("::ffff:10.0.0.0/104"), parse_address_prefix("10.0.0.0/8"));
  EXPECT_EQ(parse_address_prefix("2001:db8::/32")->prefix_bits, 32U);
  EXPECT_EQ(parse_address_prefix("0.0.0.0/0")->prefix_bits, 96U);
  EXPECT_TRUE(parse_address_prefix("unix:")->is_local_socket);
}

TEST(AddressPrefix, InvalidAddressesAreRejected) {
  for (const auto* text : {"", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x",
                           "10.0.0", "010.0.0.1/8 ", "::/129", "example.org", "unix:/x", "*"}) {
    EXPECT_FALSE(parse_address_prefix(text)) << text;
  }
}

TEST(ClientAddress, IsThePeerUnlessThePeerIsATrustedProxy) {
  EXPECT_EQ(client("192.0.2.1", "", {}), "192.0.2.1");
  EXPECT_EQ(client("192.0.2.1", "198.51.100.7", {}), "192.0.2.1");
  EXPECT_EQ(client("192.0.2.1", "198.51.100.7", prefixes({"10.0.0.0/8"})), "192.0.2.1");
  EXPECT_EQ(client("10.0.0.1", "198.51.100.7", prefixes({"10.0.0.0/8"})), "198.51.100.7");
  EXPECT_EQ(client("::ffff:10.0.0.1", "198.51.100.7", prefixes({"10.0.0.0/8"})), "198.51.100.7");
  EXPECT_EQ(client("2001:DB8:0::1", "", {}), "2001:db8::1");
}

TEST(ClientAddress, IsTheRightmostAddressThatIsNotTrusted) {
  const auto trusted = prefixes({"10.0.0.0/8", "2001:db8::/32"});
  EXPECT_EQ(client("10.0.0.1", "1.1.1.1, 198.51.100.7", trusted), "198.51.100.7");
  EXPECT_EQ(client("10.0.0.1", "1.1.1.1,198.51.100.7 , 10.9.9.9", trusted), "198.51.100.7");
  EXPECT_EQ(client("10.0.0.1", "10.0.0.3, 10.0.0.2", trusted), "10.0.0.3");
  EXPECT_EQ(client("10.0.0.1", "[2001:db8::5]:80, [2001:db9::5]:1234", trusted), "2001:db9::5");
  EXPECT_EQ(client("10.0.0.1", "198.51.100.7:4711", trusted), "198.51.100.7");
}

TEST(ClientAddress, StopsAtAnInvalidAddress) {
  const auto trusted = prefixes({"10.0.0.0/8"});
  EXPECT_EQ(client("10.0.0.1", "1.1.1.1, unknown", trusted), "10.0.0.1");
  EXPECT_EQ(client("10.0.0.1", "1.1.1.1, , 10.0.0.2", trusted), "10.0.0.2");
  EXPECT_EQ(client("10.0.0.1", ",", trusted), "10.0.0.1");
}

TEST(ClientAddress, ALocalSocketIsTrustedOnlyIfListed) {
  EXPECT_EQ(client("unix:", "198.51.100.7", prefixes({"10.0.0.0/8"})), "");
  EXPECT_EQ(client("unix:", "198.51.100.7", prefixes({"0.0.0.0/0", "::/0"})), "");
  EXPECT_EQ(client("unix:", "198.51.100.7", prefixes({"unix:"})), "198.51.100.7");
  EXPECT_EQ(client("", "198.51.100.7", prefixes({"unix:", "::/0"})), "");
}

TEST(AddressPrefix, RemovesTheHostPart) {
  EXPECT_EQ(address_prefix_of("192.0.2.77"), "192.0.2.0/24");
  EXPECT_EQ(address_prefix_of("::ffff:192.0.2.77"), "192.0.2.0/24");
  EXPECT_EQ(address_prefix_of("2001:db8:1:2:3::4"), "2001:db8:1::/48");
  EXPECT_EQ(address_prefix_of(""), "");
  EXPECT_EQ(address_prefix_of("unix:"), "");
}

}  // namespace
}  // namespace afterword
