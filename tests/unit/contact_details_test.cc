#include "domain/policy/contact_details.h"

#include <gtest/gtest.h>

namespace afterword {
namespace {

std::string kinds_of(std::string_view text) {
  std::string kinds;
  for (const ContactDetail& detail : find_contact_details(text)) {
    if (!kinds.empty()) kinds += ' ';
    kinds += to_text(detail.kind);
  }
  return kinds;
}

TEST(ContactDetails, PhoneNumbersAreFoundInUsualNotations) {
  for (const char* text :
       {"call +44 20 7946 0123", "(555) 555-0123", "my number is 020 7946 0123.", "+1-555-555-0123",
        "555-0123 after six", "555.555.0123", "0049 30 1234567", "tel:+4930901820",
        "06 12 34 56 78", "call me, 5555550123"})
    EXPECT_EQ(kinds_of(text), "phone") << text;
}

TEST(ContactDetails, OtherNumbersAreNotPhoneNumbers) {
  for (const char* text :
       {"in 1990-1995", "on 2010-11-16", "16.11.2010", "11/16/2010", "01/02/2010", "$1,234,567",
        "call 988 or 116 123", "ISBN 978-3-16-148410-0", "version 10.12.14.16",
        "it costs 1 000 000", "comment 14649-123", "1 2 3 4 5 6 7 8", "12:30-14:45", "line 1234567",
        "100.000.000"})
    EXPECT_EQ(kinds_of(text), "") << text;
}

TEST(ContactDetails, EmailAndPostalAddressesAreFound) {
  EXPECT_EQ(kinds_of("write to ana.b+c@mail.example.org"), "email");
  EXPECT_EQ(kinds_of("ana [at] example.org"), "email");
  EXPECT_EQ(kinds_of("me@home or @ana"), "");
  EXPECT_EQ(kinds_of("she lives at 12 Willow Tree Lane, Apt 4"), "postal");
  EXPECT_EQ(kinds_of("at AB1 2EF near the park"), "postal");
  EXPECT_EQ(kinds_of("Springfield, IL 62704"), "postal");
  EXPECT_EQ(kinds_of("12 good ways to walk the lane"), "");
}

TEST(ContactDetails, SpansReferToTheOriginalText) {
  const std::string text = "a@example.org, then 020 7946 0123";
  const auto found = find_contact_details(text);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(text.substr(found[0].begin, found[0].end - found[0].begin), "a@example.org");
  EXPECT_EQ(text.substr(found[1].begin, found[1].end - found[1].begin), "020 7946 0123");
}

TEST(ContactDetails, TheLongestTextTakesBoundedTime) {
  for (const char* piece : {"0 0 ", "a@", "1 Aa Bb Cc Dd ", "(((", "1-"}) {
    std::string text;
    while (text.size() < 65'000) text += piece;
    find_contact_details(text);
  }
}

}  // namespace
}  // namespace afterword
