// Replays the corpora of tests/fuzz, and inputs made of them by a few thousand random changes, so
// that every test run has a short form of `make fuzz`.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <vector>

#include "base/secret.h"
#include "fuzz/targets.h"

namespace afterword::fuzz {
namespace {

std::vector<std::string> corpus_of(std::string_view target) {
  std::vector<std::string> inputs;
  const std::filesystem::path folder = std::filesystem::path("tests/fuzz/corpus") / target;
  std::vector<std::filesystem::path> files;
  for (const auto& file : std::filesystem::directory_iterator(folder)) files.push_back(file.path());
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    std::stringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    inputs.push_back(text.str());
  }
  return inputs;
}

/// Changes, removes, repeats and inserts bytes.
std::string mutated(std::string input, std::mt19937& random) {
  const auto below = [&](std::size_t limit) { return limit == 0 ? 0 : random() % limit; };
  static constexpr std::string_view pieces[] = {"\0",   "<",
                                                "\"",   "&#0;",
                                                "\xff", "\xf0\x9f\x98\x80",
                                                "%00",  "\r\n",
                                                "../",  "9223372036854775808",
                                                "-1",   "]]>",
                                                "\\",   "\xe2\x80\xae",
                                                "{{",   "$$",
                                                "`"};
  for (std::size_t changes = 1 + below(6); changes > 0; --changes) {
    const std::size_t at = below(input.size() + 1);
    switch (below(5)) {
      case 0:
        if (at < input.size()) input[at] = static_cast<char>(random());
        break;
      case 1:
        input.erase(at, below(20));
        break;
      case 2:
        input.insert(at, input.substr(below(input.size() + 1), below(200)));
        break;
      case 3:
        input.insert(at, pieces[below(std::size(pieces))]);
        break;
      default:
        input.resize(at);
        break;
    }
  }
  return input;
}

class Fuzz : public testing::TestWithParam<Target> {};

TEST_P(Fuzz, KeepsItsPromisesForTheCorpusAndChangesOfIt) {
  start_secrets();
  const std::vector<std::string> corpus = corpus_of(GetParam().name);
  ASSERT_FALSE(corpus.empty()) << "tests/fuzz/corpus/" << GetParam().name;
  for (const std::string& input : corpus) GetParam().run(input);
  std::mt19937 random(20'261'128);  // the same inputs in every run
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(400);
  for (int i = 0; i < 3'000 && std::chrono::steady_clock::now() < end; ++i)
    GetParam().run(mutated(corpus[random() % corpus.size()], random));
}

INSTANTIATE_TEST_SUITE_P(Targets, Fuzz, testing::ValuesIn(targets().begin(), targets().end()),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace afterword::fuzz
