// URLs and queries: tables of examples, and properties that hold for all input.
#include "base/url.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

#include "base/ascii.h"
#include "base/page_path.h"
#include "domain/comment/submission.h"
#include "domain/markup/markup_links.h"
#include "transfer/wordpress/blog_address.h"

namespace afterword {
namespace {

TEST(PercentDecode, IsStrictForPaths) {
  EXPECT_EQ(percent_decode("/a%20b%2Fc%c3%a9+"), "/a b/c\xc3\xa9+");
  EXPECT_EQ(percent_decode("%00"), std::string(1, '\0'));
  EXPECT_EQ(percent_decode("%252e"), "%2e");
  for (const auto* bad : {"%", "%1", "%zz", "a%2", "%%41", "% 1"}) {
    EXPECT_EQ(percent_decode(bad), std::nullopt) << bad;
  }
}

TEST(PercentDecode, LeavesBadEscapesInFormsAsTyped) {
  EXPECT_EQ(decode_parameter("100%+sure%zz%41%"), "100% sure%zzA%");
}

TEST(PercentEncode, KeepsTheCharactersThatAnHrefMayContain) {
  EXPECT_EQ(encode_path("/a b/\xc3\xa9?#%\"<>(c)"), "/a%20b/%C3%A9%3F%23%25%22%3C%3E(c)");
  EXPECT_EQ(encode_parameter("/a&b=c d+~"), "%2Fa%26b%3Dc%20d%2B~");
}

TEST(Query, FirstValueWinsAndAllAreAvailable) {
  EXPECT_EQ(query_value("a=1&b=2&a=3", "a"), "1");
  EXPECT_EQ(query_value("a&b=", "a"), "");
  EXPECT_EQ(query_value("a=1", "A"), std::nullopt);
  EXPECT_EQ(query_value("", ""), std::nullopt);
  EXPECT_EQ(query_value("moderation%2Dhash=a%26b=c", "moderation-hash"), "a&b=c");
  EXPECT_EQ(query_value("a+b=1", "a+b"), std::nullopt);
  EXPECT_EQ(query_value("a+b=1", "a b"), "1");
  EXPECT_EQ(query_values("page=/a/&x=1&page=%2Fb%2F&page", "page"),
            (std::vector<std::string>{"/a/", "/b/", ""}));
}

TEST(Query, IsJoinedAndEncoded) {
  EXPECT_EQ(UrlQuery().text(), "");
  EXPECT_EQ(UrlQuery().add("view", "all").add("q", "a&b =\xc3\xa9").add("after", 7).text(),
            "view=all&q=a%26b%20%3D%C3%A9&after=7");
  EXPECT_EQ(UrlQuery("a=1").add(UrlQuery("b=2&c")).add(UrlQuery()).text(), "a=1&b=2&c");
}

TEST(Query, KeepsOtherParametersUnchanged) {
  const auto without = [](std::string_view text, std::string_view name) {
    return UrlQuery(text).remove(name).text();
  };
  EXPECT_EQ(without("?x=%7e+&&cpage=2&cpage&y", "cpage"), "x=%7e+&y");
  EXPECT_EQ(without("c%70age=2&cpages=3", "cpage"), "cpages=3");
  EXPECT_EQ(without("a=1&b=2", "c"), "a=1&b=2");
  EXPECT_EQ(without("a=1&a=2", "a"), "");
  EXPECT_EQ(without("&&", "a"), "");
}

TEST(Query, OmitsEmptyPartsOfALink) {
  EXPECT_EQ(UrlQuery().link("/a/"), "/a/");
  EXPECT_EQ(UrlQuery("cpage=2").link("/a/"), "/a/?cpage=2");
  EXPECT_EQ(UrlQuery("cpage=2").link("/a/", "comment-7"), "/a/?cpage=2#comment-7");
  EXPECT_EQ(UrlQuery("?").link("/a/", "comments"), "/a/#comments");
}

struct Parts {
  std::string_view text;
  Scheme scheme;
  std::optional<std::string_view> user;
  std::string_view host;
  std::optional<std::uint16_t> port;
  std::string_view path;
  std::optional<std::string_view> query = std::nullopt;
  std::optional<std::string_view> fragment = std::nullopt;
};

TEST(Url, IsSplitIntoItsParts) {
  const std::optional<std::string_view> none;
  const std::vector<Parts> cases{
      {"HTTPS://Example.org:443/a/?b=c#d", Scheme::https, none, "Example.org", 443, "/a/", "b=c",
       "d"},
      {"http://u:p@h", Scheme::http, "u:p", "h", {}, ""},
      {"http://a@b@h:/x", Scheme::http, "a@b", "h", {}, "/x"},
      {"http://@h?x", Scheme::http, "", "h", {}, "", "x"},
      {"http://h#a?b#c", Scheme::http, none, "h", {}, "", none, "a?b#c"},
      {"http://h/?", Scheme::http, none, "h", {}, "/", ""},
      {"http://[2001:DB8::1]:8080/", Scheme::http, none, "[2001:DB8::1]", 8080, "/"},
      {"http://h:00080/", Scheme::http, none, "h", 80, "/"},
      {"http://b\xc3\xbc"
       "cher.example/a b",
       Scheme::http,
       none,
       "b\xc3\xbc"
       "cher.example",
       {},
       "/a b"},
      {"https://good.example\\@evil.example/",
       Scheme::https,
       none,
       "good.example",
       {},
       "\\@evil.example/"},
      {"http:\\\\h/x", Scheme::http, none, "h", {}, "/x"},
      {"//h/a", Scheme::none, none, "h", {}, "/a"},
      {"/\\h/a", Scheme::none, none, "h", {}, "/a"},
      {"/a?b#c", Scheme::none, none, "", {}, "/a", "b", "c"},
      {"a/b:c", Scheme::none, none, "", {}, "a/b:c"},
      {"", Scheme::none, none, "", {}, ""},
      {"mailto:ana@example.org?subject=x",
       Scheme::mailto,
       none,
       "",
       {},
       "ana@example.org",
       "subject=x"},
      {"javascript:alert(1)//x", Scheme::other, none, "", {}, "alert(1)//x"},
      {"x-y.z+1://h", Scheme::other, none, "", {}, "//h"},
  };
  for (const Parts& expected : cases) {
    const auto url = parse_url(expected.text);
    ASSERT_TRUE(url) << expected.text;
    EXPECT_EQ(url->scheme, expected.scheme) << expected.text;
    EXPECT_EQ(url->user, expected.user) << expected.text;
    EXPECT_EQ(url->host, expected.host) << expected.text;
    EXPECT_EQ(url->port, expected.port) << expected.text;
    EXPECT_EQ(url->path, expected.path) << expected.text;
    EXPECT_EQ(url->query, expected.query) << expected.text;
    EXPECT_EQ(url->fragment, expected.fragment) << expected.text;
  }
}

TEST(Url, IsRefusedIfNoBrowserCanOpenIt) {
  for (const std::string_view bad : {"http:",          "https://",       "http:///a",
                                     "http:/h",        "http:h",         "//",
                                     "///h",           "http://?x",      "http://u@",
                                     "http://h:65536", "http://h:8o",    "http://h:-1",
                                     "http://h:80:80", "http://[::1",    "http://[]",
                                     "http://[::1]x",  "http://[1:2:3]", "http://a b/",
                                     "http://u v@h/",  "http://a,b/",    "http://a%2eb/",
                                     "http://*.h/",    "http://h/\n",    "http://h/\x7f",
                                     "http://h\t/"})
    EXPECT_FALSE(parse_url(bad)) << bad;
  EXPECT_TRUE(parse_url("http://h/" + std::string(longest_url - 9, 'a')));
  EXPECT_FALSE(parse_url("http://h/" + std::string(longest_url - 8, 'a')));
}

TEST(Url, AcceptsTypedAddressesWithoutAScheme) {
  const auto typed = [](std::string_view text) {
    const auto url = parse_typed_url(text);
    return url ? url->text() : "none";
  };
  EXPECT_EQ(typed(" example.org/x "), "http://example.org/x");
  EXPECT_EQ(typed("example.org:8080"), "http://example.org:8080");
  EXPECT_EQ(typed("localhost:8080/x"), "http://localhost:8080/x");
  EXPECT_EQ(typed("//example.org"), "http://example.org");
  EXPECT_EQ(typed("HTTPS://Example.org?x"), "https://Example.org?x");
  EXPECT_EQ(typed("ana@example.org"), "http://ana@example.org");
  for (const char* bad : {"", "/a", "?x", "mailto:ana@example.org", "javascript:alert(1)",
                          "javascript:1+1", "java.script:alert(1)", "ftp://example.org", "http:"})
    EXPECT_EQ(typed(bad), "none") << bad;
}

TEST(Url, HasATargetOnTheSameHost) {
  EXPECT_EQ(parse_url("https://h?a=/b#c")->target(), "/?a=/b");
  EXPECT_EQ(parse_url("/a/?b#c")->target(), "/a/?b");
}

TEST(Url, AnInternationalHostIsWrittenAsBrowsersWriteIt) {
  EXPECT_EQ(with_ascii_host("https://müller.example"), "https://xn--mller-kva.example");
  EXPECT_EQ(with_ascii_host("https://www.MÜLLER.example:8443/ä?b=ü#c"),
            "https://www.xn--mller-kva.example:8443/ä?b=ü#c");
  for (const char* same : {"https://blog.example/ä", "/müller", "mailto:a@müller.example",
                           "https://[::1]:80/", "https://mü%ller.example", ""})
    EXPECT_EQ(with_ascii_host(same), same);
}

TEST(Url, BareHostOmitsCaseWwwPortAndFinalDot) {
  for (const char* same :
       {"http://Example.org", "https://www.example.org/", "http://WWW.example.org.:80"})
    EXPECT_EQ(parse_url(same)->bare_host(), "example.org") << same;
}

TEST(Origin, IsSerializedLikeInBrowsers) {
  EXPECT_EQ(origin_of("HTTPS://Example.ORG/a?b#c"), "https://example.org");
  EXPECT_EQ(origin_of("https://example.org:443"), "https://example.org");
  EXPECT_EQ(origin_of("http://example.org:80/"), "http://example.org");
  EXPECT_EQ(origin_of("http://example.org:443/"), "http://example.org:443");
  EXPECT_EQ(origin_of("http://[::1]:8080/x"), "http://[::1]:8080");
  EXPECT_EQ(origin_of("https://good.example\\@evil.example/"), "https://good.example");
  EXPECT_EQ(origin_of("https://example.org?x"), "https://example.org");
}

TEST(Origin, IsEmptyForOtherAddresses) {
  for (const auto* url :
       {"", "null", "//example.org", "ftp://example.org", "javascript:alert(1)", "https://",
        "https:///a", "https://user@example.org", "https://good.example@evil.example",
        "https://a b/", "https://a\n.b/", "https://a:99999999", "https://a:0x1", "https://a:-1",
        "https://[::1", "https://[]", "https://\xc3\xa9.org", "https://a%2eb"}) {
    EXPECT_EQ(origin_of(url), "") << url;
  }
}

/// Generated URLs of many kinds, made of valid, unusual and invalid parts, some of them randomly
/// damaged. The same in every run.
class Addresses {
 public:
  std::string next() {
    std::string text = one(starts_) + one(users_) + one(hosts_) + one(ports_);
    if (below(4) == 0) text.clear();
    text += one(paths_) + one(queries_) + one(fragments_);
    if (below(3) == 0) damage(text);
    if (below(500) == 0) text += std::string(below(2 * longest_url), 'x');
    return text;
  }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }

