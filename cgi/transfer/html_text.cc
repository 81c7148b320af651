#include "transfer/html_text.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <csetjmp>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"

namespace afterword {
namespace {

constexpr std::array<std::string_view, 16> kept_tags{
    "a",       "abbr", "acronym", "b", "blockquote", "cite",   "code",   "del",
    "details", "em",   "i",       "q", "s",          "strike", "strong", "summary"};
constexpr std::array<std::string_view, 16> block_tags{
    "p",  "div", "h1", "h2", "h3",      "h4",      "h5",     "h6",
    "dl", "dd",  "dt", "hr", "section", "article", "figure", "figcaption"};
/// Removed together with their content.
constexpr std::array<std::string_view, 8> dropped_tags{"script",   "style", "form", "template",
                                                       "noscript", "svg",   "math", "title"};
/// Shown by browsers from another address; they become links to it.
constexpr std::array<std::string_view, 5> media_tags{"iframe", "video", "audio", "object", "embed"};
constexpr std::array<std::string_view, 4> kept_attributes{"href", "title", "cite", "datetime"};
constexpr int deepest_html = 200;

template <std::size_t n>
bool is_one_of(const std::array<std::string_view, n>& tags, std::string_view tag) {
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

/// The lower-case name of the tag at `at`, which holds '<'; "" if there is none.
std::string tag_name(std::string_view html, std::size_t at) {
  ++at;
  if (at < html.size() && html[at] == '/') ++at;
  std::string name;
  while (at < html.size() && is_ascii_letter(html[at]) && name.size() < 12)
    name += ascii_lower(html[at++]);
  return name;
}

/// Whether an HTML parser would treat the '<' at `at` as markup.
bool is_markup(std::string_view html, std::size_t at) {
  const std::size_t next = at + 1;
  if (next < html.size() && (html[next] == '!' || html[next] == '?')) return true;
  return !tag_name(html, at).empty();
}

/// Whether the HTML contains only allowed tags in our own notation, so that parsing would change
/// nothing.
bool is_plain(std::string_view html) {
  for (std::size_t at = html.find_first_of("<&"); at != std::string_view::npos;
       at = html.find_first_of("<&", at + 1)) {
    if (html[at] == '&') {
      const std::string_view rest = html.substr(at + 1, 6);
      const bool known = rest.starts_with("amp;") || rest.starts_with("lt;") ||
                         rest.starts_with("gt;") || rest.starts_with("quot;") ||
                         rest.starts_with("#");
      if (!known && !rest.empty() && is_ascii_letter(rest.front())) return false;
      continue;
    }
    if (is_markup(html, at) && !is_one_of(kept_tags, tag_name(html, at))) return false;
  }
  return true;
}

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  out += ' ';
  out += name;
  out += "=\"";
  for (const char c : value) {
    if (c == '&')
      out += "&amp;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c == '\n' ? ' ' : c;
  }
  out += '"';
}

/// The value of an attribute; "" if there is none.
std::string_view attribute(const GumboElement& element, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
  return found == nullptr ? std::string_view{} : std::string_view{found->value};
}

/// A whole number, as HTML reads it: digits behind the number are ignored.
std::optional<int> number_of(std::string_view text) {
  text = trim(text);
  int number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  constexpr int highest = 1'000'000;
  if (parsed.ec != std::errc{} || number < -highest || number > highest) return std::nullopt;
  return number;
}

/// Whether an image only shows a character of its alternative text, as WordPress and others draw
/// emoji.
bool is_emoji(const GumboElement& element) {
  for (std::string_view rest = attribute(element, "class"); !rest.empty();) {
    const std::string_view name = trim(take_part(rest, ' '));
    if (name == "emoji" || name == "wp-smiley" || name == "emojione" || name == "twemoji")
      return true;
  }
  return attribute(element, "src").find("/emoji/") != std::string_view::npos;
}

/// The address from which an element or one of its parts is shown.
std::string_view media_address(const GumboElement& element) {
  for (const char* name : {"src", "data", "data-src"})
    if (const auto address = attribute(element, name); !address.empty()) return address;
  for (unsigned int i = 0; i < element.children.length; ++i) {
    const auto& child = *static_cast<const GumboNode*>(element.children.data[i]);
    if (child.type != GUMBO_NODE_ELEMENT) continue;
    const std::string_view tag = gumbo_normalized_tagname(child.v.element.tag);
    if (tag == "source" || tag == "embed" || tag == "iframe")
      if (const auto address = media_address(child.v.element); !address.empty()) return address;
    if (tag == "param" && attribute(child.v.element, "name") == "movie")
      return attribute(child.v.element, "value");
  }
  return {};
}

bool is_element(const GumboNode& node, std::string_view tag) {
  return node.type == GUMBO_NODE_ELEMENT && gumbo_normalized_tagname(node.v.element.tag) == tag;
}

class HtmlWriter {
 public:
  explicit HtmlWriter(const LinkResolver& resolve) : resolve_(resolve) {}

