#include "transfer/wordpress/xml_repair.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/ascii.h"
#include "base/text.h"

namespace afterword {
namespace {

constexpr std::string_view cdata_begin = "<![CDATA[";
constexpr std::string_view cdata_end = "]]>";
constexpr std::string_view replacement = "\uFFFD";
/// Longer than any name of a character in HTML ("&CounterClockwiseContourIntegral;").
constexpr std::size_t longest_reference = 40;

/// Control characters that XML 1.0 forbids.
constexpr bool is_forbidden(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

/// Characters that repair_one must look at.
constexpr std::array<bool, 256> special_bytes = [] {
  std::array<bool, 256> special{};
  for (std::size_t byte = 0; byte < special.size(); ++byte)
    special[byte] = byte >= 0x80 || is_forbidden(static_cast<char>(byte));
  for (const char c : {'&', '<', ']'}) special[static_cast<unsigned char>(c)] = true;
  return special;
}();

/// Whether XML 1.0 allows the character with this number.
bool is_xml_character(std::string_view digits, int base) {
  std::uint32_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, number, base);
  if (parsed.ec != std::errc{} || parsed.ptr != end) return false;
  return number == '\t' || number == '\n' || number == '\r' ||
         (number >= 0x20 && number < 0xD800) || (number >= 0xE000 && number < 0xFFFE) ||
         (number >= 0x10000 && number < 0x110000);
}

/// Whether a text begins with a reference: "&name;", "&#12;" or "&#x1f;". nullopt if its end, which
/// is not that of the document, comes too early to tell.
std::optional<bool> begins_with_reference(std::string_view text, bool last) {
  const bool numeric = text.size() > 1 && text[1] == '#';
  const bool hexadecimal = numeric && text.size() > 2 && text[2] == 'x';
  const std::size_t begin = hexadecimal ? 3 : numeric ? 2 : 1;
  const auto is_part = [&](char c) {
    if (!numeric) return is_ascii_alphanumeric(c);
    return is_ascii_digit(c) ||
           (hexadecimal && std::string_view("abcdefABCDEF").find(c) != std::string_view::npos);
  };
  std::size_t at = std::min(begin, text.size());
  while (at < text.size() && at < longest_reference && is_part(text[at])) ++at;
  if (at == text.size() && at < longest_reference && !last) return std::nullopt;
  if (at == begin || at >= text.size() || text[at] != ';') return false;
  return !numeric || is_xml_character(text.substr(begin, at - begin), hexadecimal ? 16 : 10);
}

/// The length of a UTF-8 sequence by its first byte; 0 if none begins with it.
std::size_t sequence_length(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte < 0x80) return 1;
  if (byte >= 0xC2 && byte < 0xE0) return 2;
  if (byte >= 0xE0 && byte < 0xF0) return 3;
  return byte >= 0xF0 && byte < 0xF5 ? 4 : 0;
}

/// Whether the declaration of a document names an encoding that is not UTF-8.
bool declares_other_encoding(std::string_view beginning) {
  if (beginning.starts_with("\xFE\xFF") || beginning.starts_with("\xFF\xFE")) return true;
  const std::string_view declaration = beginning.substr(0, beginning.find("?>"));
  const std::size_t at = declaration.find("encoding");
  if (!declaration.starts_with("<?xml") || at == std::string_view::npos) return false;
  std::string_view name = declaration.substr(at + 8);
  while (!name.empty() && !is_ascii_alphanumeric(name.front())) name.remove_prefix(1);
  return !starts_ignoring_case(name, "utf-8") && !starts_ignoring_case(name, "utf8") &&
         !starts_ignoring_case(name, "us-ascii");
}

}  // namespace

/// Repairs the character, reference or mark at the beginning of `text`. Returns how many bytes it
/// has, or 0 if more bytes are needed to tell.
std::size_t XmlRepair::repair_one(std::string_view text, bool last, std::string& out) {
  const auto copy = [&](std::size_t bytes) {
    out += text.substr(0, bytes);
    return bytes;
  };
  const char c = text.front();
  if (is_forbidden(c)) {
    out += ' ';
    return 1;
  }
  const std::string_view mark = in_cdata_ ? cdata_end : cdata_begin;
  if (c == mark.front() && text.substr(0, mark.size()) == mark.substr(0, text.size())) {
    if (text.size() < mark.size() && !last) return 0;
    if (text.size() >= mark.size()) {
      in_cdata_ = !in_cdata_;
      return copy(mark.size());
    }
  }
  if (c == '&' && !in_cdata_) {
    const auto is_reference = begins_with_reference(text, last);
    if (!is_reference) return 0;
    out += *is_reference ? "&" : "&amp;";
    return 1;
  }
  const std::size_t length = sequence_length(c);
  if (length == 1 || !is_utf8_) return copy(1);
  if (length > text.size() && !last) return 0;
  const std::string_view sequence = text.substr(0, length);
  if (length == 0 || length > text.size() || !is_valid_utf8(sequence)) {
    out += replacement;
    ++replaced_;
    return 1;
  }
  if (sequence == "\uFFFE" || sequence == "\uFFFF") {
    out += replacement;
    ++replaced_;
    return length;
  }
  return copy(length);
}

std::string XmlRepair::repair(std::string_view bytes, bool last) {
  kept_ += bytes;
  if (!started_ && !kept_.empty()) {
    started_ = true;
    is_utf8_ = !declares_other_encoding(std::string_view(kept_).substr(0, 200));
  }
  std::string out;
  out.reserve(kept_.size() + 64);
  std::string_view rest = kept_;
  while (!rest.empty()) {
    // Most of a text needs no look at each character.
    const auto* const special = std::find_if(rest.begin(), rest.end(), [](char c) {
      return special_bytes[static_cast<unsigned char>(c)];
    });
    const auto plain = static_cast<std::size_t>(special - rest.begin());
    out += rest.substr(0, plain);
    rest.remove_prefix(plain);
    if (rest.empty()) break;
    const std::size_t used = repair_one(rest, last, out);
    if (used == 0) break;
    rest.remove_prefix(used);
  }
  kept_ = std::string(rest);
  return out;
}

}  // namespace afterword
