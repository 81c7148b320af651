#include "domain/markup/markup_plain.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/ascii.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/markup/markup_links.h"

namespace afterword {
namespace {

struct AllowedTag {
  std::string_view name;
  Element element;
};

constexpr std::array allowed_tags{AllowedTag{"a", Element::link},
                                  AllowedTag{"abbr", Element::abbr},
                                  AllowedTag{"acronym", Element::abbr},
                                  AllowedTag{"b", Element::bold},
                                  AllowedTag{"blockquote", Element::blockquote},
                                  AllowedTag{"cite", Element::cite},
                                  AllowedTag{"code", Element::code},
                                  AllowedTag{"del", Element::del},
                                  AllowedTag{"details", Element::details},
                                  AllowedTag{"em", Element::emphasis},
                                  AllowedTag{"i", Element::italic},
                                  AllowedTag{"q", Element::quote},
                                  AllowedTag{"s", Element::struck},
                                  AllowedTag{"strike", Element::struck},
                                  AllowedTag{"strong", Element::strong},
                                  AllowedTag{"summary", Element::summary}};

/// A tag from '<' to '>'.
struct Tag {
  Element element = Element::root;
  bool closing = false;
  Attributes typed;  // names in lower case, values decoded
  std::size_t end = 0;
};

constexpr std::size_t longest_tag = 4'096;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }

/// True if a character reference may produce this character: no controls, bidi overrides or
/// surrogates.
bool is_printable(std::uint32_t c) {
  return c >= 0x20 && !(c >= 0x7F && c < 0xA0) && !(c >= 0x202A && c <= 0x202E) &&
         !(c >= 0x2066 && c <= 0x2069) && !(c >= 0xD800 && c < 0xE000) && c < 0x110000 &&
         (c & 0xFFFEU) != 0xFFFEU;
}

std::optional<std::uint32_t> numeric_reference(std::string_view digits) {
  const bool hexadecimal = !digits.empty() && ascii_lower(digits.front()) == 'x';
  if (hexadecimal) digits.remove_prefix(1);
  std::uint32_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, number, hexadecimal ? 16 : 10);
  if (digits.empty() || parsed.ec != std::errc{} || parsed.ptr != end || !is_printable(number))
    return std::nullopt;
  return number;
}

std::optional<std::uint32_t> named_reference(std::string_view name) {
  struct Named {
    std::string_view name;
    std::uint32_t character;
  };
  constexpr std::array names{
      Named{"amp", '&'},       Named{"lt", '<'},       Named{"gt", '>'},
      Named{"quot", '"'},      Named{"apos", '\''},    Named{"nbsp", 0xA0},
      Named{"hellip", 0x2026}, Named{"ndash", 0x2013}, Named{"mdash", 0x2014},
      Named{"lsquo", 0x2018},  Named{"rsquo", 0x2019}, Named{"ldquo", 0x201C},
      Named{"rdquo", 0x201D},  Named{"copy", 0xA9},    Named{"reg", 0xAE},
      Named{"eacute", 0xE9},   Named{"euro", 0x20AC}};
  const auto found =
      std::find_if(names.begin(), names.end(), [&](const Named& n) { return n.name == name; });
  if (found == names.end()) return std::nullopt;
  return found->character;
}

/// Decodes character references; invalid ones are kept as typed.
std::string decode_references(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t reference = std::min(text.find('&', at), text.size());
    out += text.substr(at, reference - at);
    at = reference;
    if (at == text.size()) break;
    const std::size_t end = text.substr(at, 12).find(';');
    std::optional<std::uint32_t> character;
    if (end != std::string_view::npos) {
      const std::string_view name = text.substr(at + 1, end - 1);
      character = name.starts_with('#') ? numeric_reference(name.substr(1)) : named_reference(name);
    }
    if (character) {
      append_character(out, *character);
      at += end;
    } else {
      out += text[at];
    }
  }
  return out;
}

