// The records of a request, however its bytes are divided, and what is not one.
#include "server/runtime/request_records.h"

#include <gtest/gtest.h>

#include <string>

namespace afterword {
namespace {

std::string record(int type, const std::string& content, int padding = 0, int id = 1) {
  const auto byte = [](std::size_t n) { return static_cast<char>(n & 0xff); };
  std::string out{1, byte(type), byte(id >> 8), byte(id)};
  out += byte(content.size() >> 8);
  out += byte(content.size());
  out += byte(padding);
  out += '\0';
  return out + content + std::string(padding, 'p');
}

const std::string begin = record(1, std::string("\0\1\0\0\0\0\0\0", 8));
const std::string params = record(4, "a parameter") + record(4, "");
const std::string request = begin + params + record(5, "some ") + record(5, "text") + record(5, "");

RecordsState state_of(const std::string& bytes) { return RequestRecords{1'000}.add(bytes); }

TEST(RequestRecords, AreCompleteAfterTheRecordThatEndsTheBody) {
  for (std::size_t size = 0; size < request.size(); ++size)
    EXPECT_EQ(state_of(request.substr(0, size)), RecordsState::partial) << size;
  RequestRecords records{1'000};
  EXPECT_EQ(records.add(request), RecordsState::complete);
  EXPECT_FALSE(records.has_surplus());
  EXPECT_EQ(records.add("more"), RecordsState::complete);
  EXPECT_TRUE(records.has_surplus());
  records.clear();
  EXPECT_EQ(records.bytes(), 0U);
  EXPECT_EQ(records.add(request + "more"), RecordsState::complete);
  EXPECT_TRUE(records.has_surplus());
}

TEST(RequestRecords, AreReadInPiecesOfAnySize) {
  for (std::size_t piece = 1; piece <= request.size(); ++piece) {
    RequestRecords records{1'000};
    for (std::size_t at = 0; at < request.size(); at += piece) {
      const bool is_last = at + piece >= request.size();
      EXPECT_EQ(records.add(request.substr(at, piece)),
                is_last ? RecordsState::complete : RecordsState::partial);
    }
    EXPECT_EQ(records.body(), "some text");
    EXPECT_EQ(records.params(), "a parameter");
    EXPECT_TRUE(records.is_for_responder());
    EXPECT_FALSE(records.keeps_connection());
  }
}

TEST(RequestRecords, PaddingIsIgnored) {
  const std::string padded = record(1, std::string("\0\1\1\0\0\0\0\0", 8), 3) +
                             record(4, "a parameter", 5) + record(4, "", 8) +
                             record(5, "some text", 255) + record(5, "", 7);
  EXPECT_EQ(state_of(padded), RecordsState::complete);
  EXPECT_EQ(state_of(padded.substr(0, padded.size() - 1)), RecordsState::partial);
  RequestRecords records{1'000};
  for (const char byte : padded) records.add(std::string(1, byte));
  EXPECT_EQ(records.body(), "some text");
  EXPECT_EQ(records.params(), "a parameter");
  EXPECT_TRUE(records.keeps_connection());
}

TEST(RequestRecords, ParametersMayBeInSeveralRecords) {
  RequestRecords records{1'000};
  records.add(begin + record(4, "some ", 3) + record(4, "parameters") + record(4, "") +
              record(5, ""));
  EXPECT_EQ(records.params(), "some parameters");
}

TEST(RequestRecords, AnotherRoleIsTold) {
  RequestRecords records{1'000};
  records.add(record(1, std::string("\0\2\0\0\0\0\0\0", 8)) + params + record(5, ""));
  EXPECT_FALSE(records.is_for_responder());
}

TEST(RequestRecords, OtherRecordTypesAreRefused) {
  std::string version = begin;
  version[0] = 9;
  const std::string kinds[] = {
      version,
      record(4, "a parameter"),
      record(1, "short"),
      begin + record(77, "x"),
      begin + begin,
      begin + record(2, ""),
      begin + record(4, "of another request", 0, 2),
      begin + record(5, "a body before its head"),
      begin + params + record(4, "late"),
      std::string("GET / HTTP/1.1\r\n\r\n"),
  };
  for (const std::string& bytes : kinds) {
    RequestRecords records{1'000};
    EXPECT_EQ(records.add(bytes), RecordsState::unsupported);
    EXPECT_EQ(records.reply(), "");
  }
}

TEST(RequestRecords, ManagementRecordsAreAnswered) {
  const auto reply_to = [](const std::string& bytes) {
    RequestRecords records{1'000};
    EXPECT_EQ(records.add(bytes), RecordsState::unsupported);
    return records.reply();
  };
  const auto asking = [](const std::string& name) {
    return std::string{static_cast<char>(name.size()), 0} + name;
  };
  const std::string questions =
      asking("FCGI_MAX_CONNS") + asking("ANOTHER") + asking("FCGI_MPXS_CONNS");
  EXPECT_EQ(reply_to(record(9, questions, 7, 0)),
            record(10, "\16\1FCGI_MAX_CONNS1\17\1FCGI_MPXS_CONNS0", 0, 0));
  EXPECT_EQ(reply_to(record(77, "x", 0, 0)), record(11, std::string("M\0\0\0\0\0\0\0", 8), 0, 0));
  EXPECT_EQ(reply_to(record(9, "\200", 0, 0)), record(10, "", 0, 0));
  std::string many;
  for (int i = 0; i < 3'000; ++i) many += asking("FCGI_MAX_CONNS");
  EXPECT_LT(reply_to(record(9, many, 0, 0)).size(), 1'100U);
}

TEST(RequestRecords, PairsHaveLengthsOfOneOrFourBytes) {
  const std::string large(300, 'v');
  const std::string pairs =
      std::string("\4\0name", 6) + "\1" + std::string("\200\0\1\54n", 5) + large;
  std::string_view rest = pairs;
  NameAndValue pair;
  ASSERT_TRUE(take_pair(rest, pair));
  EXPECT_EQ(pair.name, "name");
  EXPECT_EQ(pair.value, "");
  ASSERT_TRUE(take_pair(rest, pair));
  EXPECT_EQ(pair.name, "n");
  EXPECT_EQ(pair.value, large);
  EXPECT_TRUE(rest.empty());
}

TEST(RequestRecords, PairsThatAreLongerThanTheirRecordAreMalformed) {
  for (const std::string& bytes :
       {std::string("\4"), std::string("\4\0nam", 5), std::string("\1\2nv", 4),
        std::string("\200\0\0"), std::string("\377\377\377\377\377\377\377\377nv"),
        std::string("\377\377\377\376\1nv")}) {
    std::string_view rest = bytes;
    NameAndValue pair;
    EXPECT_FALSE(take_pair(rest, pair));
  }
}

TEST(RequestRecords, SizeIsLimited) {
  RequestRecords body{10};
  EXPECT_EQ(body.add(begin + params + record(5, "ten bytes!")), RecordsState::partial);
  EXPECT_EQ(body.add(record(5, "and more than that")), RecordsState::too_long);
  EXPECT_EQ(body.body().size(), 11U);
  EXPECT_TRUE(body.has_head());

  RequestRecords head{10};
  EXPECT_EQ(head.add(begin), RecordsState::partial);
  RecordsState state = RecordsState::partial;
  for (int i = 0; i < 3 && state == RecordsState::partial; ++i)
    state = head.add(record(4, std::string(60'000, 'x')));
  EXPECT_EQ(state, RecordsState::too_long);
  EXPECT_LE(head.bytes(), RequestRecords::max_head_bytes + 60'000);
  EXPECT_FALSE(head.has_head());
}

}  // namespace
}  // namespace afterword
