// Measures the shipped care phrases and weights on texts, by the same code that judges comments.
//
//   measure [--explicit] [--show] FILE...
//
// A FILE has a text a line: everyday ones, or explicit ones with --explicit, or both where lines
// begin with "explicit" or "benign" and a tab (what follows a colon, as in "benign:title", gets a
// row of its own). Prints for each mode how many are called (held, answered with the help lines,
// moderators alerted) and how many are only marked. --show prints those that went wrong, and behind
// them the phrases that matched and what the words weigh; from 0 on they call.
#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "domain/care/care_list.h"
#include "domain/care/care_text.h"
#include "domain/policy/moderation_policy.h"
#include "view/templates.h"

namespace {

using namespace afterword;

struct Count {
  int all = 0;
  int called = 0;
  int marked = 0;
};

struct Shipped {
  std::vector<Rule> list;
  RuleSet rules;
  CareWords words;
};

Shipped shipped() {
  auto list = parse_care_list(embedded_template("care-en.txt")).value();
  std::int64_t id = 0;
  for (Rule& rule : list) rule.id = RuleId{++id};
  return {list, RuleSet(list), CareWords::parse(embedded_template("care-en-words.txt")).value()};
}

Verdict evaluated(const Shipped& care, CareMode mode, const std::string& text) {
  Submission comment;
  comment.author = "Mia";
  comment.text = text;
  comment.plain_text = render_markup(text, TextFormat::plain).plain_text;
  ModerationPolicy policy;
  policy.hold_first = false;
  policy.hold_contact_details = false;
  policy.care = mode;
  policy.care_words = &care.words;
  return evaluate_content(comment, care.rules, policy);
}

void print_why(const Shipped& care, CareMode mode, const std::string& text) {
  for (const auto& match : care.rules.care_matches({text}, mode))
    std::printf("    %s\n",
                care.list[static_cast<std::size_t>(match.id.value) - 1].pattern.c_str());
  if (mode == CareMode::attentive)
    std::printf("    words %.2f\n", care.words.weigh(care_form(text)));
}

void print(const std::string& name, CareMode mode, const Count& count) {
  const auto percent = [&](int part) { return 100.0 * part / count.all; };
  std::printf("%-46s %-10s %6d texts  called %5d (%6.2f%%)  marked %5d (%5.2f%%)\n", name.c_str(),
              std::string(to_text(mode)).c_str(), count.all, count.called, percent(count.called),
              count.marked, percent(count.marked));
}

bool measure(const Shipped& care, const std::string& file, bool all_explicit, bool show) {
  std::ifstream in(file);
  std::vector<std::pair<std::string, std::string>> texts;  // kind, text
  for (std::string line; std::getline(in, line);) {
    const std::size_t tab = line.find('\t');
    const bool labelled =
        (line.starts_with("explicit") || line.starts_with("benign")) && tab != std::string::npos;
    if (labelled)
      texts.emplace_back(line.substr(0, tab), line.substr(tab + 1));
    else if (!line.empty() && !line.starts_with('#'))
      texts.emplace_back(all_explicit ? "explicit" : "everyday", line);
  }
  if (texts.empty()) {
    std::fprintf(stderr, "measure: there is no text in %s\n", file.c_str());
    return false;
  }
  for (const CareMode mode : {CareMode::phrases, CareMode::attentive}) {
    std::map<std::string, Count> counts;
    for (const auto& [kind, text] : texts) {
      const Verdict verdict = evaluated(care, mode, text);
      const auto note = [&](Count& count) {
        ++count.all;
        if (verdict.care()) ++count.called;
        if (verdict.marked) ++count.marked;
      };
      note(counts[kind]);
      if (const std::size_t colon = kind.find(':'); colon != std::string::npos)
        note(counts[kind.substr(0, colon)]);
      if (show && verdict.care() != kind.starts_with("explicit")) {
        std::printf("%s, %s: %s\n", std::string(to_text(mode)).c_str(), kind.c_str(), text.c_str());
        print_why(care, mode, text);
      }
    }
    for (const auto& [kind, count] : counts)
      print(file.substr(file.rfind('/') + 1) + " " + kind, mode, count);
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  bool all_explicit = false;
  bool show = false;
  int files = 0;
  const Shipped care = shipped();
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--explicit") == 0)
      all_explicit = true;
    else if (std::strcmp(argv[i], "--show") == 0)
      show = true;
    else if (++files; !measure(care, argv[i], all_explicit, show))
      return 1;
  }
  if (files > 0) return 0;
  std::fputs("usage: measure [--explicit] [--show] FILE...\n", stderr);
  return 2;
}
