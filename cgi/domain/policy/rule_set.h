// Words, phrases and patterns that moderators keep, ready for matching.
#pragma once

#include <memory>
#include <optional>
#include <set>
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

/// hold: a person reads it first. block: to the trash, quietly. care: a person reads it first, and
/// nothing else may remove it.
enum class RuleKind { hold, block, care };

std::string_view to_text(RuleKind kind);
std::optional<RuleKind> parse_rule_kind(std::string_view text);

/// What a care phrase is about.
enum class CareTopic {
  none,
  self,    // the writer
  other,   // somebody else
  method,  // a way, or urging somebody on
  abuse,   // an attack on a commenter
};

std::string_view to_text(CareTopic topic);
std::optional<CareTopic> parse_care_topic(std::string_view text);

struct Rule {
  RuleId id;
  RuleKind kind = RuleKind::hold;
  std::string pattern;
  CareTopic topic = CareTopic::none;
  std::string language = {};  // of a shipped or imported list; "" for a rule made here
  bool attentive = false;     // a care phrase that counts only where the site is attentive
};

/// What is wrong with a pattern; the words for it are in templates/moderate_words.tpl.
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

struct PatternFault {
  PatternError error = PatternError::empty;
  std::string detail = {};  // of bad_syntax: what RE2 says
};

/// What is wrong with a pattern, or nothing when it can be a rule: 1 to 500
/// characters, RE2 syntax within 1 MiB when it is written between slashes, and nothing that would
/// match any text, which is an accident: nothing between the slashes, one letter or mark, a class
/// of letters such as /./ or /\w/.
std::optional<PatternFault> pattern_fault(RuleKind kind, std::string_view pattern);

/// Rules compiled once. A word or phrase matches anywhere, whatever the case of letters in any
/// script ("scoop" is in "Scoop?"); /…/ is an RE2 pattern, also without regard to case, in linear
/// time. A stored pattern that no longer compiles matches nothing. The moderators' names are kept
/// with the rules, because a visitor who signs with one is held.
class RuleSet {
 public:
  explicit RuleSet(const std::vector<Rule>& rules, const std::vector<std::string>& moderators = {});
  ~RuleSet();
  RuleSet(RuleSet&&) noexcept;
  RuleSet& operator=(RuleSet&&) noexcept;

  /// The first hold or block rule that matches any of the texts.
  std::optional<RuleId> first_match(RuleKind kind, const std::vector<std::string>& texts) const;

  /// Whether a name would be taken for a moderator's (domain/policy/confusables.h).
  bool looks_like_moderator(std::string_view name) const;

  struct CareMatch {
    RuleId id;
    CareTopic topic;
    bool may_be_outweighed;  // an attentive phrase in English: the weighed words know that language
  };
  /// Every care rule that counts in a mode and matches one of the texts, in the order of the rules.
  /// They are compared with its care form (domain/care/care_text.h): a phrase by whole words, a
  /// pattern anywhere.
  std::vector<CareMatch> care_matches(const std::vector<std::string>& texts, CareMode mode) const;

 private:
  struct Compiled;
  std::vector<Compiled> rules_;
  std::unique_ptr<class CarePhrases> phrases_;
  std::set<std::string> moderator_looks_;
};

}  // namespace afterword
