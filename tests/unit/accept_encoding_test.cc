// Which clients get gzip: by their header, and only if the response is theirs.
#include "http/accept_encoding.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

TEST(AcceptEncoding, GzipIsAcceptedIfItIsNamedOrCoveredByTheWildcard) {
  for (const char* header :
       {"gzip", "GZip", "x-gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8, *;q=0.1", "*",
        "*;q=0.5", "deflate,\tgzip ; q=0.001", "gzip;Q=1.000", "identity;q=0, gzip;q=0.2",
        "gzip;q=0.5, identity;q=0.5", ", ,gzip"})
    EXPECT_TRUE(accepts_gzip(header)) << header;
}

TEST(AcceptEncoding, GzipIsNotSentWhereItIsRefusedOrLessWelcomeThanThePlainForm) {
  for (const char* header :
       {"", "identity", "deflate, br", "gzip;q=0", "gzip;q=0.000", "*;q=0", "gzip;q=0, *",
        "gzip;q=0.5, identity", "gzip;q=0.5, identity;q=0.6", "gzipped", "not gzip"})
    EXPECT_FALSE(accepts_gzip(header)) << header;
}

TEST(AcceptEncoding, AMalformedWeightIsNoConsent) {
  for (const char* header : {"gzip;q=", "gzip;q=2", "gzip;q=1.001", "gzip;q=-1", "gzip;q=0.1234",
                             "gzip;level=9", "gzip;"})
    EXPECT_FALSE(accepts_gzip(header)) << header;
}

struct Line {
  const char* what;
  const char* protocol;
  const char* request_uri;
  bool is_own;
};

TEST(AcceptEncoding, OnlyTheRequestLineThatNamesTheRouteIsOurs) {
  for (const Line& line : {
           Line{"a direct request", "HTTP/1.1", "/comments/thread/a%20b/?title=x", true},
           {"HTTP/2", "HTTP/2.0", "/comments/thread/a%20b/", true},
           {"the complete address", "HTTP/1.1", "http://a.example/comments/thread/a%20b/", true},
           {"nginx's SSI: the outer page", "HTTP/1.1", "/a%20b/?x=1", false},
           {"another thread", "HTTP/1.1", "/comments/thread/a/", false},
           {"Apache's SSI with CGIVar REQUEST_URI current-uri", "INCLUDED",
            "/comments/thread/a%20b/", false},
           {"an include through another nginx", "HTTP/1.0", "/comments/thread/a%20b/", false},
           {"no protocol", "", "/comments/thread/a%20b/", false},
           {"no request line", "HTTP/1.1", "", false},
           {"a rewrite", "HTTP/1.1", "/discuss/a%20b/", false},
           {"escapes that are wrong", "HTTP/1.1", "/comments/thread/a%2/", false},
       }) {
    Request request;
    request.protocol = line.protocol;
    request.request_uri = line.request_uri;
    EXPECT_EQ(is_own_request_line(request, "/thread/a b/", "/comments/"), line.is_own) << line.what;
  }
}

}  // namespace
}  // namespace afterword
