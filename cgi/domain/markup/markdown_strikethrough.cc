#include "domain/markup/markdown_strikethrough.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"

namespace afterword {
namespace {

enum class Match { none, outer, nested };

/// A run of one or two tildes in a text node.
struct TildeRun {
  cmark_node* node;
  std::size_t begin;
  std::size_t length;
  bool opens;
  bool closes;
  Match match = Match::none;
};

// What flanks a run where the text node ends.
constexpr char32_t line_edge = ' ';
constexpr char32_t element_edge = '*';

bool is_unicode_space(char32_t c) {
  return c == ' ' || c == '\t' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_unicode_punctuation(char32_t c) {
  if (c >= 0x80) return is_other_punctuation(c) && !is_unicode_space(c);
  return c > ' ' && c < 0x7F && !is_ascii_alphanumeric(static_cast<char>(c));
}

bool is_inline_element(cmark_node* node) {
  const cmark_node_type type = cmark_node_get_type(node);
  return type != CMARK_NODE_SOFTBREAK && type != CMARK_NODE_LINEBREAK;
}

/// The character beside a text node, on the side of `sibling`.
char32_t edge_of(cmark_node* node, cmark_node* sibling) {
  if (sibling != nullptr) return is_inline_element(sibling) ? element_edge : line_edge;
  const cmark_node_type parent = cmark_node_get_type(cmark_node_parent(node));
  return parent == CMARK_NODE_PARAGRAPH || parent == CMARK_NODE_HEADING ? line_edge : element_edge;
}

char32_t last_character(std::string_view text) {
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
  return next_character(text, at);
}

void append_runs(cmark_node* node, std::vector<TildeRun>& runs) {
  const std::string_view text = cmark_node_get_literal(node);
  for (std::size_t begin = text.find('~'); begin != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_not_of('~', begin), text.size());
    if (end - begin <= 2) {
      const char32_t before = begin > 0 ? last_character(text.substr(0, begin))
                                        : edge_of(node, cmark_node_previous(node));
      std::size_t at = end;
      const char32_t after =
          end < text.size() ? next_character(text, at) : edge_of(node, cmark_node_next(node));
      const bool open_before = is_unicode_space(before) || is_unicode_punctuation(before);
      const bool open_after = is_unicode_space(after) || is_unicode_punctuation(after);
      const bool left = !is_unicode_space(after) && (!is_unicode_punctuation(after) || open_before);
      const bool right =
          !is_unicode_space(before) && (!is_unicode_punctuation(before) || open_after);
      const bool is_single = end - begin == 1;
      const bool is_within_word = is_single && !open_before && !open_after;
      // If this closed, two home directories, as in "a:~/x b:~/y", would be a pair.
      const bool is_home = is_single && begin > 0 && left && after == '/';
      runs.push_back({node, begin, end - begin, left && !is_within_word,
                      right && !is_within_word && !is_home});
    }
    begin = text.find('~', end);
  }
}

/// Matches each closing run with the last open run of its length. Open runs between the two remain
/// literal.
void match_runs(std::vector<TildeRun>& runs) {
  std::array<std::vector<std::size_t>, 2> open;  // by length
  std::vector<std::pair<std::size_t, std::size_t>> outer;
  const auto mark = [&](const auto& pair, Match match) {
    runs[pair.first].match = runs[pair.second].match = match;
  };
  for (std::size_t i = 0; i < runs.size(); ++i) {
    std::vector<std::size_t>& same = open[runs[i].length - 1];
    std::vector<std::size_t>& other = open[2 - runs[i].length];
    if (runs[i].closes && !same.empty()) {
      const std::size_t opener = same.back();
      same.pop_back();
      while (!other.empty() && other.back() > opener) other.pop_back();
      for (; !outer.empty() && outer.back().first > opener; outer.pop_back())
        mark(outer.back(), Match::nested);
      outer.emplace_back(opener, i);
    } else if (runs[i].opens) {
      same.push_back(i);
    }
  }
  for (const auto& pair : outer) mark(pair, Match::outer);
}

/// Moves the children of an element between matched runs into new nodes and removes the runs.
class Striker {
 public:
  Striker(cmark_node* parent, const std::vector<TildeRun>& runs) : runs_(runs) {
    for (cmark_node* child = cmark_node_first_child(parent); child != nullptr;) {
      cmark_node* next = cmark_node_next(child);
      if (run_ < runs_.size() && runs_[run_].node == child)
        split(child);
      else if (struck_ != nullptr)
        cmark_node_append_child(struck_, child);
      child = next;
    }
  }

 private:
  /// Replaces a text node by its parts between matched runs.
  void split(cmark_node* node) {
    const std::string text = cmark_node_get_literal(node);
    std::size_t begin = 0;
    for (; run_ < runs_.size() && runs_[run_].node == node; ++run_) {
      const TildeRun& run = runs_[run_];
      if (run.match == Match::none) continue;
      append_text(node, text.substr(begin, run.begin - begin));
      begin = run.begin + run.length;
      if (run.match == Match::nested) continue;
      if (struck_ == nullptr) {
        struck_ = cmark_node_new(CMARK_NODE_CUSTOM_INLINE);
        cmark_node_insert_before(node, struck_);
      } else {
        struck_ = nullptr;
      }
    }
    append_text(node, text.substr(begin));
    cmark_node_unlink(node);
    cmark_node_free(node);
  }

  void append_text(cmark_node* node, const std::string& text) {
    if (text.empty()) return;
    cmark_node* part = cmark_node_new(CMARK_NODE_TEXT);
    cmark_node_set_literal(part, text.c_str());
    if (struck_ == nullptr)
      cmark_node_insert_before(node, part);
    else
      cmark_node_append_child(struck_, part);
  }

  const std::vector<TildeRun>& runs_;
  std::size_t run_ = 0;
  cmark_node* struck_ = nullptr;  // null outside of a pair
};

}  // namespace

void strike_through(cmark_node* document) {
  std::vector<TildeRun> runs;
  std::vector<cmark_node*> parents;
  const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> iterator(cmark_iter_new(document),
                                                                         &cmark_iter_free);
  while (cmark_iter_next(iterator.get()) != CMARK_EVENT_DONE) {
    cmark_node* child = cmark_node_first_child(cmark_iter_get_node(iterator.get()));
    if (child != nullptr && cmark_iter_get_event_type(iterator.get()) == CMARK_EVENT_ENTER)
      parents.push_back(cmark_iter_get_node(iterator.get()));
  }
  for (cmark_node* parent : parents) {
    runs.clear();
    for (cmark_node* child = cmark_node_first_child(parent); child != nullptr;
         child = cmark_node_next(child))
      if (cmark_node_get_type(child) == CMARK_NODE_TEXT) append_runs(child, runs);
    match_runs(runs);
    Striker(parent, runs);
  }
}

}  // namespace afterword
