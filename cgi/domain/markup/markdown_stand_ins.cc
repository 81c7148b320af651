#include "domain/markup/markdown_stand_ins.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/ascii.h"
#include "domain/markup/markup_links.h"

namespace afterword {
namespace {

using Kind = StandIn::Kind;

struct Character {
  char typed;
  std::string_view parsed;
};
constexpr std::array<Character, 3> address_characters{
    {{'*', "\uFDD0"}, {'_', "\uFDD1"}, {'~', "\uFDD2"}}};
constexpr std::array<Character, 2> escaped_characters{{{'~', "\uFDD3"}, {'[', "\uFDD5"}}};
// Before and after the number of a stand-in of replace().
constexpr std::string_view mark = "\uFDD4";
constexpr std::string_view heading = "# ";

bool begins_heading(Kind kind) {
  return kind == Kind::details || kind == Kind::details_end || kind == Kind::summary ||
         kind == Kind::details_summary;
}

template <std::size_t n>
void append_parsed(std::string& out, char c, const std::array<Character, n>& characters,
                   std::string_view otherwise) {
  const auto* character = std::find_if(characters.begin(), characters.end(),
                                       [&](const Character& each) { return each.typed == c; });
  out += character == characters.end() ? otherwise : character->parsed;
}

/// Appends text between addresses with stand-ins for what backslashes escape.
void append_with_escapes(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view typed = text.substr(at, text[at] == '\\' ? 2 : 1);
    if (typed.size() == 2)
      append_parsed(out, typed.back(), escaped_characters, typed);
    else
      out += typed;
    at += typed.size();
  }
}

/// The character that `parsed` begins with a stand-in of, or nullptr.
template <std::size_t n>
const Character* find_character(std::string_view parsed,
                                const std::array<Character, n>& characters) {
  const auto* found =
      std::find_if(characters.begin(), characters.end(),
                   [&](const Character& each) { return parsed.starts_with(each.parsed); });
  return found == characters.end() ? nullptr : found;
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Whether a closing delimiter of inline formulas is at this place of a line.
bool is_closing(std::string_view line, std::size_t at, std::string_view delimiter) {
  if (at == 0 || !line.substr(at).starts_with(delimiter) || line[at - 1] == '\\') return false;
  if (delimiter.front() == '\\') return true;
  const std::size_t end = at + delimiter.size();
  const char before = line[at - 1];
  const char after = end < line.size() ? line[end] : ' ';
  return !is_blank(before) && before != '$' && after != '$' && after != '(' && after != '{' &&
         !is_ascii_alphanumeric(after);
}

/// Whether the dollars at `begin` can open a formula.
bool can_open(std::string_view line, std::size_t begin, std::size_t length) {
  const std::size_t end = begin + length;
  return end < line.size() && !is_blank(line[end]) &&
         (begin == 0 || !is_ascii_alphanumeric(line[begin - 1]));
}

/// The length of what precedes the text of a line: markers of quotes and one of a list item.
std::size_t prefix_length(std::string_view line) {
  const std::size_t begin = std::min(line.find_first_not_of("> \t"), line.size());
  std::size_t end = begin;
  if (end < line.size() && std::string_view("-*+").find(line[end]) != std::string_view::npos) {
    ++end;
  } else {
    while (end < line.size() && is_ascii_digit(line[end])) ++end;
    if (end > begin && end < line.size() && (line[end] == '.' || line[end] == ')')) ++end;
  }
  const bool is_marker =
      end > begin && end < line.size() && is_blank(line[end]) && !is_ascii_digit(line[end - 1]);
  return is_marker ? std::min(line.find_first_not_of(" \t", end), line.size()) : begin;
}

/// The length of the blanks before a text, and of at most as many markers of quotes.
std::size_t prefix_length(std::string_view line, std::ptrdiff_t quotes) {
  std::size_t at = 0;
  for (; at < line.size() && (is_blank(line[at]) || (line[at] == '>' && quotes > 0)); ++at)
    if (line[at] == '>') --quotes;
  return at;
}

bool take_tag(std::string_view& text, std::string_view tag) {
  if (!starts_ignoring_case(text, tag)) return false;
  text = trim_blanks(text.substr(tag.size()));
  return true;
}

/// Takes the opening tag of a spoiler, of which the attribute "open" is ignored.
bool take_details(std::string_view& text) {
  std::string_view rest = text;
  if (!take_tag(rest, "<details")) return false;
  if (rest.data() > text.data() + std::string_view("<details").size()) take_tag(rest, "open");
  if (!take_tag(rest, ">")) return false;
  text = rest;
  return true;
}

}  // namespace

class MarkdownStandIns::Replacer {
 public:
  Replacer(std::string_view text, MarkdownStandIns& stand_ins) : stand_ins_(stand_ins) {
    while (!text.empty()) lines_.push_back(take_part(text, '\n'));
  }

