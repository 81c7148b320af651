#include "domain/policy/rule_set.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/text.h"
#include "domain/care/care_pattern.h"
#include "domain/care/care_text.h"
#include "domain/policy/confusables.h"

namespace afterword {
namespace {

constexpr std::size_t pattern_characters = 500;

constexpr std::array topics{CareTopic::self, CareTopic::other, CareTopic::method, CareTopic::abuse,
                            CareTopic::worried};

/// The expression between the slashes of /…/. nullopt for a word or phrase.
std::optional<std::string_view> expression_in(std::string_view pattern) {
  if (pattern.size() < 3 || pattern.front() != '/' || pattern.back() != '/') return std::nullopt;
  return pattern.substr(1, pattern.size() - 2);
}

/// Sentences without a common word: a pattern that matches all of them matches any text.
constexpr std::array probes{"Why not?", "I like jam.", "Good dog!", "buzz off, fly",
                            "Extra chunky"};

bool matches_any_text(RuleKind kind, const re2::RE2& expression) {
  return std::all_of(probes.begin(), probes.end(), [&](const char* probe) {
    return re2::RE2::PartialMatch(kind == RuleKind::care ? care_form(probe) : probe, expression);
  });
}

/// True for a phrase that occurs in nearly every comment: a single letter or mark, or two marks.
bool is_too_short(std::string_view phrase) {
  const auto is_mark = [](char c) { return !is_beyond_ascii(c) && !is_ascii_alphanumeric(c); };
  return phrase.size() < 2 ||
         (phrase.size() == 2 && std::all_of(phrase.begin(), phrase.end(), is_mark));
}

}  // namespace

struct RuleSet::Compiled {
  RuleId id;
  RuleKind kind;
  CareTopic topic;
  bool attentive;
  bool english;
  std::string phrase;  // in folded form; empty if there is an expression
  std::unique_ptr<re2::RE2> expression;
  std::unique_ptr<CarePattern> care_pattern;  // instead of an expression, for a care rule
};

std::string_view to_text(RuleKind kind) {
  switch (kind) {
    case RuleKind::hold:
      return "hold";
    case RuleKind::block:
      return "block";
    case RuleKind::care:
      return "care";
  }
  return "";
}

std::optional<RuleKind> parse_rule_kind(std::string_view text) {
  for (const RuleKind kind : {RuleKind::hold, RuleKind::block, RuleKind::care})
    if (text == to_text(kind)) return kind;
  return std::nullopt;
}

std::string_view to_text(CareTopic topic) {
  switch (topic) {
    case CareTopic::none:
      return "";
    case CareTopic::self:
      return "self";
    case CareTopic::other:
      return "other";
    case CareTopic::method:
      return "method";
    case CareTopic::abuse:
      return "abuse";
    case CareTopic::worried:
      return "worried";
  }
  return "";
}

std::span<const CareTopic> care_topics() { return topics; }

std::span<const CareTopic> phrase_topics() { return care_topics().first(topics.size() - 1); }

std::string with_care_topics(std::string_view topics, std::string_view further) {
  std::string all(topics);
  for (const CareTopic topic : care_topics()) {
    const std::string_view name = to_text(topic);
    if (further.find(name) == std::string_view::npos || all.find(name) != std::string::npos)
      continue;
    if (!all.empty()) all += ' ';
    all += name;
  }
  return all;
}

std::optional<CareTopic> parse_phrase_topic(std::string_view text) {
  if (text.empty()) return CareTopic::none;
  for (const CareTopic topic : phrase_topics())
    if (text == to_text(topic)) return topic;
  return std::nullopt;
}

std::string_view to_text(PatternError error) {
  switch (error) {
    case PatternError::empty:
      return "empty";
    case PatternError::not_utf8:
      return "not_utf8";
    case PatternError::too_long:
      return "too_long";
    case PatternError::nothing_between:
      return "nothing_between";
    case PatternError::too_short:
      return "too_short";
    case PatternError::no_word:
      return "no_word";
    case PatternError::bad_syntax:
      return "bad_syntax";
    case PatternError::matches_empty:
      return "matches_empty";
    case PatternError::matches_any:
      return "matches_any";
  }
  return "";
}

std::optional<InvalidPattern> pattern_error(RuleKind kind, std::string_view pattern) {
  if (trim(pattern).empty()) return InvalidPattern{PatternError::empty};
  if (!is_valid_utf8(pattern)) return InvalidPattern{PatternError::not_utf8};
  if (count_characters(pattern) > pattern_characters) return InvalidPattern{PatternError::too_long};
  if (trim(pattern) == "//") return InvalidPattern{PatternError::nothing_between};
  const auto expression = expression_in(trim(pattern));
  if (!expression) {
    if (is_too_short(trim(pattern))) return InvalidPattern{PatternError::too_short};
    if (kind == RuleKind::care && !CarePhrases::is_phrase(pattern))
      return InvalidPattern{PatternError::no_word};
    return std::nullopt;
  }
  const auto compiled = compile_rule_pattern(*expression);
  if (!compiled->ok()) return InvalidPattern{PatternError::bad_syntax, compiled->error()};
  if (re2::RE2::PartialMatch("", *compiled)) return InvalidPattern{PatternError::matches_empty};
  if (matches_any_text(kind, *compiled)) return InvalidPattern{PatternError::matches_any};
  return std::nullopt;
}

RuleSet::RuleSet(const std::vector<Rule>& rules, const std::vector<std::string>& moderators)
    : phrases_(std::make_unique<CarePhrases>()) {
  for (const std::string& name : moderators) moderator_looks_.insert(name_look(name));
  moderator_looks_.erase("");
  for (const Rule& rule : rules) {
    Compiled compiled{rule.id, rule.kind, rule.topic, rule.attentive, rule.language == "en",
                      {},      nullptr,   nullptr};
    const auto expression = expression_in(rule.pattern);
    if (expression && rule.kind == RuleKind::care)
      compiled.care_pattern = std::make_unique<CarePattern>(*expression);
    else if (expression)
      compiled.expression = compile_rule_pattern(*expression);
    else if (rule.kind == RuleKind::care)
      phrases_->add(rules_.size(), rule.pattern);
    else
      compiled.phrase = folded_form(trim(rule.pattern));
    rules_.push_back(std::move(compiled));
  }
}

RuleSet::~RuleSet() = default;
RuleSet::RuleSet(RuleSet&&) noexcept = default;
RuleSet& RuleSet::operator=(RuleSet&&) noexcept = default;

std::optional<RuleId> RuleSet::first_match(RuleKind kind,
                                           const std::vector<std::string>& texts) const {
  std::vector<std::string> folded;  // computed for the first rule
  for (const Compiled& rule : rules_) {
    if (rule.kind != kind) continue;
    if (folded.empty())
      for (const std::string& text : texts) folded.push_back(folded_form(text));
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto matches_expression = [&](const std::string& text) {
        return rule.expression->ok() && re2::RE2::PartialMatch(text, *rule.expression);
      };
      // A pattern may be about the encoding itself, so it is tried with both.
      const bool matches =
          rule.expression
              ? matches_expression(texts[i]) ||
                    (folded[i] != texts[i] && matches_expression(folded[i]))
              : !rule.phrase.empty() && folded[i].find(rule.phrase) != std::string::npos;
      if (matches) return rule.id;
    }
  }
  return std::nullopt;
}

bool RuleSet::looks_like_moderator(std::string_view name) const {
  return moderator_looks_.contains(name_look(name));
}

std::vector<RuleSet::CareMatch> RuleSet::care_matches(const std::vector<std::string>& texts,
                                                      CareMode mode) const {
  if (mode == CareMode::off) return {};
  std::set<std::size_t> found;
  for (const std::string& text : texts) {
    const std::string form = care_form(text);
    const BytePairs pairs(form);
    for (const std::size_t i : phrases_->find(form)) found.insert(i);
    for (std::size_t i = 0; i < rules_.size(); ++i) {
      const Compiled& rule = rules_[i];
      const bool counts = !rule.attentive || mode == CareMode::attentive;
      if (counts && rule.care_pattern && rule.care_pattern->matches(form, pairs)) found.insert(i);
    }
  }
  std::vector<CareMatch> matches;
  matches.reserve(found.size());
  for (const std::size_t i : found)
    if (!rules_[i].attentive || mode == CareMode::attentive)
      matches.push_back({rules_[i].id, rules_[i].topic, rules_[i].attentive && rules_[i].english});
  return matches;
}

}  // namespace afterword
