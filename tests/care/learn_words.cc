// Learns templates/care-en-words.txt from sentences: logistic regression over what care_words.h
// weighs, by gradient descent from zero, so that the same sentences give the same file.
//
// Where to draw the line is found by leaving out one hand after the other: the sentences of each
// are weighed by what the others' taught. Its figures stand at the top of the file. They are for
// people whose way of writing was never seen, which is what a site meets.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "comment/care_text.h"
#include "comment/care_words.h"

namespace {

using Signs = std::vector<std::vector<std::string>>;  // of each passage

struct Sentence {
  bool is_explicit = false;
  int hand = 0;
  Signs passages;
};

struct Model {
  double bias = 0;
  std::map<std::string, double> weights;

  double of_passage(const std::vector<std::string>& signs) const {
    double sum = bias;
    for (const std::string& sign : signs)
      if (const auto found = weights.find(sign); found != weights.end()) sum += found->second;
    return sum;
  }
  double of(const Sentence& sentence) const {
    double highest = -1e9;
    for (const auto& signs : sentence.passages) highest = std::max(highest, of_passage(signs));
    return highest;
  }
};

constexpr int rounds = 400;
constexpr double step = 0.5;
constexpr double decay = 0.0015;      // against learning one sentence by heart
constexpr int fewest_sentences = 2;   // that a sign must be in
constexpr double most_benign = 0.20;  // of the everyday ones may be held, as the aim is
constexpr double smallest_weight = 0.04;

// "# hand: …" begins the sentences of another writer.
std::vector<Sentence> read(const char* file) {
  std::vector<Sentence> sentences;
  std::ifstream in(file);
  int hand = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("# hand:")) ++hand;
    const std::size_t tab = line.find('\t');
    if (line.starts_with('#') || tab == std::string::npos) continue;
    sentences.push_back({line.starts_with("explicit"), hand,
                         afterword::care_passages(afterword::care_form(line.substr(tab + 1)))});
  }
  return sentences;
}

// Both kinds count as much, however many there are of each.
Model learn(const std::vector<Sentence>& sentences, int without_hand) {
  std::map<std::string, int> seen;
  double of_kind[2] = {0, 0};
  for (const Sentence& sentence : sentences) {
    if (sentence.hand == without_hand) continue;
    ++of_kind[sentence.is_explicit ? 1 : 0];
    std::set<std::string> signs;
    for (const auto& passage : sentence.passages) signs.insert(passage.begin(), passage.end());
    for (const std::string& sign : signs) ++seen[sign];
  }
  Model model;
  for (const auto& [sign, times] : seen)
    if (times >= fewest_sentences) model.weights[sign] = 0;
  for (int round = 0; round < rounds; ++round) {
    std::map<std::string, double> slope;
    double bias_slope = 0;
    for (const Sentence& sentence : sentences) {
      if (sentence.hand == without_hand) continue;
      // Of a long text only the passage that weighs most teaches.
      const auto& signs = *std::max_element(
          sentence.passages.begin(), sentence.passages.end(),
          [&](const auto& a, const auto& b) { return model.of_passage(a) < model.of_passage(b); });
      const double said = 1 / (1 + std::exp(-model.of_passage(signs)));
      const double wrong =
          ((sentence.is_explicit ? 1.0 : 0.0) - said) / (2 * of_kind[sentence.is_explicit ? 1 : 0]);
      bias_slope += wrong;
      for (const std::string& sign : signs)
        if (model.weights.contains(sign)) slope[sign] += wrong;
    }
    const double pace = step * 20 / (1 + round * 0.01);
    model.bias += pace * bias_slope;
    for (auto& [sign, weight] : model.weights) weight += pace * (slope[sign] - decay * weight);
  }
  return model;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: learn_words SENTENCES > templates/care-en-words.txt\n", stderr);
    return 2;
  }
  const auto sentences = read(argv[1]);
  int hands = 0;
  for (const Sentence& sentence : sentences) hands = std::max(hands, sentence.hand);
  std::vector<double> of_explicit;
  std::vector<double> of_benign;
  for (int hand = 1; hand <= hands; ++hand) {
    const Model others = learn(sentences, hand);
    for (const Sentence& sentence : sentences)
      if (sentence.hand == hand)
        (sentence.is_explicit ? of_explicit : of_benign).push_back(others.of(sentence));
  }
  if (of_explicit.empty() || of_benign.empty()) {
    std::fputs("there are no sentences of both kinds below \"# hand:\" lines\n", stderr);
    return 1;
  }
  std::sort(of_benign.rbegin(), of_benign.rend());
  const double line =
      of_benign[static_cast<std::size_t>(most_benign * static_cast<double>(of_benign.size()))];
  const auto above = [&](const std::vector<double>& weights) {
    return std::count_if(weights.begin(), weights.end(), [&](double each) { return each > line; });
  };
  const Model model = learn(sentences, 0);
  std::printf(
      "# What words weigh for or against a comment being about somebody's safety, in hundredths.\n"
      "# Learned by tests/care/learn_words.cc from tests/data/care-tuned.txt: %zu sentences by %d\n"
      "# hands, all invented. Of each hand's sentences, weighed by what the others' had taught, "
      "%ld\n"
      "# of %zu explicit ones and %ld of %zu everyday ones are above the line. docs/care.md.\n"
      "bias: %.0f\n",
      sentences.size(), hands, above(of_explicit), of_explicit.size(), above(of_benign),
      of_benign.size(), (model.bias - line) * 100);
  for (const auto& [sign, weight] : model.weights)
    if (std::abs(weight) >= smallest_weight) std::printf("%.0f %s\n", weight * 100, sign.c_str());
}