  std::string take() { return std::move(out_); }
  /// Whether something was omitted because it was nested too deep.
  bool is_too_deep() const { return too_deep_; }

  void write(const GumboNode& node, int depth) {
    if (node.type == GUMBO_NODE_ELEMENT)
      element(node.v.element, depth);
    else if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE ||
             node.type == GUMBO_NODE_CDATA)
      text(node.v.text.text);
  }

  /// Writes HTML of paragraphs and line breaks without parsing it, which would take most of the
  /// time of an import. Returns false, and may have written a part, if there is anything else in
  /// it.
  bool write_paragraphs(std::string_view html) {
    // The parser changes control characters and decodes references.
    const bool has_other = std::any_of(html.begin(), html.end(), [](char c) {
      return c == '&' || c == 0x7f || (c >= 0 && c < 0x20 && c != '\n' && c != '\t');
    });
    if (has_other || !is_valid_utf8(html)) return false;
    bool in_paragraph = false;
    while (!html.empty()) {
      const std::size_t end = std::min(html.find('<'), html.size());
      if (end != 0) text(html.substr(0, end));
      html.remove_prefix(end);
      if (html.empty()) break;
      const std::string_view tag = html.substr(0, html.find('>') + 1);
      if (tag == "<p>" || tag == "</p>") {
        // A paragraph ends where the next one begins. An end without a beginning is an empty one.
        block();
        in_paragraph = tag == "<p>";
      } else if (tag == "<br>" || tag == "<br/>" || tag == "<br />") {
        line_break();
      } else {
        return false;
      }
      html.remove_prefix(tag.size());
    }
    if (in_paragraph) block();
    return true;
  }

 private:
  void children(const GumboElement& element, int depth) {
    if (depth > deepest_html) {
      too_deep_ = true;
      return;
    }
    for (unsigned int i = 0; i < element.children.length; ++i)
      write(*static_cast<const GumboNode*>(element.children.data[i]), depth + 1);
  }

  void element(const GumboElement& element, int depth) {
    const std::string_view tag = gumbo_normalized_tagname(element.tag);
    if (is_one_of(dropped_tags, tag)) return;
    if (is_one_of(kept_tags, tag)) return kept(element, tag, depth);
    if (is_one_of(media_tags, tag)) return media(element);
    if (tag == "img") return image(element);
    if (tag == "sup" || tag == "sub") return raised(element, tag == "sup" ? '^' : '_', depth);
    if (tag == "ul" || tag == "ol") return list(element, tag == "ol", depth);
    if (tag == "table") return table(element, depth);
    if (tag == "tr") return row(element, depth);
    if (tag == "pre") return preformatted(element, depth);
    if (tag == "br") return line_break();
    if (tag == "li") return item(element, depth);
    const bool is_block = is_one_of(block_tags, tag);
    if (is_block) block();
    children(element, depth);
    if (is_block) block();
  }

  void list(const GumboElement& element, bool is_numbered, int depth) {
    // Within an item, the inner list follows on the next line.
    if (lists_.empty())
      block();
    else
      line();
    lists_.push_back(is_numbered ? number_of(attribute(element, "start")).value_or(1)
                                 : std::optional<int>{});
    children(element, depth);
    lists_.pop_back();
    if (lists_.empty())
      block();
    else
      line();
  }

  void item(const GumboElement& element, int depth) {
    line();
    if (lists_.empty() || !lists_.back()) {
      out_ += "- ";
    } else {
      const int number = number_of(attribute(element, "value")).value_or(*lists_.back());
      out_ += std::to_string(number) + ". ";
      lists_.back() = number + 1;
    }
    children(element, depth);
  }

  /// Rows become lines. White space between rows and cells is not shown.
  void table(const GumboElement& element, int depth) {
    block();
    const bool outer = std::exchange(in_table_, true);
    children(element, depth);
    in_table_ = outer;
    block();
  }

