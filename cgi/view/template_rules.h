// What makes a template safe to use. The build asks this of our own templates, the program at
// start of a site's overrides. Depends on nothing, so that the build tool can use it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace afterword {

/// A sentence about the first thing that makes a template unsafe, or nothing:
/// - without the AUTOESCAPE pragma at its very beginning ctemplate escapes nothing, silently;
/// - a marker whose escaping is taken away by `:none` must say so by a name that ends in _HTML.
/// Mails (mail_*.tpl) are plain text, where nothing is to be escaped; they say so instead.
inline std::optional<std::string> template_fault(std::string_view name, std::string_view text) {
  if (name.starts_with("mail_")) {
    if (text.starts_with("{{!plain text}}")) return std::nullopt;
    return "the file must begin with {{!plain text}}";
  }
  constexpr std::array contexts{"HTML", "XML", "JSON", "CSS", "JAVASCRIPT"};
  bool pragma = false;
  for (const char* context : contexts)
    if (text.starts_with(std::string("{{%AUTOESCAPE context=\"") + context + "\"}}")) pragma = true;
  if (!pragma) return "the file must begin with {{%AUTOESCAPE context=\"HTML\"}}";

  for (std::size_t at = text.find("{{"); at != std::string_view::npos;
       at = text.find("{{", at + 2)) {
    const std::string_view tag = text.substr(at + 2, text.find("}}", at) - at - 2);
    const std::size_t modifiers = tag.find(':');
    if (modifiers == std::string_view::npos || tag.starts_with('!') || tag.starts_with('%'))
      continue;
    const std::string_view name = tag.substr(0, modifiers);
    if (tag.find("none", modifiers) != std::string_view::npos && !name.ends_with("_HTML"))
      return "{{" + std::string(name) + ":none}} is not escaped, so its name must end in _HTML";
  }
  return std::nullopt;
}

}  // namespace afterword
