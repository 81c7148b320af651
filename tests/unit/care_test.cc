// Care phrases: the form in which texts are compared, the phrases, the shipped list, and its
// figures on the sentences of tests/data (invented, about nobody real).
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>

#include "comment/care_list.h"
#include "comment/care_text.h"
#include "comment/care_words.h"
#include "comment/moderation_policy.h"
#include "view/templates.h"

namespace afterword {
namespace {

TEST(CareForm, SeesThroughHasteAndMasks) {
  EXPECT_EQ(care_form("I can’t GO on!!"), " i cant go on ");
  EXPECT_EQ(care_form("k1ll  my\tself"), " kill my self ");
  EXPECT_EQ(care_form("s u i c i d e"), " suicide ");
  EXPECT_EQ(care_form("s.u.i.c.i.d.e now"), " suicide now ");
  EXPECT_EQ(care_form("diiiie"), " die ");
  EXPECT_EQ(care_form("too good"), " too good ");
  EXPECT_EQ(care_form("kіll mуself"), " kill myself ") << "with letters of another script";
  EXPECT_EQ(care_form("naïve ﬁnal"), " naive final ");
  EXPECT_EQ(care_form("Привет, мир"), " привет мир ") << "a word of another script stays its own";
  EXPECT_EQ(care_form("call 988"), " call 988 ");
  EXPECT_EQ(care_form(""), " ");
}

bool matches(const std::string& phrase, const std::string& text) {
  CarePhrases phrases;
  phrases.add(1, phrase);
  return !phrases.find(care_form(text)).empty();
}

TEST(CarePhrases, MatchWholeWords) {
  EXPECT_TRUE(matches("want to die", "I WANT to  die."));
  EXPECT_FALSE(matches("want to die", "I want to diet"));
  EXPECT_TRUE(matches("suicid*", "suicidal"));
  EXPECT_TRUE(matches("want|wanna die", "wanna die"));
  EXPECT_TRUE(matches("wish ... dead", "I wish that I were dead"));
  EXPECT_FALSE(matches("wish ... dead", "wish one two three four five dead"));
  EXPECT_FALSE(CarePhrases::is_phrase("..."));
  EXPECT_FALSE(CarePhrases::is_phrase("?!"));
}

TEST(CarePhrases, AreFastOnTheLongestTextAndTheWorstPhrase) {
  CarePhrases phrases;
  std::string phrase = "a*";
  for (int i = 0; i < 60; ++i) phrase += " ... a*";
  phrases.add(1, phrase + " z");
  std::string text;
  while (text.size() < 65'000) text += "a ab ";
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_TRUE(phrases.find(care_form(text)).empty());
  const auto spent = std::chrono::steady_clock::now() - begin;
  EXPECT_LT(spent, std::chrono::seconds(5));
}

std::vector<Rule> shipped_list() {
  for (const EmbeddedTemplate& file : embedded_templates())
    if (file.name == "care-en.txt") {
      auto rules = parse_care_list(file.text);
      EXPECT_TRUE(rules) << rules.error();
      std::int64_t id = 0;
      for (Rule& rule : *rules) rule.id = RuleId{++id};
      return *rules;
    }
  ADD_FAILURE() << "there is no shipped list";
  return {};
}

CareWords shipped_words() {
  for (const EmbeddedTemplate& file : embedded_templates())
    if (file.name == "care-en-words.txt") return CareWords::parse(file.text).value();
  ADD_FAILURE() << "there are no shipped weights";
  return {};
}

NewComment comment_of(const std::string& text) {
  NewComment comment;
  comment.author = "Mia";
  comment.text = text;
  comment.plain_text = render_markup(text, TextFormat::plain).plain_text;
  return comment;
}

struct Figures {
  int explicit_all = 0;
  int explicit_found = 0;
  int benign_all = 0;
  int benign_held = 0;
};

Figures measure(const std::string& file, const RuleSet& rules) {
  static const CareWords words = shipped_words();
  ModerationPolicy policy;
  policy.care_words = &words;
  Figures figures;
  std::ifstream in(file);
  EXPECT_TRUE(in) << file;
  for (std::string line; std::getline(in, line);) {
    const std::size_t tab = line.find('\t');
    if (line.starts_with('#') || tab == std::string::npos) continue;
    const bool found = judge(comment_of(line.substr(tab + 1)), {}, rules, policy).care();
    if (line.starts_with("explicit")) {
      ++figures.explicit_all;
      figures.explicit_found += found ? 1 : 0;
      if (!found && std::getenv("CARE_MISSES") != nullptr)
        std::printf("missed: %s\n", line.c_str());
    } else {
      ++figures.benign_all;
      figures.benign_held += found ? 1 : 0;
      if (found && std::getenv("CARE_MISSES") != nullptr) std::printf("held: %s\n", line.c_str());
    }
  }
  std::printf("%s: explicit %d of %d, benign held %d of %d\n", file.c_str(), figures.explicit_found,
              figures.explicit_all, figures.benign_held, figures.benign_all);
  return figures;
}

TEST(CareList, FindsWhatIsExplicitAndLeavesMostOfTheRestAlone) {
  const RuleSet rules(shipped_list());
  const Figures tuned = measure("tests/data/care-tuned.txt", rules);
  EXPECT_GE(tuned.explicit_all + tuned.benign_all, 150);
  EXPECT_GE(tuned.explicit_found, 0.95 * tuned.explicit_all);
  EXPECT_LE(tuned.benign_held, 0.20 * tuned.benign_all);
  // By other hands, and not looked at while the list and the weights were made.
  const Figures held_out = measure("tests/data/care-held-out.txt", rules);
  EXPECT_GE(held_out.explicit_all + held_out.benign_all, 150);
  EXPECT_GE(held_out.explicit_found, 0.95 * held_out.explicit_all);
  EXPECT_LE(held_out.benign_held, 0.20 * held_out.benign_all);
}

TEST(CareWords, WeighEachPassageByItself) {
  const auto words =
      CareWords::parse("# a comment\nbias: -100\n150 dark\n-80 dark chocolate\n30 hope*\n");
  ASSERT_TRUE(words) << words.error();
  EXPECT_NEAR(words->weigh(care_form("")), -1, 0.001);
  EXPECT_NEAR(words->weigh(care_form("so dark, so DARK")), 0.5, 0.001) << "each sign counts once";
  EXPECT_NEAR(words->weigh(care_form("dark chocolate")), -0.3, 0.001);
  EXPECT_NEAR(words->weigh(care_form("hopeless and dark")), 0.8, 0.001);
  std::string around;
  for (int i = 0; i < 100; ++i) around += "and ";
  EXPECT_NEAR(words->weigh(care_form(around + "dark " + around)), 0.5, 0.001);
  EXPECT_NEAR(words->weigh(care_form(around + "dark " + around + " chocolate dark chocolate")), 0.5,
              0.001)
      << "the passage that weighs most";
}

TEST(CareWords, SayWhereAFileIsWrong) {
  EXPECT_EQ(CareWords::parse("bias: x").error().substr(0, 2), "1:");
  EXPECT_EQ(CareWords::parse("bias: 1\n\nword").error().substr(0, 2), "3:");
  EXPECT_EQ(CareWords::parse("1.5 word").error().substr(0, 2), "1:");
}

TEST(CareWords, TakeAMomentForTheLongestText) {
  const CareWords words = shipped_words();
  std::string text;
  while (text.size() < 65'000) text += "nobody knows what tomorrow brings ";
  const std::string form = care_form(text);
  const auto begin = std::chrono::steady_clock::now();
  words.weigh(form);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(200));
}

TEST(CareList, IsCompiledInAMomentBecauseACgiProcessDoesItForEveryComment) {
  const auto list = shipped_list();
  const auto begin = std::chrono::steady_clock::now();
  const RuleSet rules(list);
  const auto spent = std::chrono::steady_clock::now() - begin;
  std::printf(
      "compiled in %ld us\n",
      static_cast<long>(std::chrono::duration_cast<std::chrono::microseconds>(spent).count()));
  EXPECT_LT(spent, std::chrono::milliseconds(20));
}

TEST(CareList, SaysWhereAListIsWrong) {
  EXPECT_EQ(parse_care_list("[self]\nx").error().substr(0, 2), "2:");
  EXPECT_EQ(parse_care_list("language: en\nx").error().substr(0, 2), "2:");
  EXPECT_EQ(parse_care_list("language: en\n[who]\nx").error().substr(0, 2), "2:");
  EXPECT_EQ(parse_care_list("language: en\n[self]\n...").error().substr(0, 2), "3:");
  EXPECT_FALSE(parse_care_list(""));
  const auto good = parse_care_list("# note\nlanguage: de\n\n[other]\nnicht mehr leben\r\n");
  ASSERT_TRUE(good);
  EXPECT_EQ(good->front().topic, CareTopic::other);
  EXPECT_EQ(good->front().language, "de");
  EXPECT_EQ(good->front().pattern, "nicht mehr leben");
}

TEST(Care, OutranksEveryOtherRule) {
  std::vector<Rule> rules = shipped_list();
  rules.push_back({RuleId{900}, RuleKind::block, "die"});
  rules.push_back({RuleId{901}, RuleKind::hold, "want"});
  Circumstances circumstances;
  circumstances.trap_filled = true;
  circumstances.elapsed_ms = 1;
  const NewComment comment =
      comment_of("I want to die http://a.example http://b.example call 020 7946 0123");
  const Verdict verdict = judge(comment, circumstances, RuleSet(rules), {});
  EXPECT_EQ(verdict.status, Status::waiting);
  EXPECT_TRUE(verdict.care());
  EXPECT_NE(verdict.care_topics.find("self"), std::string::npos);
  EXPECT_NE(verdict.reason.find("block:900"), std::string::npos) << "the others are still said";
}

TEST(Care, APatternIsComparedWithTheCareForm) {
  const RuleSet rules({{RuleId{1}, RuleKind::care, "/ jump (off|from) /", CareTopic::self}});
  EXPECT_EQ(rules.care_matches("JUMP, from here").size(), 1U);
  EXPECT_TRUE(rules.care_matches("jumper from here").empty());
}

}  // namespace
}  // namespace afterword
