#include "domain/markup/html_references.h"

#include <cmark.h>

#include <cstddef>
#include <memory>

#include "base/ascii.h"

namespace afterword {
namespace {

constexpr std::size_t longest_reference = 40;

/// What the reference stands for, such as "&amp;"; itself if it is none.
std::string decode_reference(std::string_view reference) {
  const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> document(
      cmark_parse_document(reference.data(), reference.size(), CMARK_OPT_DEFAULT),
      &cmark_node_free);
  cmark_node* paragraph = cmark_node_first_child(document.get());
  std::string decoded;
  for (cmark_node* node = paragraph == nullptr ? nullptr : cmark_node_first_child(paragraph);
       node != nullptr; node = cmark_node_next(node)) {
    const char* text = cmark_node_get_literal(node);
    if (text != nullptr) decoded += text;
  }
  return decoded.empty() ? std::string(reference) : decoded;
}

bool is_reference_character(char c) { return is_ascii_alphanumeric(c) || c == '#'; }

}  // namespace

std::string decode_html_references(std::string_view html) {
  std::string out;
  while (!html.empty()) {
    const std::size_t begin = html.find('&');
    out += html.substr(0, begin);
    if (begin == std::string_view::npos) break;
    html.remove_prefix(begin);
    std::size_t end = 1;
    while (end < html.size() && end < longest_reference && is_reference_character(html[end])) ++end;
    const bool is_reference = end < html.size() && html[end] == ';';
    const std::size_t size = is_reference ? end + 1 : 1;
    out += is_reference ? decode_reference(html.substr(0, size)) : "&";
    html.remove_prefix(size);
  }
  return out;
}

}  // namespace afterword
