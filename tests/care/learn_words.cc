// Learns templates/care-en-words.txt from texts: logistic regression over what
// domain/care/care_words.h weighs, by gradient descent from zero, so that the same texts give the
// same file.
//
//   learn_words CLASSES FILE... > templates/care-en-words.txt
//
// CLASSES has the groups of words (tests/care/classes-en.txt). A FILE is either of sentences that
// say what they are ("explicit" or "benign", a tab, the text; "# hand: ..." begins those of another
// writer) or of everyday texts, one a line. docs/care.md names the files that were used.
//
// Where the lines are drawn is found by leaving out one source after the other: the texts of each
// are weighed by what the others taught. The figures stand at the top of what is written.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/care/care_text.h"
#include "domain/care/care_words.h"

namespace {

constexpr int rounds = 1000;
constexpr double step = 10;
constexpr double decay = 0.0001;         // against learning one text by heart
constexpr int fewest_texts = 2;          // that a sign must be in
constexpr double near_miss = 3;          // what an everyday sentence with nearby words counts for
constexpr double high_everyday = 0.015;  // of everyday texts of a source that was left out
constexpr double middling_everyday = 0.025;
constexpr double against = -1.5;  // below the line; such words outweigh a weak phrase
constexpr double smallest_weight = 0.05;

struct Text {
  bool is_explicit = false;
  bool is_invented = false;
  int source = 0;
  std::vector<std::vector<int>> passages;
  double counts_for() const { return is_invented && !is_explicit ? near_miss : 1; }
};

struct Corpus {
  afterword::CareClasses classes;
  std::vector<std::string> class_lines;
  std::vector<Text> texts;
  std::vector<std::string> sources;
  std::unordered_map<std::string, int> ids;
  std::vector<std::string> signs;

  int id_of(const std::string& sign) {
    const auto [found, added] = ids.emplace(sign, static_cast<int>(signs.size()));
    if (added) signs.push_back(sign);
    return found->second;
  }

  void add(Text text, const std::string& written) {
    for (const auto& passage : afterword::care_passages(afterword::care_form(written), classes)) {
      std::vector<int>& numbers = text.passages.emplace_back();
      for (const std::string& sign : passage) numbers.push_back(id_of(sign));
    }
    texts.push_back(std::move(text));
  }
};

struct Model {
  double bias = 0;
  std::vector<double> weights;

  double of_passage(const std::vector<int>& signs) const {
    double sum = 0;
    for (const int sign : signs) sum += weights[static_cast<std::size_t>(sign)];
    return bias + sum * afterword::care_scale(signs.size());
  }
  const std::vector<int>& heaviest(const Text& text) const {
    return *std::max_element(
        text.passages.begin(), text.passages.end(),
        [&](const auto& a, const auto& b) { return of_passage(a) < of_passage(b); });
  }
};

std::string name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

bool read_classes(const char* file, Corpus& corpus) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);)
    if (corpus.classes.add(line)) corpus.class_lines.push_back(line);
  return !corpus.class_lines.empty();
}

bool read_texts(const char* file, Corpus& corpus) {
  std::vector<std::string> lines;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  const bool invented = std::any_of(lines.begin(), lines.end(), [](const std::string& line) {
    return line.starts_with("explicit\t");
  });
  corpus.sources.push_back(name_of(file));
  for (const std::string& line : lines) {
    Text text;
    text.is_invented = invented;
    if (invented && line.starts_with("# hand:"))
      corpus.sources.push_back(name_of(file) + ", hand" + line.substr(7));
    text.source = static_cast<int>(corpus.sources.size());
    const std::size_t tab = line.find('\t');
    if (line.empty() || (invented && (line.starts_with('#') || tab == std::string::npos))) continue;
    text.is_explicit = invented && line.starts_with("explicit");
    corpus.add(std::move(text), invented ? line.substr(tab + 1) : line);
  }
  return !lines.empty();
}

