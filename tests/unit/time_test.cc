#include "base/time.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

constexpr Instant november_evening{1'289'964'840'000};  // 2010-11-17T03:34:00Z

TEST(Time, ADateIsFormattedInTheZoneOfTheSite) {
  const auto zone = TimeZone::load("America/Los_Angeles");
  ASSERT_TRUE(zone);
  EXPECT_EQ(zone->format(november_evening, "%B %-d, %Y at %-I:%M %P"),
            "November 16, 2010 at 7:34 pm");
}

TEST(Time, DaylightSavingChangesTheOffset) {
  const auto zone = TimeZone::load("Europe/Berlin");
  ASSERT_TRUE(zone);
  EXPECT_EQ(zone->format(*parse_rfc3339("2019-03-31T00:59:59Z"), "%H:%M %z"), "01:59 +0100");
  EXPECT_EQ(zone->format(*parse_rfc3339("2019-03-31T01:00:00Z"), "%H:%M %z"), "03:00 +0200");
}

TEST(Time, UnknownPatternLettersAreKept) {
  const auto zone = TimeZone::load("UTC");
  ASSERT_TRUE(zone);
  EXPECT_EQ(zone->format(november_evening, "%d/%m %Q 100%% %"), "17/11 %Q 100% %");
  EXPECT_EQ(zone->format(november_evening, "%A %a %b %I:%S %p %H %-m %-H"),
            "Wednesday Wed Nov 03:00 AM 03 11 3");
}

TEST(Time, AnUnknownZoneIsRefused) {
  for (const char* name : {"", "Mars/Olympus", "../../etc/passwd", "/etc/localtime"})
    EXPECT_FALSE(TimeZone::load(name)) << name;
}

TEST(Time, Rfc3339RoundTrips) {
  EXPECT_EQ(format_rfc3339(november_evening), "2010-11-17T03:34:00Z");
  EXPECT_EQ(parse_rfc3339("2010-11-17T03:34:00Z"), november_evening);
  EXPECT_EQ(parse_rfc3339("2010-11-17T03:34:00.25Z")->ms, november_evening.ms + 250);
  EXPECT_EQ(format_rfc3339(Instant{-1}), "1969-12-31T23:59:59Z");
}

TEST(Time, InvalidDatesAreRejected) {
  for (const char* text :
       {"", "2010-11-17", "2010-13-17T03:34:00Z", "2010-02-30T03:34:00Z", "2010-11-17T24:34:00Z",
        "2010-11-17T03:34:00", "2010-11-17T03:34:00Zx", "-010-11-17T03:34:00Z"})
    EXPECT_FALSE(parse_rfc3339(text)) << text;
}

TEST(Time, HttpDatesRoundTrip) {
  EXPECT_EQ(format_http_date(november_evening), "Wed, 17 Nov 2010 03:34:00 GMT");
  EXPECT_EQ(parse_http_date("Wed, 17 Nov 2010 03:34:00 GMT"), november_evening);
  for (const char* text : {"", "yesterday", "Wednesday, 17-Nov-10 03:34:00 GMT",
                           "Wed, 17 Nob 2010 03:34:00 GMT", "Wed, 17 Nov 2010 03:34:00 CET"})
    EXPECT_FALSE(parse_http_date(text)) << text;
}

}  // namespace
}  // namespace afterword
