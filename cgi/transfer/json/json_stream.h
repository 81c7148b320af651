// The bytes of a file for the parser of nlohmann::json, and sentences about files that are not
// JSON.
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/result.h"
#include "transfer/input_limits.h"

namespace afterword {

/// Returns the next bytes of a file, valid until the next call; empty at its end.
using ByteSource = std::function<Result<std::string_view, std::string>()>;

/// Provides the bytes of a file to the parser, and knows the line. It stops at an error and where a
/// token is longer than longest_token.
class ByteStream {
 public:
  explicit ByteStream(const ByteSource& source) : source_(source) { fill(); }

  bool at_end() {
    const bool end = at_ == chunk_.size();
    if (end) end_was_seen_ = true;
    return end;
  }
  char current() const { return chunk_[at_]; }
  /// Called for each byte, so it is inline.
  void advance() {
    const char c = chunk_[at_];
    if (c == '\0') return refuse_zero();
    ++column_;
    if (c == '\n') {
      ++line_;
      column_ = 1;
    }
    if (++bytes_ - token_begin_ > longest_token) return refuse_long_token();
    if (++at_ == chunk_.size()) fill();
  }

  /// Call after a text or number was reported, because the parser buffers bytes up to then.
  void token_ended() { token_begin_ = bytes_; }

  /// Ends the file here; the first reason is kept.
  void stop(std::string why);

  std::string place() const;
  std::int64_t line() const { return line_; }
  /// Whether the parser has read past the end.
  bool end_was_seen() const { return end_was_seen_; }
  bool empty() const { return bytes_ == 0; }
  const std::string& error() const { return error_; }

 private:
  void fill();
  void refuse_zero();
  void refuse_long_token();

  const ByteSource& source_;
  std::string_view chunk_;
  std::size_t at_ = 0;
  std::int64_t line_ = 1;
  std::int64_t column_ = 1;
  std::int64_t bytes_ = 0;
  std::int64_t token_begin_ = 0;
  bool end_was_seen_ = false;
  std::string error_;
};

/// Whether anything may follow the value that is parsed.
enum class JsonEnd { of_file, of_value };

/// Parses one value; false if the handler or the stream stopped it. Compiled once, because the
/// parser is large.
bool parse_json(ByteStream& stream, nlohmann::json_sax<nlohmann::json>& handler, JsonEnd end);

/// Says why the parser stopped. `is_over`: the JSON had ended before.
std::string why_not_json(const ByteStream& stream, const nlohmann::json::exception& error,
                         bool is_over);

}  // namespace afterword