/// Parses one attribute at `at`. False if there is none, which makes the whole tag invalid.
bool parse_attribute(std::string_view text, std::size_t& at, Tag& tag) {
  const std::size_t name_begin = at;
  while (at < text.size() && (is_ascii_letter(text[at]) || text[at] == '-' || text[at] == ':' ||
                              (at > name_begin && is_ascii_digit(text[at]))))
    ++at;
  if (at == name_begin) return false;
  std::string name = ascii_lower(text.substr(name_begin, at - name_begin));
  while (at < text.size() && is_space(text[at])) ++at;
  std::string_view value;
  if (at < text.size() && text[at] == '=') {
    ++at;
    while (at < text.size() && is_space(text[at])) ++at;
    if (at >= text.size()) return false;
    const char quote = text[at];
    if (quote == '"' || quote == '\'') {
      const std::size_t end = text.find(quote, at + 1);
      if (end == std::string_view::npos) return false;
      value = text.substr(at + 1, end - at - 1);
      at = end + 1;
    } else {
      const std::size_t begin = at;
      while (at < text.size() && !is_space(text[at]) && text[at] != '>' && text[at] != '<') ++at;
      value = text.substr(begin, at - begin);
    }
  }
  for (const std::string_view known : {"href", "title", "cite", "datetime"})
    if (name == known) tag.typed.emplace_back(known, decode_references(value));
  return true;
}

/// Parses the tag at `begin`, which holds '<'. nullopt if it is invalid or not allowed.
std::optional<Tag> parse_tag(std::string_view text, std::size_t begin) {
  text = text.substr(0, begin + longest_tag);
  Tag tag;
  std::size_t at = begin + 1;
  if (at < text.size() && text[at] == '/') {
    tag.closing = true;
    ++at;
  }
  std::string name;
  while (at < text.size() && is_ascii_letter(text[at]) && name.size() < 12)
    name += ascii_lower(text[at++]);
  const auto allowed = std::find_if(allowed_tags.begin(), allowed_tags.end(),
                                    [&](const AllowedTag& t) { return t.name == name; });
  if (allowed == allowed_tags.end()) return std::nullopt;
  tag.element = allowed->element;
  for (;;) {
    const std::size_t before = at;
    while (at < text.size() && is_space(text[at])) ++at;
    if (at >= text.size()) return std::nullopt;
    if (text[at] == '>') break;
    if (text[at] == '/' && at + 1 < text.size() && text[at + 1] == '>') {
      ++at;
      break;
    }
    if (before == at && text[at - 1] != '"' && text[at - 1] != '\'') return std::nullopt;
    if (!parse_attribute(text, at, tag)) return std::nullopt;
  }
  tag.end = at + 1;
  return tag;
}

std::optional<std::string> typed_value(const Tag& tag, std::string_view name) {
  for (const auto& [key, value] : tag.typed)
    if (key == name) return value;
  return std::nullopt;
}

/// A date in HTML's format: "2010-11-16", or with a time in UTC.
bool is_datetime(const std::string& text) {
  return parse_rfc3339(text) || (text.size() == 10 && parse_rfc3339(text + "T00:00:00Z"));
}

/// The attributes that are allowed on the tag's element.
Attributes allowed_attributes(const Tag& tag) {
  Attributes attributes;
  const auto keep = [&](std::string_view name, std::optional<std::string> value) {
    if (value) attributes.emplace_back(name, *std::move(value));
  };
  if (tag.element == Element::link) {
    keep("href", safe_href(typed_value(tag, "href").value_or("")));
    keep("title", typed_value(tag, "title"));
  }
  if (tag.element == Element::abbr) keep("title", typed_value(tag, "title"));
  if (tag.element == Element::blockquote || tag.element == Element::quote)
    keep("cite", safe_source(typed_value(tag, "cite").value_or("")));
  if (tag.element == Element::del) {
    const auto datetime = typed_value(tag, "datetime");
    if (datetime && is_datetime(*datetime)) keep("datetime", datetime);
  }
  return attributes;
}

