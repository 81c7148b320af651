#include "view/moderation/policy_words.h"

#include <fmt/format.h>

#include <ctemplate/template_dictionary.h>

#include "base/ascii.h"
#include "base/id.h"
#include "markers/moderate_words.h"

namespace afterword {
namespace {

std::string words_of(const TemplateCache& templates, const std::string& key,
                     std::optional<std::int64_t> number = {}) {
  ctemplate::TemplateDictionary dictionary("words");
  dictionary.ShowSection(key);
  if (number) dictionary.SetIntValue(kmw_N, *number);
  return std::string(trim(templates.expand("moderate_words.tpl", dictionary)));
}

}  // namespace

std::string explain_reason(const TemplateCache& templates, std::string_view code) {
  const std::size_t colon = code.find(':');
  const std::string name = fmt::format("reason_{}", code.substr(0, colon));
  std::string words;
  if (colon == std::string_view::npos) {
    words = words_of(templates, name);
  } else {
    const std::string_view detail = code.substr(colon + 1);
    const auto number = parse_positive(detail);
    words = number ? words_of(templates, name + "_n", number)
                   : words_of(templates, fmt::format("{}_{}", name, detail));
  }
  return words.empty() ? std::string(code) : words;
}

std::string explain_pattern(const TemplateCache& templates, const InvalidPattern& invalid) {
  const std::string words = words_of(templates, fmt::format("pattern_{}", to_text(invalid.error)));
  return invalid.detail.empty() ? words : fmt::format("{} {}", words, invalid.detail);
}

}  // namespace afterword
