// Moderation rules: words, phrases and patterns, compiled for matching.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "domain/care/care.h"

namespace re2 {
class RE2;
}

namespace afterword {

/// hold: a moderator reads it first. block: moved to the trash without telling the commenter. care:
/// a moderator reads it first, and no other rule can remove it.
enum class RuleKind { hold, block, care };

std::string_view to_text(RuleKind kind);
std::optional<RuleKind> parse_rule_kind(std::string_view text);

/// Why a comment is open for care. A new topic needs words in templates/moderate_words.tpl.
enum class CareTopic {
  none,
  self,     // the commenter
  other,    // another person
  method,   // a method, or incitement
  abuse,    // an attack on a commenter
  worried,  // a reader reported it; not the subject of a phrase
};

/// All topics but none, in display order, and those among them that a care phrase can have.
std::span<const CareTopic> care_topics();
std::span<const CareTopic> phrase_topics();
std::string_view to_text(CareTopic topic);
/// Topics as a comment stores them, "self method", and further ones, each once.
std::string with_care_topics(std::string_view topics, std::string_view further);
/// Parses the topic of a care phrase; "" is none.
std::optional<CareTopic> parse_phrase_topic(std::string_view text);

struct Rule {
  RuleId id;
  RuleKind kind = RuleKind::hold;
  std::string pattern;
  CareTopic topic = CareTopic::none;
  std::string language = {};  // of a shipped or imported list; "" for a rule made on this site
  bool attentive = false;     // a care phrase that is used in CareMode::attentive only
};

/// Why a pattern is not valid. The words for it are in templates/moderate_words.tpl.
enum class PatternError {
  empty,
  not_utf8,
  too_long,
  nothing_between,  // the slashes
  too_short,        // a single letter or mark
  no_word,          // a care phrase of marks alone
  bad_syntax,
  matches_empty,
  matches_any,
};

std::string_view to_text(PatternError error);

struct InvalidPattern {
  PatternError error = PatternError::empty;
  std::string detail = {};  // of bad_syntax: what RE2 says
};

/// Validates a pattern; returns the error, if any. A pattern has 1 to 500 characters;
/// between slashes it is RE2 syntax that compiles within 1 MiB. Patterns that match any text are
/// rejected as accidental: nothing between the slashes, a single letter or mark, a class of letters
/// such as /./ or /\w/.
std::optional<InvalidPattern> pattern_error(RuleKind kind, std::string_view pattern);

/// A compiled set of rules. A word or phrase matches anywhere in a text, in the folded form of both
/// (domain/policy/confusables.h): "scoop" is in "Scoop?" and in "ｓｃｏｏｐ". /…/ is an RE2
/// pattern, case-insensitive, in linear time. A stored pattern that no longer compiles matches
/// nothing. Also contains the moderators' names, because comments signed with one are held.
class RuleSet {
 public:
  explicit RuleSet(const std::vector<Rule>& rules, const std::vector<std::string>& moderators = {});
  ~RuleSet();
  RuleSet(RuleSet&&) noexcept;
  RuleSet& operator=(RuleSet&&) noexcept;

  /// The first hold or block rule that matches any of the texts.
  std::optional<RuleId> first_match(RuleKind kind, const std::vector<std::string>& texts) const;

  /// True if a name could be confused with a moderator's (domain/policy/confusables.h).
  bool looks_like_moderator(std::string_view name) const;

  struct CareMatch {
    RuleId id;
    CareTopic topic;
    bool may_be_outweighed;  // an attentive English phrase; word weights exist for English only
  };
  /// All care rules of the mode that match one of the texts, in rule order. Rules are matched
  /// against the care form (domain/care/care_text.h): phrases by whole words, patterns anywhere.
  std::vector<CareMatch> care_matches(const std::vector<std::string>& texts, CareMode mode) const;

 private:
  struct Compiled;
  std::vector<Compiled> rules_;
  std::unique_ptr<class CarePhrases> phrases_;
  std::set<std::string> moderator_looks_;
};

}  // namespace afterword