  std::string replaced() {
    for (std::size_t line = 0; line < lines_.size();) {
      const std::size_t end = end_of_display(line);
      if (end > line) {
        add_display(line, end);
        line = end;
        continue;
      }
      if (!add_tags(lines_[line])) add_text(lines_[line]);
      out_ += '\n';
      ++line;
    }
    return std::move(out_);
  }

 private:
  // --- formulas of their own ---

  /// A line's text without what precedes it, which depends on the first line of the formula.
  std::string_view text_of(std::size_t line, std::size_t first) const {
    const std::string_view prefix = lines_[first].substr(0, prefix_length(lines_[first]));
    const auto quotes = std::count(prefix.begin(), prefix.end(), '>');
    const std::size_t length = line == first ? prefix.size() : prefix_length(lines_[line], quotes);
    return trim_blanks(lines_[line].substr(length));
  }

  /// The end of the lines of the formula that begins with this line; `first` if there is none.
  std::size_t end_of_display(std::size_t first) const {
    const std::string_view opening = text_of(first, first).substr(0, 2);
    if (opening != "$$" && opening != "\\[") return first;
    const std::string_view closing = opening == "$$" ? "$$" : "\\]";
    bool is_empty = true;
    for (std::size_t line = first; line < lines_.size(); ++line) {
      std::string_view text = text_of(line, first);
      // Delimiters of code take precedence.
      if (text.find('`') != std::string_view::npos || text.find("~~~") != std::string_view::npos)
        return first;
      if (line == first) text = trim_blanks(text.substr(2));
      if (line > first && text.empty()) return first;
      const std::size_t end = text.find(closing);
      is_empty = is_empty && (end == 0 || text.empty());
      if (end != std::string_view::npos) {
        const bool is_escaped = end > 0 && text[end - 1] == '\\';
        return is_empty || is_escaped || end + 2 < text.size() ? first : line + 1;
      }
      // Linear time: no line is looked at for two formulas.
      if (line > first && text.starts_with(opening)) return first;
    }
    return first;
  }

  void add_display(std::size_t first, std::size_t end) {
    for (std::size_t line = first; line < end; ++line) {
      const std::string_view text = text_of(line, first);
      std::string_view formula = text;
      if (line == first) formula.remove_prefix(2);
      if (line + 1 == end) formula.remove_suffix(2);
      const Kind kind = line == first     ? (first + 1 == end ? Kind::display : Kind::display_begin)
                        : line + 1 == end ? Kind::display_end
                                          : Kind::display_line;
      // Of the blanks in the line, those before the text are outside.
      const auto before = static_cast<std::size_t>(text.data() - lines_[line].data());
      out_ += lines_[line].substr(0, before);
      out_ += stand_ins_.add(
          {kind, std::string(lines_[line].substr(before)), std::string(trim_blanks(formula))});
      out_ += '\n';
    }
  }

  // --- tags ---

  /// Returns false if the line is not one of tags only.
  bool add_tags(std::string_view line) {
    const std::size_t length = prefix_length(line);
    const std::string_view typed = line.substr(length);
    std::string_view rest = trim_blanks(typed);
    if (rest.empty() || rest.front() != '<') return false;
    if (same_ignoring_case(rest, "</details>")) return add_tag(line, Kind::details_end, length);
    const bool opens = take_details(rest);
    if (opens && rest.empty()) return add_tag(line, Kind::details, length);
    constexpr std::string_view end_tag = "</summary>";
    if (!take_tag(rest, "<summary>") || rest.size() <= end_tag.size() ||
        !same_ignoring_case(rest.substr(rest.size() - end_tag.size()), end_tag))
      return false;
    const auto begin = static_cast<std::size_t>(rest.data() - line.data());
    const std::size_t end = begin + rest.size() - end_tag.size();
    add_tag(line.substr(0, begin), opens ? Kind::details_summary : Kind::summary, length);
    add_text(line.substr(begin, end - begin));
    out_ += stand_ins_.add({Kind::summary_end, std::string(line.substr(end)), {}});
    return true;
  }

  bool add_tag(std::string_view line, Kind kind, std::size_t prefix) {
    out_ += line.substr(0, prefix);
    out_ += heading;
    out_ += stand_ins_.add({kind, std::string(line.substr(prefix)), {}});
    return true;
  }

  // --- formulas in running text ---

  /// The first place at or after `from` for which the predicate holds, or the end of the line.
  /// Linear for all calls with the same `known` and ascending `from`.
  template <class Predicate>
  static std::size_t next(std::string_view line, std::size_t& known, std::size_t from,
                          Predicate holds) {
    known = std::max(known, from);
    while (known < line.size() && !holds(known)) ++known;
    return known;
  }