// Both kinds count as much, however many there are of each. Of a long text only the passage that
// weighs most teaches.
Model learn(const Corpus& corpus, int without_source) {
  std::vector<int> seen(corpus.signs.size(), 0);
  double of_kind[2] = {0, 0};
  for (const Text& text : corpus.texts) {
    if (text.source == without_source) continue;
    of_kind[text.is_explicit ? 1 : 0] += text.counts_for();
    std::set<int> signs;
    for (const auto& passage : text.passages) signs.insert(passage.begin(), passage.end());
    for (const int sign : signs) ++seen[static_cast<std::size_t>(sign)];
  }
  Model model;
  model.weights.assign(corpus.signs.size(), 0);
  std::vector<double> slope(corpus.signs.size());
  for (int round = 0; round < rounds; ++round) {
    std::fill(slope.begin(), slope.end(), 0);
    double bias_slope = 0;
    for (const Text& text : corpus.texts) {
      if (text.source == without_source) continue;
      const auto& signs = model.heaviest(text);
      const double said = 1 / (1 + std::exp(-model.of_passage(signs)));
      const double wrong = ((text.is_explicit ? 1.0 : 0.0) - said) * text.counts_for() /
                           (2 * of_kind[text.is_explicit ? 1 : 0]);
      bias_slope += wrong;
      for (const int sign : signs)
        slope[static_cast<std::size_t>(sign)] += wrong * afterword::care_scale(signs.size());
    }
    const double pace = step / (1 + round * 0.01);
    model.bias += pace * bias_slope;
    for (std::size_t sign = 0; sign < slope.size(); ++sign)
      if (seen[sign] >= fewest_texts)
        model.weights[sign] += pace * (slope[sign] - decay * model.weights[sign]);
  }
  return model;
}

struct LeftOut {
  int source;
  bool is_explicit;
  bool is_invented;
  double weight;
};

// Every text weighed by what all other sources taught.
std::vector<LeftOut> leave_out(const Corpus& corpus) {
  std::vector<LeftOut> weighed;
  for (int source = 1; source <= static_cast<int>(corpus.sources.size()); ++source) {
    if (std::none_of(corpus.texts.begin(), corpus.texts.end(),
                     [&](const Text& text) { return text.source == source; }))
      continue;
    const Model others = learn(corpus, source);
    for (const Text& text : corpus.texts)
      if (text.source == source)
        weighed.push_back(
            {source, text.is_explicit, text.is_invented, others.of_passage(others.heaviest(text))});
  }
  return weighed;
}

double line_at(const std::vector<LeftOut>& weighed, double share) {
  std::vector<double> everyday;
  for (const LeftOut& text : weighed)
    if (!text.is_explicit && !text.is_invented) everyday.push_back(text.weight);
  std::sort(everyday.rbegin(), everyday.rend());
  if (everyday.empty()) return 0;
  return everyday[static_cast<std::size_t>(share * static_cast<double>(everyday.size()))];
}

void write_figures(const Corpus& corpus, const std::vector<LeftOut>& weighed, double line) {
  for (int source = 1; source <= static_cast<int>(corpus.sources.size()); ++source) {
    int all[2] = {0, 0};
    int above[2] = {0, 0};
    for (const LeftOut& text : weighed) {
      if (text.source != source) continue;
      ++all[text.is_explicit ? 1 : 0];
      if (text.weight > line) ++above[text.is_explicit ? 1 : 0];
    }
    if (all[0] + all[1] == 0) continue;
    std::printf("#   %s: explicit %d of %d, everyday %d of %d\n",
                corpus.sources[static_cast<std::size_t>(source - 1)].c_str(), above[1], all[1],
                above[0], all[0]);
  }
}

}  // namespace

int main(int argc, char** argv) {
  Corpus corpus;
  if (argc < 3 || !read_classes(argv[1], corpus)) {
    std::fputs("usage: learn_words CLASSES FILE... > templates/care-en-words.txt\n", stderr);
    return 2;
  }
  for (int i = 2; i < argc; ++i)
    if (!read_texts(argv[i], corpus)) {
      std::fprintf(stderr, "learn_words: there is nothing in %s\n", argv[i]);
      return 1;
    }
  const auto weighed = leave_out(corpus);
  const double high = line_at(weighed, high_everyday);
  const double middling = line_at(weighed, middling_everyday);
  const Model model = learn(corpus, 0);
  std::printf(
      "# What words weigh for or against a comment being about somebody's safety, in hundredths.\n"
      "# Learned by tests/care/learn_words.cc from %zu texts; docs/care.md names them. Of each\n"
      "# source, weighed by what the others taught, this many are above the line:\n",
      corpus.texts.size());
  write_figures(corpus, weighed, high);
  std::printf("bias: %.0f\nmiddling: %.0f\nagainst: %.0f\n", (model.bias - high) * 100,
              (middling - high) * 100, against * 100);
  for (const std::string& line : corpus.class_lines) std::printf("%s\n", line.c_str());
  std::map<std::string, double> sorted;
  for (std::size_t sign = 0; sign < corpus.signs.size(); ++sign)
    if (std::abs(model.weights[sign]) >= smallest_weight)
      sorted[corpus.signs[sign]] = model.weights[sign];
  for (const auto& [sign, weight] : sorted) std::printf("%.0f %s\n", weight * 100, sign.c_str());
}