  void row(const GumboElement& element, int depth) {
    line();
    const std::size_t begin = out_.size();
    const bool outer = std::exchange(in_table_, false);
    bool first = true;
    for (unsigned int i = 0; i < element.children.length && depth <= deepest_html; ++i) {
      const auto& cell = *static_cast<const GumboNode*>(element.children.data[i]);
      if (!is_element(cell, "td") && !is_element(cell, "th")) continue;
      // A paragraph in a cell does not end the row.
      while (out_.size() > begin && out_.back() == '\n') out_.pop_back();
      if (!first) out_ += " | ";
      first = false;
      children(cell.v.element, depth + 1);
    }
    too_deep_ = too_deep_ || depth > deepest_html;
    in_table_ = outer;
  }

  /// "10<sup>6</sup>" is "10^6", but "1<sup>st</sup>" is "1st". More than a word is put in
  /// brackets.
  void raised(const GumboElement& element, char mark, int depth) {
    const std::size_t begin = out_.size();
    children(element, depth);
    const std::string inside = out_.substr(begin);
    constexpr std::array<std::string_view, 5> ordinals{"st", "nd", "rd", "th", "TM"};
    if (trim(inside).empty() || is_one_of(ordinals, inside)) return;
    out_.resize(begin);
    out_ += mark;
    const bool is_long = inside.find_first_of(" +-*/=,") != std::string::npos &&
                         inside.size() > 2 && inside.front() != '<' && inside.front() != '[' &&
                         inside.front() != '(';
    out_ += is_long ? '(' + inside + ')' : inside;
  }

  void media(const GumboElement& element) {
    std::string address(trim(media_address(element)));
    if (address.starts_with("//")) address.insert(0, "https:");
    const bool is_web = starts_ignoring_case(address, "http") || address.starts_with('/');
    if (!is_web) return;
    const std::string_view title = attribute(element, "title");
    block();
    link(address, title.empty() ? std::string_view(address) : title);
    block();
  }

  /// A link, or its words alone within another link.
  void link(std::string_view address, std::string_view words) {
    if (in_link_) return append_character_data(out_, words);
    out_ += "<a";
    append_attribute(out_, "href", address);
    out_ += '>';
    append_character_data(out_, words);
    out_ += "</a>";
  }

  void preformatted(const GumboElement& element, int depth) {
    block();
    const bool outermost = !in_code_;
    if (outermost) out_ += "<code>";
    in_code_ = true;
    children(element, depth);
    if (outermost) {
      out_ += "</code>";
      in_code_ = false;
    }
    block();
  }

  void kept(const GumboElement& element, std::string_view tag, int depth) {
    const bool code = tag == "code";
    if (code && in_code_) return children(element, depth);
    out_ += '<';
    out_ += tag;
    for (const std::string_view name : kept_attributes)
      if (const GumboAttribute* attribute =
              gumbo_get_attribute(&element.attributes, std::string(name).c_str()))
        append_attribute(out_, name, name == "href" ? resolve(attribute->value) : attribute->value);
    out_ += '>';
    in_code_ = in_code_ || code;
    const bool was_in_link = in_link_;
    in_link_ = in_link_ || tag == "a";
    children(element, depth);
    in_link_ = was_in_link;
    if (code) in_code_ = false;
    out_ += "</";
    out_ += tag;
    out_ += '>';
  }

  void image(const GumboElement& element) {
    const std::string_view source = attribute(element, "src");
    const std::string_view shown = attribute(element, "alt");
    if (is_emoji(element) && !shown.empty()) return append_character_data(out_, shown);
    if (source.empty()) return;
    link(source, shown.empty() ? source : shown);
  }

  std::string resolve(std::string_view href) const {
    return resolve_ ? resolve_(href) : std::string(href);
  }

  void text(std::string_view text) {
    if (in_table_ && trim(text).empty()) return;
    if (after_break_ && text.starts_with('\n')) text.remove_prefix(1);
    after_break_ = false;
    append_character_data(out_, text);
  }
  void line_break() {
    out_ += '\n';
    after_break_ = true;
  }
  void line() {
    if (!out_.empty() && out_.back() != '\n') out_ += '\n';
    after_break_ = false;
  }
  void block() {
    line();
    if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
  }

  const LinkResolver& resolve_;
  std::string out_;
  bool too_deep_ = false;
  bool in_table_ = false;  // between its rows
  bool in_link_ = false;
  std::vector<std::optional<int>> lists_;  // the next number of each open list; nullopt: no numbers
  bool in_code_ = false;
  bool after_break_ = false;  // a line end after a break in the source is part of that break
};

/// Memory with a limit for one parse. 2,000 unclosed <b> before 9,000 paragraphs are 56 kB of text
/// but 18 million elements, because HTML reopens each of them in every paragraph. An allocation
/// beyond the limit jumps back to the start of the parse.
class Arena {
 public:
  Arena() = default;
  ~Arena() {
    for (Block* block = first_; block != nullptr;) std::free(std::exchange(block, block->next));
  }
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  std::jmp_buf too_much;

