#include "transfer/json/json_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "base/ascii.h"
#include "base/text.h"
#include "domain/comment/submission_fields.h"
#include "transfer/input_limits.h"

namespace afterword {
namespace {

constexpr bool is_ordinary(char c) {
  return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20;
}

/// Keeps the open objects and lists itself, so that depth costs no stack. Every function returns
/// whether to continue.
class JsonParser {
 public:
  JsonParser(ByteStream& stream, JsonHandler& handler) : stream_(stream), handler_(handler) {}

  bool parse() {
    if (!skip_byte_order_mark()) return refuse_byte();
    do {
      if (!begin_value()) return false;
      while (is_complete_ && !open_.empty())
        if (!follow_value()) return false;
    } while (!open_.empty());
    return true;
  }

  void skip_space() {
    while (is_json_space(stream_.current())) stream_.advance();
  }

  /// Reports that the current byte is wrong, or that the file ends. `instead_of` is what it had to
  /// be, or "".
  bool refuse_byte(std::string_view instead_of = {}) {
    const auto byte = static_cast<unsigned char>(stream_.current());
    std::string what = byte > 0x20 && byte < 0x7F
                           ? fmt::format("unexpected '{}'", stream_.current())
                           : fmt::format("unexpected byte {:#04x}", byte);
    if (!instead_of.empty()) what.append(" instead of ").append(instead_of);
    return refuse(what);
  }

 private:
  bool refuse(std::string_view why) {
    if (stream_.at_end())
      stream_.stop(stream_.offset() == 0
                       ? "the file is empty"
                       : fmt::format("line {}: the file ends in the middle; it was cut off, so "
                                     "please export or upload it again",
                                     stream_.line()));
    else if (stream_.current() == '\0')
      stream_.stop(fmt::format(
          "{}: a byte of zero; is it UTF-16, or was it damaged? Please save it as UTF-8",
          stream_.place()));
    else
      stream_.stop(fmt::format("{}: this is not JSON in UTF-8: {}", stream_.place(), why));
    return false;
  }

  bool skip_byte_order_mark() {
    if (stream_.offset() > 0 || stream_.current() != '\xEF') return true;
    return std::all_of(mark.begin(), mark.end(), [&](char byte) { return skip(byte); });
  }

  bool skip(char c) {
    if (stream_.current() != c || stream_.at_end()) return false;
    stream_.advance();
    return true;
  }

  /// Parses a scalar, or begins an object or a list and reads up to its first value.
  bool begin_value() {
    skip_space();
    is_complete_ = true;
    const char c = stream_.current();
    if (c == '"') return read_text() && handler_.text(token_);
    if (c == '{' || c == '[') return open(c);
    if (c == 't') return read_word("true") && handler_.boolean(true);
    if (c == 'f') return read_word("false") && handler_.boolean(false);
    if (c == 'n') return read_word("null") && handler_.null();
    if (c == '-' || is_ascii_digit(c)) return read_number();
    return refuse_byte();
  }

  bool open(char bracket) {
    if (!(bracket == '{' ? handler_.begin_object() : handler_.begin_list())) return false;
    open_ += bracket;
    stream_.advance();
    skip_space();
    if (stream_.current() == (bracket == '{' ? '}' : ']')) return close();
    is_complete_ = false;
    return bracket == '[' || read_name();
  }

  bool close() {
    const char bracket = open_.back();
    open_.pop_back();
    stream_.advance();
    is_complete_ = true;
    return bracket == '{' ? handler_.end_object() : handler_.end_list();
  }

  /// Reads what follows a value in an object or a list, up to the next value.
  bool follow_value() {
    skip_space();
    const bool is_object = open_.back() == '{';
    if (stream_.current() == (is_object ? '}' : ']')) return close();
    if (!skip(',')) return refuse_byte(is_object ? "',' or '}'" : "',' or ']'");
    is_complete_ = false;
    skip_space();
    return !is_object || read_name();
  }

  bool read_name() {
    if (stream_.current() != '"') return refuse_byte("a name in quotation marks");
    if (!read_text() || !handler_.name(token_)) return false;
    skip_space();
    return skip(':') || refuse_byte("':'");
  }

  bool read_word(std::string_view word) {
    return std::all_of(word.begin(), word.end(), [&](char c) { return skip(c); }) || refuse_byte();
  }

  /// Reads a text in quotation marks into token_.
  bool read_text() {
    stream_.advance();
    for (token_.clear();;) {
      const std::string_view ahead = stream_.ahead();
      const char* end = ahead.data();
      const char* const end_of_chunk = end + ahead.size();
      while (end != end_of_chunk && is_ordinary(*end)) ++end;
      if (const auto length = static_cast<std::size_t>(end - ahead.data()); length > 0) {
        token_.append(ahead.data(), length);
        stream_.advance(length);
        if (length == ahead.size()) continue;
      }
      if (skip('"')) break;
      if (!skip('\\'))
        return refuse("a line break or another control character in a text is not escaped");
      if (!read_escape()) return false;
    }
    stream_.token_ended();
    return is_valid_utf8(token_) || refuse_text();
  }

