#include "transfer/json/json_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "domain/comment/submission_fields.h"
#include "transfer/input_limits.h"

namespace afterword {
namespace {

/// The parser's message without the bytes that it read last, which may be long.
std::string reason(const nlohmann::json::exception& error) {
  std::string_view words = error.what();
  words.remove_prefix(std::min(words.find("] ") + 2, words.size()));
  if (words.starts_with("parse error at"))
    words.remove_prefix(std::min(words.find(": ") + 2, words.size()));
  words = words.substr(0, words.find("; last read:"));
  return first_characters(clean_line(is_valid_utf8(words) ? words : "it is not understood"), 200);
}

/// The part of an iterator that the parser needs. Without a stream it is the end iterator.
class ByteIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;

  explicit ByteIterator(ByteStream* stream) : stream_(stream) {}
  char operator*() const { return stream_->current(); }
  ByteIterator& operator++() {
    stream_->advance();
    return *this;
  }
  friend bool operator==(const ByteIterator& left, const ByteIterator& right) {
    return left.at_end() == right.at_end();
  }
  friend bool operator!=(const ByteIterator& left, const ByteIterator& right) {
    return !(left == right);
  }

 private:
  bool at_end() const { return stream_ == nullptr || stream_->at_end(); }

  ByteStream* stream_;
};

}  // namespace

void ByteStream::refuse_zero() {
  stop(fmt::format("{}: a byte of zero; is it UTF-16, or was it damaged? Please save it as UTF-8",
                   place()));
}

void ByteStream::refuse_long_token() {
  stop(
      fmt::format("{}: more than 1 MB without the end of a text or a number; a comment has {} "
                  "characters at most. Is a closing quotation mark missing?",
                  place(), longest_text));
}

void ByteStream::stop(std::string why) {
  if (error_.empty()) error_ = std::move(why);
  chunk_ = {};
  at_ = 0;
}

std::string ByteStream::place() const { return fmt::format("line {}, column {}", line_, column_); }

void ByteStream::fill() {
  const auto bytes = source_();
  if (!bytes) return stop(bytes.error());
  chunk_ = *bytes;
  at_ = 0;
}

std::string why_not_json(const ByteStream& stream, const nlohmann::json::exception& error,
                         bool is_over) {
  if (is_over)
    return fmt::format("{}: something follows the end of the JSON; please remove it",
                       stream.place());
  if (stream.empty()) return "the file is empty";
  if (stream.end_was_seen())
    return fmt::format(
        "line {}: the file ends in the middle; it was cut off, so please export or upload it again",
        stream.line());
  return fmt::format("{}: this is not JSON in UTF-8: {}", stream.place(), reason(error));
}

bool parse_json(ByteStream& stream, nlohmann::json_sax<nlohmann::json>& handler, JsonEnd end) {
  return nlohmann::json::sax_parse(ByteIterator(&stream), ByteIterator(nullptr), &handler,
                                   nlohmann::json::input_format_t::json, end == JsonEnd::of_file);
}

}  // namespace afterword
