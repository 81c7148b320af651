#include "domain/policy/moderation_policy.h"
#include "domain/policy/confusables.h"

#include <gtest/gtest.h>

#include <chrono>
#include <ctime>

#include "base/text.h"
#include "slowness.h"

namespace afterword {
namespace {

Submission comment_of(const std::string& text) {
  Submission comment;
  comment.author = "Ana";
  comment.email = "ana@example.org";
  comment.text = text;
  const Markup markup = render_markup(text, TextFormat::plain);
  comment.plain_text = markup.plain_text;
  comment.links = markup.links;
  return comment;
}

RuleSet rules_of(std::vector<Rule> rules) { return RuleSet(rules); }

TEST(ModerationPolicy, APlainCommentOfAKnownAuthorIsPublished) {
  const Verdict verdict = evaluate_content(comment_of("Hello"), rules_of({}), {});
  EXPECT_EQ(verdict.status, Status::approved);
  EXPECT_EQ(verdict.reason, "");
}

constexpr Instant noon{1'700'000'000'000};

TEST(ModerationPolicy, AFirstCommentIsHeldUnlessConfiguredOtherwise) {
  const Verdict content = evaluate_content(comment_of("Hello"), rules_of({}), {});
  const auto verdict = [&](const SubmissionContext& context, const ModerationPolicy& policy) {
    return decide(content, context, policy, noon).value();
  };
  EXPECT_EQ(verdict({}, {}).status, Status::waiting);
  EXPECT_EQ(verdict({}, {}).reason, "first_comment");
  SubmissionContext known;
  known.known_author = true;
  EXPECT_EQ(verdict(known, {}).status, Status::approved);
  EXPECT_EQ(verdict(known, {}).reason, "");
  ModerationPolicy open;
  open.hold_first = false;
  EXPECT_EQ(verdict({}, open).status, Status::approved);
}

TEST(ModerationPolicy, ABlockedFirstCommentIsInTheTrash) {
  const Verdict verdict = hold_first_comment({Status::trash, "block:1"}, false, {});
  EXPECT_EQ(verdict.status, Status::trash);
  EXPECT_EQ(verdict.reason, "block:1 first_comment");
}

TEST(Deciding, TheFirstOfSeveralRefusalsIsReported) {
  ModerationPolicy policy;
  policy.close_after_days = 7;
  SubmissionContext context;
  context.page_closed = true;
  context.opened = Instant{noon.ms - 7 * day_ms - 1};
  context.parent = ParentState::missing;
  context.duplicate = true;
  context.newest_by_email = Instant{noon.ms - 14'999};
  context.newest_by_prefix = Instant{noon.ms + 10'000};
  const auto refusal = [&] { return decide({}, context, policy, noon).error(); };
  EXPECT_EQ(refusal(), Refusal::page_closed);
  context.page_closed = false;
  EXPECT_EQ(refusal(), Refusal::page_closed);
  context.opened = Instant{noon.ms - 7 * day_ms};
  EXPECT_EQ(refusal(), Refusal::parent_not_published);
  context.parent = ParentState::locked;
  EXPECT_EQ(refusal(), Refusal::thread_locked);
  context.parent = ParentState::published;
  EXPECT_EQ(refusal(), Refusal::duplicate);
  context.duplicate = false;
  EXPECT_EQ(refusal(), Refusal::flood);
  context.newest_by_email = Instant{noon.ms - 15'000};
  EXPECT_EQ(refusal(), Refusal::flood);
  context.newest_by_prefix = Instant{noon.ms + 10'001};
  EXPECT_TRUE(decide({}, context, policy, noon)) << "of a clock that was set back since";
  context.newest_by_prefix = noon;
  EXPECT_EQ(refusal(), Refusal::flood);
  policy.flood_seconds = 0;
  EXPECT_TRUE(decide({}, context, policy, noon));
}

TEST(ModerationPolicy, ACommentIsEditableForTheMinutesOfTheSite) {
  ModerationPolicy policy;
  policy.edit_minutes = 5;
  EXPECT_TRUE(is_editable(noon, policy, noon));
  EXPECT_TRUE(is_editable(noon, policy, Instant{noon.ms + 5 * minute_ms - 1}));
  EXPECT_FALSE(is_editable(noon, policy, Instant{noon.ms + 5 * minute_ms}));
  EXPECT_TRUE(is_editable(noon, policy, Instant{noon.ms - minute_ms})) << "a clock that differs";
  EXPECT_FALSE(is_editable(noon, policy, Instant{noon.ms - day_ms})) << "the clock was set back";
  policy.edit_minutes = 0;
  EXPECT_FALSE(is_editable(noon, policy, noon));
}

TEST(ModerationPolicy, TheFirstOfSeveralRefusalsOfARewriteIsReported) {
  ModerationPolicy policy;
  policy.close_after_days = 7;
  RewriteContext context;
  context.created = Instant{noon.ms - 7 * day_ms};
  context.target = RewriteTarget::gone;
  context.page_closed = true;
  context.opened = Instant{noon.ms - 7 * day_ms - 1};
  context.locked = true;
  context.rewrites = most_rewrites;
  context.revision_bytes = most_revision_bytes;
  context.unchanged = true;
  context.newest_by_email = Instant{noon.ms - 14'999};
  context.newest_by_prefix = Instant{noon.ms - 14'999};
  context.newest_by_first_prefix = Instant{noon.ms - 14'999};
  const auto refusal = [&] { return decide_rewrite(context, policy, noon); };
  EXPECT_EQ(refusal(), Refusal::link_gone);
  context.target = RewriteTarget::changed;
  EXPECT_EQ(refusal(), Refusal::link_expired) << "after a week";
  context.created = Instant{noon.ms - 7 * day_ms + 1};
  EXPECT_EQ(refusal(), Refusal::comment_changed);
  context.target = RewriteTarget::current;
  EXPECT_EQ(refusal(), Refusal::page_closed);
  context.page_closed = false;
  EXPECT_EQ(refusal(), Refusal::page_closed) << "by its age";
  context.opened = Instant{noon.ms - 7 * day_ms};
  EXPECT_EQ(refusal(), Refusal::thread_locked);
  context.locked = false;
  EXPECT_EQ(refusal(), Refusal::too_many_rewrites);
  context.rewrites = most_rewrites - 1;
  EXPECT_EQ(refusal(), Refusal::too_many_rewrites) << "by their size";
  context.revision_bytes = most_revision_bytes - 1;
  EXPECT_EQ(refusal(), std::nullopt) << "an unchanged text is never too soon";
  context.unchanged = false;
  EXPECT_EQ(refusal(), Refusal::flood);
  context.newest_by_email.reset();
  EXPECT_EQ(refusal(), Refusal::flood);
  context.newest_by_prefix.reset();
  EXPECT_EQ(refusal(), Refusal::flood);
  context.newest_by_first_prefix = Instant{noon.ms - 15'000};
  EXPECT_EQ(refusal(), std::nullopt);
}

TEST(ModerationPolicy, ACommentWithAsManyLinksAsTheLimitIsHeldAndZeroMeansNoLimit) {
  const Submission one = comment_of("see http://a.example");
  const Submission two = comment_of("see http://a.example and <a href=\"http://b.example\">b</a>");
  EXPECT_EQ(evaluate_content(one, rules_of({}), {}).status, Status::approved);
  EXPECT_EQ(evaluate_content(two, rules_of({}), {}).reason, "links:2");
  ModerationPolicy unlimited;
  unlimited.max_links = 0;
  EXPECT_EQ(evaluate_content(two, rules_of({}), unlimited).status, Status::approved);
}

TEST(ModerationPolicy, EveryReasonIsStored) {
  Submission comment = comment_of("Hello http://a.example http://b.example");
  comment.trap_filled = true;
  comment.elapsed_ms = 100;
  ModerationPolicy policy;
  policy.hold_all = true;
  const auto verdict =
      decide(evaluate_content(comment, rules_of({{RuleId{7}, RuleKind::hold, "hello"}}), policy),
             {}, policy, noon);
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->status, Status::waiting);
  EXPECT_EQ(verdict->reason, "trap too_fast hold_all links:2 rule:7 first_comment");
}

TEST(ModerationPolicy, OnlyAnImplausiblyShortTimeIsTooFast) {
  Submission comment = comment_of("Hello");
  comment.elapsed_ms = 2'000;
  EXPECT_EQ(evaluate_content(comment, rules_of({}), {}).status, Status::approved);
}

TEST(ModerationPolicy, ACareRuleOutranksABlockRule) {
  const Rule block{RuleId{1}, RuleKind::block, "halfway"};
  const Rule care{RuleId{2}, RuleKind::care, "cannot go on"};
  EXPECT_EQ(evaluate_content(comment_of("<b>half</b>way there"), rules_of({block}), {}).status,
            Status::trash);
  const auto verdict =
      evaluate_content(comment_of("halfway, and I cannot go on"), rules_of({block, care}), {});
  EXPECT_EQ(verdict.status, Status::waiting);
  EXPECT_EQ(verdict.reason, "care:2 block:1");
}

TEST(Rules, AWordMatchesAnywhereInAnyScriptAndField) {
  struct Case {
    const char* pattern;
    const char* text;
    bool matches;
  };
  for (const Case& c : {Case{"scoop", "What a Scoop?", true}, Case{"установка", "Установка", true},
                        Case{"straße", "STRASSE", true}, Case{"example.org", "hi", true},
                        Case{"/^he.+lo$/", "HeLLo", true}, Case{"/^llo/", "hello", false},
                        Case{"absent", "hello", false}}) {
    const auto verdict = evaluate_content(comment_of(c.text),
                                          rules_of({{RuleId{1}, RuleKind::hold, c.pattern}}), {});
    EXPECT_EQ(verdict.status == Status::waiting, c.matches) << c.pattern << " in " << c.text;
  }
}

TEST(Rules, AnInvalidPatternIsRefusedWithAReason) {
  for (const std::string& pattern :
       {std::string(), std::string("  "), std::string("/(/"), std::string("/a*/"),
        std::string("\xff"), std::string(501, 'a'), std::string("/(?=x)/"), std::string("//"),
        std::string("a"), std::string("."), std::string("/./"), std::string("/\\w/"),
        std::string("/[^q]/"), std::string("/\\s/"), std::string("/a|/"), std::string("/[aeiou]/")})
    EXPECT_TRUE(pattern_error(RuleKind::hold, pattern)) << pattern;
  for (const char* pattern :
       {"ok", "賭", "/a+b/", "two words", "/x", "/[а-я]/", "/[^\\x00-\\x7f]/", "/\\d{9}/"})
    EXPECT_FALSE(pattern_error(RuleKind::hold, pattern)) << pattern;
}

TEST(RuleSet, RulesCompareWhatAReaderSees) {
  const RuleSet rules({{RuleId{1}, RuleKind::hold, "casino"},
                       {RuleId{2}, RuleKind::block, "/free +money/"},
                       {RuleId{3}, RuleKind::care, "want to die"},
                       {RuleId{4}, RuleKind::hold, "казино"}});
  for (const char* text :
       {"casino", "cas\u200Bino", "cas\u00ADino", "c\u2060asino", "ｃａｓｉｎｏ", "cásino",
        "𝐜𝐚𝐬𝐢𝐧𝐨", "ⓒⓐⓢⓘⓝⓞ", "саsino", "CASINO", "the casinos", "казино", "КАЗИНО"})
    EXPECT_TRUE(rules.first_match(RuleKind::hold, {text})) << text;
  for (const char* text : {"cas ino", "occasion", "сора", "казна"})
    EXPECT_FALSE(rules.first_match(RuleKind::hold, {text})) << text;
  for (const char* text : {"Free money", "ｆｒｅｅ  money", "fr\u200Bee money"})
    EXPECT_TRUE(rules.first_match(RuleKind::block, {text})) << text;
  for (const char* text : {"want to d\u200Bie", "wánt to die", "ｗａｎｔ to die"})
    EXPECT_FALSE(rules.care_matches({text}, CareMode::phrases).empty()) << text;
}

TEST(Rules, MatchingTakesLinearTimeForEveryPattern) {
  const std::string text(64'000, 'a');
  for (const char* pattern : {"/(a+)+$b/", "/(a+)+$/", "/(a|aa)+b/", "/(.*a){20}b/"}) {
    const RuleSet rules({{RuleId{1}, RuleKind::hold, pattern}});
    // CPU time, so that other processes do not affect the measurement.
    const std::clock_t begin = std::clock();
    rules.first_match(RuleKind::hold, {text + "!"});
    EXPECT_LT(std::clock() - begin, slowness() * CLOCKS_PER_SEC / 20) << pattern;
  }
}

TEST(ModerationPolicy, TextThatGrowsWhenFoldedIsEvaluatedInBoundedTime) {
  const RuleSet rules(
      {{RuleId{1}, RuleKind::hold, "scoop"}, {RuleId{2}, RuleKind::care, "want to die"}});
  const CareWords words = *CareWords::parse("bias: -100\n10 die\n");
  ModerationPolicy policy;
  policy.care_words = &words;
  for (const char* character : {"\uFDFA", "\uFDFA ", "\u33AF", "\u3316 ", "\u0390"}) {
    std::string text;
    for (std::size_t i = 0; i < 65'000; i += count_characters(character)) text += character;
    const Submission comment = comment_of(text);
    const std::clock_t begin = std::clock();
    EXPECT_EQ(evaluate_content(comment, rules, policy).status, Status::approved);
    // CPU time, so that other processes do not affect the measurement.
    EXPECT_LT(std::clock() - begin, slowness() * CLOCKS_PER_SEC / 10) << character;
  }
}

TEST(ModerationPolicy, ANameThatLooksLikeAModeratorsIsHeld) {
  const RuleSet rules({}, {"Alice Lind", "Zoë"});
  const auto reason = [&](const std::string& name) {
    Submission comment = comment_of("Hello");
    comment.author = name;
    return evaluate_content(comment, rules, {}).reason;
  };
  for (const char* name : {"Alice Lind", "alice  lind", "AIice Lind", "A1ice.Lind", "Аlісе Lind",
                           "Zoe", "ＺＯＥ", "Ζоё"})
    EXPECT_EQ(reason(name), "moderator_name") << name;
  for (const char* name : {"Alice", "Alicia Lind", "Zo", "Lind", "…"})
    EXPECT_EQ(reason(name), "") << name;
  EXPECT_EQ(name_look("Bernd Vvest"), name_look("Bemd West"));
  EXPECT_EQ(name_look("安娜"), "安娜");
}

}  // namespace
}  // namespace afterword