  template <std::size_t n>
  std::string one(const std::array<std::string_view, n>& parts) {
    return std::string(parts[below(n)]);
  }

  void damage(std::string& text) {
    for (std::size_t times = 1 + below(3); times > 0 && !text.empty(); --times) {
      const std::size_t at = below(text.size());
      const char byte = below(3) == 0 ? static_cast<char>(below(256)) : one(signs_).front();
      if (below(2) == 0)
        text[at] = byte;
      else
        text.insert(at, 1, byte);
    }
  }

  std::mt19937 random_{20101127};
  std::array<std::string_view, 20> starts_{"http://", "http://",     "https://", "https://",
                                           "http://", "https://",    "HTTP://",  "",
                                           "//",      "///",         "http:/",   "https:\\\\",
                                           "/\\",     "javascript:", "mailto:",  "ftp://",
                                           "data:,",  " http://",    "x.y:",     "http:"};
  std::array<std::string_view, 7> users_{"", "", "", "ana@", "a:b@", "a@b@", "@"};
  std::array<std::string_view, 24> hosts_{"example.org",
                                          "example.org",
                                          "localhost",
                                          "a-b_c.example",
                                          "example.org",
                                          "Example.ORG",
                                          "www.example.org",
                                          "localhost",
                                          "127.0.0.1",
                                          "[::1]",
                                          "[2001:DB8::1]",
                                          "[::1",
                                          "[]",
                                          "[x]",
                                          "xn--bcher-kva.example",
                                          "b\xc3\xbc"
                                          "cher.example",
                                          "EX\xc3\x84MPLE.de",
                                          "a..b",
                                          ".a",
                                          "a.",
                                          "",
                                          "a%2eb",
                                          "a b",
                                          "\xff"};
  std::array<std::string_view, 12> ports_{"",      "",  "",   "",       ":80",    ":443",
                                          ":8080", ":", ":0", ":00443", ":65536", ":x"};
  std::array<std::string_view, 20> paths_{
      "",       "/",    "/a/",         "/a.html",      "/a/index.html", "/../b",
      "/./",    "//b",  "/\\b",        "\\b",          "/%2e%2e/",      "/%zz",
      "/%",     "/a b", "/caf%C3%A9/", "/caf\xc3\xa9", "/\n",           "/%00",
      "/a:b@c", "a/b"};
  std::array<std::string_view, 10> queries_{
      "",       "",     "?",     "?a=1&b=2",         "?c%70age=2&&x", "?u=http://h/?y=1&z",
      "?a=b=c", "?%zz", "?p=12", "?q=a+b%20\xc3\xa9"};
  std::array<std::string_view, 5> fragments_{"", "", "#", "#a", "#b#?c"};
  std::array<std::string_view, 16> signs_{"/", "\\", ":", "@", "?", "#",  "%", "&",
                                          "=", "[",  "]", ".", " ", "\t", "+", "-"};
};

constexpr int many = 30'000;

bool same_parts(const Url& a, const Url& b) {
  return a.scheme == b.scheme && a.user == b.user && a.host == b.host && a.port == b.port &&
         a.path == b.path && a.query == b.query && a.fragment == b.fragment;
}

TEST(AnyAddress, RoundTripsThroughItsText) {
  Addresses addresses;
  int parsed = 0;
  for (int i = 0; i < many; ++i) {
    const std::string address = addresses.next();
    const auto url = parse_url(address);
    if (!url) continue;
    ++parsed;
    const std::string text = url->text();
    ASSERT_LE(text.size(), address.size()) << address;
    const auto again = parse_url(text);
    ASSERT_TRUE(again) << address;
    ASSERT_TRUE(same_parts(*url, *again)) << address;
    ASSERT_EQ(again->text(), text) << address;
  }
  EXPECT_GT(parsed, many / 5);
  EXPECT_LT(parsed, many);
}

TEST(AnyAddress, TheOriginOfAnOriginIsTheOrigin) {
  Addresses addresses;
  int named = 0;
  for (int i = 0; i < many; ++i) {
    const std::string address = addresses.next();
    const std::string origin = origin_of(address);
    if (origin.empty()) continue;
    ++named;
    ASSERT_EQ(origin_of(origin), origin) << address;
    ASSERT_EQ(origin_of(origin + "/a?b#c"), origin) << address;
    ASSERT_EQ(origin.find_first_of("@\\?# "), std::string::npos) << address;
    ASSERT_LE(origin.size(), address.size()) << address;
  }
  EXPECT_GT(named, many / 25);
}

TEST(AnyAddress, NormalizingALinkTwiceChangesNothing) {
  Addresses addresses;
  int linked = 0;
  for (int i = 0; i < many; ++i) {
    const std::string address = addresses.next();
    if (const auto website = web_address(address)) {
      ++linked;
      ASSERT_TRUE(website->starts_with("http://") || website->starts_with("https://")) << address;
      ASSERT_EQ(web_address(*website), website) << address;
      ASSERT_EQ(safe_href(*website).value_or(*website), *website) << address;
    }
    if (const auto href = safe_href(address)) {
      ASSERT_EQ(safe_href(*href).value_or(*href), *href) << address;
      ASSERT_TRUE(has_url_characters(*href)) << address;
    }
    const std::string blog = normal_blog_address(address);
    ASSERT_EQ(blog.find_first_of("?# "), std::string::npos) << address;
  }
  EXPECT_GT(linked, many / 50);
}

TEST(AnyQuery, RemovingOneParameterKeepsTheOthers) {
  Addresses addresses;
  for (int i = 0; i < many; ++i) {
    const std::string text = addresses.next();
    const UrlQuery whole("&" + text);
    UrlQuery less = whole;
    less.remove("a");
    ASSERT_FALSE(query_value(less.text(), "a")) << text;
    ASSERT_EQ(query_values(less.text(), "b"), query_values(text, "b")) << text;
    ASSERT_EQ(UrlQuery(whole).remove("b").remove("a").text(), less.remove("b").text()) << text;
    ASSERT_EQ(query_value(UrlQuery(less).add("a", text).text(), "a"), text);
    ASSERT_EQ(UrlQuery("&" + whole.text()).text(), whole.text()) << text;
    ASSERT_EQ(decode_parameter(encode_parameter(text)), text);
    ASSERT_EQ(percent_decode(encode_path(text)), text);
  }
}

TEST(AnyPath, TheKeyOfItsKeyIsTheKey) {
  Addresses addresses;
  int pages = 0;
  for (int i = 0; i < many; ++i) {
    const std::string address = addresses.next();
    const auto url = parse_url(address);
    const auto page = url ? page_path_of(*url) : std::nullopt;
    if (!page) continue;
    ++pages;
    const auto again = parse_page_path(page->key);
    ASSERT_TRUE(again) << address;
    ASSERT_EQ(again->key, page->key) << address;
    // A link to the page leads to the page and to no other host.
    const std::string href = encode_path(page->path);
    const auto link = parse_url(href);
    ASSERT_TRUE(link && link->host.empty() && link->scheme == Scheme::none) << address;
    ASSERT_EQ(page_path_of(*link)->path, page->path) << address;
  }
  EXPECT_GT(pages, many / 10);
}

}  // namespace
}  // namespace afterword