  static void* allocate(void* self, std::size_t bytes) {
    Arena& arena = *static_cast<Arena*>(self);
    arena.used_ += sizeof(Block) + bytes;
    auto* block = arena.used_ > most_bytes
                      ? nullptr
                      : static_cast<Block*>(std::malloc(sizeof(Block) + bytes));
    // Only C frames are skipped. The parser cannot handle a failed allocation.
    if (block == nullptr) std::longjmp(arena.too_much, 1);  // NOLINT(cert-err52-cpp)
    *block = {nullptr, arena.first_, bytes};
    if (arena.first_ != nullptr) arena.first_->before = block;
    arena.first_ = block;
    return block + 1;
  }

  static void release(void* self, void* memory) {
    if (memory == nullptr) return;
    Arena& arena = *static_cast<Arena*>(self);
    Block* block = static_cast<Block*>(memory) - 1;
    arena.used_ -= sizeof(Block) + block->bytes;
    (block->before != nullptr ? block->before->next : arena.first_) = block->next;
    if (block->next != nullptr) block->next->before = block->before;
    std::free(block);
  }

 private:
  struct alignas(std::max_align_t) Block {
    Block* before;
    Block* next;
    std::size_t bytes;
  };
  static constexpr std::size_t most_bytes = 16 << 20;

  Block* first_ = nullptr;
  std::size_t used_ = 0;
};

/// `output` is null if parsing would take too much memory.
struct Parsed {
  explicit Parsed(std::string_view html) : text(html) {
    options.fragment_context = GUMBO_TAG_DIV;
    options.max_errors = 0;
    options.allocator = Arena::allocate;
    options.deallocator = Arena::release;
    options.userdata = &arena;
    // NOLINTNEXTLINE(cert-err52-cpp): see Arena.
    if (setjmp(arena.too_much) == 0)
      output = gumbo_parse_with_options(&options, text.data(), text.size());
  }
  Parsed(const Parsed&) = delete;
  Parsed& operator=(const Parsed&) = delete;

  std::string text;  // gumbo's nodes point into it
  GumboOptions options = kGumboDefaultOptions;
  Arena arena;
  GumboOutput* output = nullptr;
};

void append_plain(const GumboNode& node, std::string& out) {
  if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE) out += node.v.text.text;
}

}  // namespace

std::string text_of_html(std::string_view html, const LinkResolver& resolve) {
  if (is_plain(html) && (!resolve || html.find("#comment-") == std::string_view::npos))
    return std::string(html);
  if (HtmlWriter simple(resolve); simple.write_paragraphs(html)) return simple.take();
  const Parsed parsed(html);
  if (parsed.output == nullptr) return escape_other_tags(html);
  HtmlWriter writer(resolve);
  const GumboElement& root = parsed.output->root->v.element;
  for (unsigned int i = 0; i < root.children.length; ++i)
    writer.write(*static_cast<const GumboNode*>(root.children.data[i]), 0);
  return writer.is_too_deep() ? escape_other_tags(html) : writer.take();
}

std::string escape_other_tags(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    // WordPress's filters treat "2 < 3 > 1" as a tag too.
    if (text[at] == '<' && !is_one_of(kept_tags, tag_name(text, at)))
      out += "&lt;";
    else
      out += text[at];
  }
  return out;
}

std::string decode_html(std::string_view text) {
  if (text.find('&') == std::string_view::npos) return std::string(text);
  // Names do not contain tags; only character references are decoded.
  std::string escaped;
  for (const char c : text) c == '<' ? escaped += "&lt;" : escaped += c;
  const Parsed parsed(escaped);
  if (parsed.output == nullptr) return std::string(text);
  std::string out;
  const GumboElement& root = parsed.output->root->v.element;
  for (unsigned int i = 0; i < root.children.length; ++i)
    append_plain(*static_cast<const GumboNode*>(root.children.data[i]), out);
  return out;
}

std::string decode_address(std::string_view text) {
  // HTML decodes "&copy" without a semicolon, but in an attribute not before "=" or a letter.
  std::string marked;
  for (std::size_t at = 0; at < text.size(); ++at) {
    marked += text[at];
    if (text[at] != '&') continue;
    std::size_t end = at + 1;
    while (end < text.size() && (is_ascii_alphanumeric(text[end]) || text[end] == '#')) ++end;
    if (end >= text.size() || text[end] != ';') marked += "amp;";
  }
  return decode_html(marked);
}

}  // namespace afterword