/// Where the last tag begins that closes a spoiler; 0 if there is none.
std::size_t last_closing_details(std::string_view text) {
  constexpr std::string_view closing = "</details";
  const auto found = std::find_end(text.begin(), text.end(), closing.begin(), closing.end(),
                                   [](char a, char b) { return ascii_lower(a) == b; });
  return found == text.end() ? 0 : static_cast<std::size_t>(found - text.begin());
}

class PlainParser {
 public:
  PlainParser(std::string_view text, MarkupBuilder& builder) : text_(text), builder_(builder) {}

  void parse() {
    std::size_t begin = 0;
    for (std::size_t at = text_.find('<'); at != std::string_view::npos; at = text_.find('<', at)) {
      const auto tag = parse_tag(text_, at);
      if (!tag) {
        ++at;
        continue;
      }
      lines(text_.substr(begin, at - begin));
      at = begin = apply(*tag, at);
    }
    lines(text_.substr(begin));
  }

 private:
  /// Applies a tag and returns the offset where the text continues.
  std::size_t apply(const Tag& tag, std::size_t begin) {
    if (tag.element == Element::code) return tag.closing ? tag.end : code(tag.end);
    if (tag.element == Element::details || tag.element == Element::summary) {
      if (!apply_spoiler(tag)) lines(text_.substr(begin, tag.end - begin));
    } else if (tag.element == Element::blockquote) {
      if (tag.closing)
        builder_.close_block(tag.element);
      else
        builder_.open_block(tag.element, allowed_attributes(tag));
    } else if (tag.closing) {
      builder_.close_inline(tag.element);
    } else {
      Attributes attributes = allowed_attributes(tag);
      // A link without an allowed target is displayed as its text.
      const bool leads_nowhere = tag.element == Element::link &&
                                 (attributes.empty() || attributes.front().first != "href");
      if (!leads_nowhere) {
        if (tag.element == Element::link) builder_.close_inline(tag.element);
        builder_.open_inline(tag.element, std::move(attributes));
      }
    }
    return tag.end;
  }

  /// Returns false without effect if the tag cannot be applied here. A spoiler needs its end, so
  /// that a text about "<details>" does not hide what follows.
  bool apply_spoiler(const Tag& tag) {
    if (tag.closing) return builder_.close_block(tag.element);
    if (tag.element == Element::summary) return builder_.open_summary();
    if (!last_closing_details_) last_closing_details_ = last_closing_details(text_);
    return tag.end <= *last_closing_details_ && builder_.open_block(tag.element);
  }

  /// Nothing is parsed within code except its end, so that tags can be quoted.
  std::size_t code(std::size_t begin) {
    constexpr std::string_view closing = "</code>";
    auto at = std::search(text_.begin() + static_cast<std::ptrdiff_t>(begin), text_.end(),
                          closing.begin(), closing.end(),
                          [](char a, char b) { return ascii_lower(a) == b; });
    const auto end = static_cast<std::size_t>(at - text_.begin());
    const std::string shown = decode_references(trim_lines(text_.substr(begin, end - begin)));
    if (shown.find('\n') == std::string::npos)
      builder_.code(shown);
    else
      builder_.code_block(shown);
    return at == text_.end() ? text_.size() : end + closing.size();
  }

  static std::string_view trim_lines(std::string_view text) {
    while (!text.empty() && text.front() == '\n') text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
  }

  /// Running text: a blank line ends the paragraph, any other line end is a line break.
  void lines(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, end);
      text.remove_prefix(end);
      const bool last = text.empty();
      if (!last)
        while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
      if (!line.empty()) builder_.text(decode_references(line));
      if (last) break;
      std::size_t newlines = 0;
      std::size_t at = 0;
      for (; at < text.size() && is_space(text[at]); ++at) newlines += text[at] == '\n' ? 1 : 0;
      text.remove_prefix(at);
      if (newlines > 1)
        builder_.paragraph_break();
      else
        builder_.line_break();
    }
  }

  std::string_view text_;
  MarkupBuilder& builder_;
  std::optional<std::size_t> last_closing_details_;
};

}  // namespace

void parse_plain(std::string_view text, MarkupBuilder& builder) {
  PlainParser(text, builder).parse();
}

}  // namespace afterword
