// Safety rules for templates. The build applies them to our templates, and the program to a site's
// overrides at start. Has no dependencies, because a build tool uses it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace afterword {

/// Returns the first violation as a sentence, or nullopt. The rules:
/// - The AUTOESCAPE pragma must come first, because without it ctemplate escapes nothing.
/// - A marker with the modifier `:none` must have a name that ends in _HTML.
/// Mails (mail_*.tpl) are plain text without escaping and must declare that.
inline std::optional<std::string> template_error(std::string_view name, std::string_view text) {
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
