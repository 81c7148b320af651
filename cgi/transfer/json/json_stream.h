// Parses JSON of any size from the bytes of a file, and says in sentences why a file is not JSON.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace afterword {

/// Returns the next bytes of a file, valid until the next call; empty at its end.
using ByteSource = std::function<Result<std::string_view, std::string>()>;

/// Provides the bytes of a file to the parser, and knows the line. It ends at an error and where a
/// token is longer than longest_token.
class ByteStream {
 public:
  explicit ByteStream(const ByteSource& source) : source_(source) { fill(); }

  bool at_end() const { return at_ == end_; }
  /// '\0' at the end.
  char current() const { return *at_; }
  /// The current byte and some or all of those behind it; empty at the end only.
  std::string_view ahead() const { return {at_, static_cast<std::size_t>(end_ - at_)}; }
  /// Goes on by so many bytes of ahead().
  void advance(std::size_t bytes = 1) {
    at_ += bytes;
    if (at_ == end_) fill();
  }
  /// The number of bytes before the current one.
  std::int64_t offset() const { return end_offset_ - (end_ - at_); }

  /// Call after a text or number was reported, because the parser buffers bytes up to then.
  void token_ended() { token_begin_ = offset(); }

  /// Ends the file here; the first reason is kept.
  void stop(std::string why);

  /// The line and column of the current byte.
  std::string place();
  std::int64_t line();
  const std::string& error() const { return error_; }

 private:
  static constexpr const char* end_of_file = "";

  void fill();
  void use(std::string_view chunk);
  void count_lines();

  const ByteSource& source_;
  // The current chunk, or end_of_file.
  const char* at_ = end_of_file;
  const char* end_ = end_of_file;
  std::int64_t end_offset_ = 0;
  std::int64_t token_begin_ = 0;
  // Lines are counted only when they are asked for, and at the end of a chunk.
  const char* counted_ = end_of_file;
  std::int64_t line_ = 1;
  std::int64_t line_begin_ = 0;
  std::string error_;
};

/// Receives the parts of JSON in file order. Texts are valid UTF-8, and valid during the call.
/// Every function returns whether to continue; false only after ByteStream::stop, or if no more is
/// wanted.
class JsonHandler {
 public:
  JsonHandler() = default;
  virtual ~JsonHandler() = default;
  JsonHandler(const JsonHandler&) = delete;
  JsonHandler& operator=(const JsonHandler&) = delete;

  virtual bool null() = 0;
  virtual bool boolean(bool yes) = 0;
  virtual bool whole_number(std::int64_t number) = 0;
  /// A whole number that is out of range.
  virtual bool large_number(std::string_view digits) = 0;
  virtual bool decimal_number(double number) = 0;
  virtual bool text(std::string_view text) = 0;
  virtual bool name(std::string_view name) = 0;  // of a member; its value follows
  virtual bool begin_object() = 0;
  virtual bool end_object() = 0;
  virtual bool begin_list() = 0;
  virtual bool end_list() = 0;
};

constexpr bool is_json_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

/// Whether anything may follow the value that is parsed.
enum class JsonEnd { of_file, of_value };

/// Parses one value (RFC 8259). False if the handler ended it, or if the file is not JSON; then the
/// stream has the error. The handler limits the depth. Numbers that are too small for a double are
/// 0, too large ones an error.
bool parse_json(ByteStream& stream, JsonHandler& handler, JsonEnd end);

}  // namespace afterword