  void add_text(std::string_view line) {
    struct Delimiters {
      std::string_view opening;
      std::string_view closing;
      std::size_t next_closing = 0;
    };
    std::array<Delimiters, 3> kinds{{{"$$", "$$"}, {"$", "$"}, {"\\(", "\\)"}}};
    std::size_t next_backtick = 0;
    std::size_t copied = 0;
    auto link = find_bare_link(line, 0);
    for (std::size_t at = 0; at < line.size();) {
      while (link && link->begin < at) link = find_bare_link(line, at);
      if (link && link->begin == at) {
        at = link->end;
        continue;
      }
      const auto kind = std::find_if(kinds.begin(), kinds.end(), [&](const Delimiters& each) {
        return line.substr(at).starts_with(each.opening);
      });
      if (kind == kinds.end()) {
        at += line[at] == '\\' ? 2 : 1;
        continue;
      }
      const std::size_t begin = at + kind->opening.size();
      // Further dollars are no delimiters.
      std::size_t next_at = begin;
      while (line[at] == '$' && next_at < line.size() && line[next_at] == '$') ++next_at;
      const std::size_t backtick =
          next(line, next_backtick, begin, [&](std::size_t i) { return line[i] == '`'; });
      const std::size_t limit = std::min(backtick, link ? link->begin : line.size());
      const bool opens = next_at == begin && (kind->opening.front() == '\\' ||
                                              can_open(line, at, kind->opening.size()));
      const std::size_t end =
          opens ? next(line, kind->next_closing, begin,
                       [&](std::size_t i) { return is_closing(line, i, kind->closing); })
                : limit;
      const std::string_view formula = trim_blanks(line.substr(begin, end - begin));
      if (end >= limit || formula.empty()) {
        at = next_at;
        continue;
      }
      at = end + kind->closing.size();
      const std::size_t first = begin - kind->opening.size();
      out_ += line.substr(copied, first - copied);
      out_ += stand_ins_.add(
          {Kind::formula, std::string(line.substr(first, at - first)), std::string(formula)});
      copied = at;
    }
    out_ += line.substr(copied);
  }

  MarkdownStandIns& stand_ins_;
  std::vector<std::string_view> lines_;
  std::string out_;
};

std::string MarkdownStandIns::replace(std::string_view text) {
  return Replacer(text, *this).replaced();
}

std::string MarkdownStandIns::add(StandIn stand_in) {
  std::string parsed = std::string(mark) + std::to_string(stand_ins_.size()) + std::string(mark);
  // Equal formulas are equal for cmark too, in labels of links.
  if (stand_in.kind == Kind::formula) {
    const auto [known, is_new] = formulas_.emplace(stand_in.typed, parsed);
    if (!is_new) return known->second;
  }
  stand_ins_.push_back(std::move(stand_in));
  return parsed;
}

std::string MarkdownStandIns::protect(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  while (const auto link = find_bare_link(text, at)) {
    append_with_escapes(out, text.substr(at, link->begin - at));
    for (const char c : text.substr(link->begin, link->end - link->begin))
      append_parsed(out, c, address_characters, {&c, 1});
    at = link->end;
  }
  append_with_escapes(out, text.substr(at));
  return out;
}

std::optional<MarkdownStandIns::Found> MarkdownStandIns::find(std::string_view parsed,
                                                              std::size_t from) const {
  for (std::size_t at = parsed.find(mark, from); at != std::string_view::npos;
       at = parsed.find(mark, at + 1)) {
    const char* const digits = parsed.data() + at + mark.size();
    const char* const end = parsed.data() + parsed.size();
    std::size_t number = 0;
    const auto read = std::from_chars(digits, end, number);
    const auto digits_end = static_cast<std::size_t>(read.ptr - parsed.data());
    if (read.ec != std::errc{} || !parsed.substr(digits_end).starts_with(mark) ||
        number >= stand_ins_.size())
      continue;
    const StandIn& stand_in = stand_ins_[number];
    const bool has_heading = begins_heading(stand_in.kind) && at >= from + heading.size() &&
                             parsed.substr(at - heading.size()).starts_with(heading);
    return Found{&stand_in, at - (has_heading ? heading.size() : 0), digits_end + mark.size()};
  }
  return std::nullopt;
}

std::string MarkdownStandIns::restored(std::string_view parsed, bool typed) const {
  std::string out;
  out.reserve(parsed.size());
  auto found = find(parsed);
  for (std::size_t at = 0; at < parsed.size();) {
    if (found && found->begin == at) {
      out += found->stand_in->typed;
      at = found->end;
      found = find(parsed, at);
      continue;
    }
    const std::string_view rest = parsed.substr(at);
    const Character* const escaped = find_character(rest, escaped_characters);
    const Character* const character =
        escaped != nullptr ? escaped : find_character(rest, address_characters);
    if (typed && escaped != nullptr) out += '\\';
    out += character != nullptr ? character->typed : parsed[at];
    at += character != nullptr ? character->parsed.size() : 1;
  }
  return out;
}

std::string MarkdownStandIns::as_shown(std::string_view parsed) const {
  return restored(parsed, false);
}

std::string MarkdownStandIns::as_typed(std::string_view parsed) const {
  return restored(parsed, true);
}

}  // namespace afterword
