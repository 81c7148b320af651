// Detecting that all records of a request have arrived, however its bytes are divided.
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

TEST(RequestRecords, AreCompleteAfterTheRecordThatEndsTheBody) {
  for (std::size_t size = 0; size < request.size(); ++size)
    EXPECT_EQ(state_of_records(request.substr(0, size)), RecordsState::partial) << size;
  EXPECT_EQ(state_of_records(request), RecordsState::complete);
  EXPECT_EQ(state_of_records(request + "more"), RecordsState::complete);
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
    EXPECT_EQ(records.head(), begin + params + record(5, ""));
  }
}

TEST(RequestRecords, PaddingIsIgnored) {
  const std::string padded = record(1, std::string("\0\1\0\0\0\0\0\0", 8), 3) +
                             record(4, "a parameter", 5) + record(4, "", 8) +
                             record(5, "some text", 255) + record(5, "", 7);
  EXPECT_EQ(state_of_records(padded), RecordsState::complete);
  EXPECT_EQ(state_of_records(padded.substr(0, padded.size() - 1)), RecordsState::partial);
  RequestRecords records{1'000};
  for (const char byte : padded) records.add(std::string(1, byte));
  EXPECT_EQ(records.body(), "some text");
  EXPECT_EQ(records.head(), begin + params + record(5, ""));
}

TEST(RequestRecords, OtherRecordTypesAreRefused) {
  std::string version = begin;
  version[0] = 9;
  const std::string kinds[] = {
      version,
      record(4, "a parameter"),
      record(1, "short"),
      record(9, "", 0, 0),
      begin + record(77, "x"),
      begin + begin,
      begin + record(2, ""),
      begin + record(4, "of another request", 0, 2),
      begin + record(5, "a body before its head"),
      begin + params + record(4, "late"),
      std::string("GET / HTTP/1.1\r\n\r\n"),
  };
  for (const std::string& bytes : kinds) {
    EXPECT_EQ(state_of_records(bytes), RecordsState::unsupported);
    EXPECT_EQ(RequestRecords{1'000}.add(bytes), RecordsState::unsupported);
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
  EXPECT_LE(head.bytes(), 2 * RequestRecords::max_head_bytes + 60'000);
  EXPECT_FALSE(head.has_head());
}

}  // namespace
}  // namespace afterword
