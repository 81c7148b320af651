#include "domain/care/care_list.h"

#include "base/ascii.h"
#include "base/text.h"

namespace afterword {

Result<std::vector<Rule>, InvalidCareList> parse_care_list(std::string_view text) {
  constexpr std::string_view language_key = "language:";
  std::vector<Rule> rules;
  std::string language;
  auto topic = CareTopic::none;
  bool attentive = false;
  for (int number = 1; !text.empty(); ++number) {
    const std::string_view line = trim(take_part(text, '\n'));
    if (line.empty() || line.front() == '#') continue;
    if (line.starts_with(language_key)) {
      language = trim(line.substr(language_key.size()));
      continue;
    }
    if (line.front() == '[' && line.back() == ']') {
      constexpr std::string_view only = " attentive";
      std::string_view heading = line.substr(1, line.size() - 2);
      attentive = heading.ends_with(only);
      if (attentive) heading.remove_suffix(only.size());
      const auto named = parse_phrase_topic(heading);
      if (!named || *named == CareTopic::none)
        return Failure{InvalidCareList{CareListError::unknown_heading, number}};
      topic = *named;
      continue;
    }
    if (language.empty()) return Failure{InvalidCareList{CareListError::no_language, number}};
    if (topic == CareTopic::none)
      return Failure{InvalidCareList{CareListError::no_heading, number}};
    if (const auto error = pattern_error(RuleKind::care, line))
      return Failure{InvalidCareList{CareListError::bad_phrase, number, *error}};
    rules.push_back({RuleId{}, RuleKind::care, std::string(line), topic, language, attentive});
  }
  if (rules.empty()) return Failure{InvalidCareList{}};
  return rules;
}

}  // namespace afterword