  bool refuse_text() {
    stream_.stop(
        fmt::format("{}: this is not JSON in UTF-8: the text that ends here has ill-formed UTF-8",
                    stream_.place()));
    return false;
  }

  bool read_escape() {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
    if (skip('u')) return read_code_units();
    const std::size_t at = letters.find(stream_.current());
    if (at == std::string_view::npos) return refuse_byte("a letter of an escape");
    token_ += meanings[at];
    stream_.advance();
    return true;
  }

  /// Reads what follows `\u`, for most characters beyond U+FFFF with a second `\u`.
  bool read_code_units() {
    constexpr std::string_view half = "a text has half of a surrogate pair";
    std::uint32_t character = 0;
    if (!read_code_unit(character)) return false;
    if (character >= 0xDC00 && character < 0xE000) return refuse(half);
    if (character >= 0xD800 && character < 0xDC00) {
      std::uint32_t low = 0;
      if (!skip('\\') || !skip('u')) return refuse(half);
      if (!read_code_unit(low)) return false;
      if (low < 0xDC00 || low >= 0xE000) return refuse(half);
      character = 0x10000 + ((character - 0xD800) << 10) + (low - 0xDC00);
    }
    append_character(token_, character);
    return true;
  }

  bool read_code_unit(std::uint32_t& unit) {
    for (int i = 0; i < 4; ++i) {
      constexpr std::string_view digits = "0123456789abcdefABCDEF";
      const std::size_t digit = digits.find(stream_.current());
      if (digit == std::string_view::npos) return refuse_byte("a hexadecimal digit");
      unit = unit << 4 | static_cast<std::uint32_t>(digit < 16 ? digit : digit - 6);
      stream_.advance();
    }
    return true;
  }

  /// Appends the current byte to token_ if it is `c`.
  bool take(char c) {
    if (!skip(c)) return false;
    token_ += c;
    return true;
  }

  bool take_digits() {
    if (!is_ascii_digit(stream_.current())) return refuse_byte("a digit");
    for (; is_ascii_digit(stream_.current()); stream_.advance()) token_ += stream_.current();
    return true;
  }

  bool read_number() {
    token_.clear();
    bool is_whole = true;
    take('-');
    if (!take('0') && !take_digits()) return false;
    if (take('.')) {
      is_whole = false;
      if (!take_digits()) return false;
    }
    if (take('e') || take('E')) {
      is_whole = false;
      if (!take('+')) take('-');
      if (!take_digits()) return false;
    }
    stream_.token_ended();
    return is_whole ? report_whole_number() : report_decimal_number();
  }

  bool report_whole_number() {
    std::int64_t number = 0;
    const auto parsed = std::from_chars(token_.data(), token_.data() + token_.size(), number);
    return parsed.ec == std::errc{} ? handler_.whole_number(number) : handler_.large_number(token_);
  }

  bool report_decimal_number() {
    const double number = std::strtod(token_.c_str(), nullptr);
    if (std::isfinite(number)) return handler_.decimal_number(number);
    stream_.stop(fmt::format("{}: this is not JSON in UTF-8: number overflow", stream_.place()));
    return false;
  }

  static constexpr std::string_view mark = "\xEF\xBB\xBF";

  ByteStream& stream_;
  JsonHandler& handler_;
  std::string open_;  // the bracket of each open object and list
  bool is_complete_ = false;
  std::string token_;
};

}  // namespace

void ByteStream::stop(std::string why) {
  if (error_.empty()) error_ = std::move(why);
  count_lines();
  end_offset_ = offset();
  use({});
}

void ByteStream::use(std::string_view chunk) {
  at_ = counted_ = chunk.empty() ? end_of_file : chunk.data();
  end_ = at_ + chunk.size();
  end_offset_ += std::ssize(chunk);
}

void ByteStream::count_lines() {
  for (const char* at = counted_;;) {
    at = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(at_ - at)));
    if (at == nullptr) break;
    ++at;
    ++line_;
    line_begin_ = end_offset_ - (end_ - at);
  }
  counted_ = at_;
}

std::string ByteStream::place() {
  count_lines();
  return fmt::format("line {}, column {}", line_, offset() - line_begin_ + 1);
}

std::int64_t ByteStream::line() {
  count_lines();
  return line_;
}

void ByteStream::fill() {
  count_lines();
  if (end_offset_ - token_begin_ > longest_token)
    return stop(
        fmt::format("{}: more than 1 MB without the end of a text or a number; a comment has {} "
                    "characters at most. Is a closing quotation mark missing?",
                    place(), longest_text));
  const auto bytes = source_();
  use(bytes ? *bytes : std::string_view{});
  if (!bytes) stop(bytes.error());
}

bool parse_json(ByteStream& stream, JsonHandler& handler, JsonEnd end) {
  JsonParser parser(stream, handler);
  if (!parser.parse()) return false;
  if (end == JsonEnd::of_value) return true;
  parser.skip_space();
  if (stream.at_end()) return stream.error().empty();
  if (stream.current() == '\0') return parser.refuse_byte();
  stream.stop(
      fmt::format("{}: something follows the end of the JSON; please remove it", stream.place()));
  return false;
}

}  // namespace afterword
