#include "comment/care_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.h"

namespace afterword {
namespace {

constexpr std::size_t passage_words = 40;
constexpr std::size_t stem_letters = 4;

std::vector<std::string_view> split(std::string_view form) {
  std::vector<std::string_view> words;
  while (!form.empty()) {
    const std::size_t space = std::min(form.find(' '), form.size());
    if (space > 0) words.push_back(form.substr(0, space));
    form.remove_prefix(std::min(space + 1, form.size()));
  }
  return words;
}

std::optional<double> hundredths(std::string_view text) {
  int number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size()) return std::nullopt;
  return number / 100.0;
}

std::vector<std::string> passage(const std::vector<std::string_view>& words, std::size_t begin,
                                 std::size_t end) {
  std::vector<std::string> signs;
  for (std::size_t at = begin; at < end; ++at) {
    signs.emplace_back(words[at]);
    if (count_characters(words[at]) > stem_letters)
      signs.push_back(first_characters(words[at], stem_letters) + '*');
    if (at + 1 < end) signs.push_back(fmt::format("{} {}", words[at], words[at + 1]));
  }
  std::sort(signs.begin(), signs.end());
  signs.erase(std::unique(signs.begin(), signs.end()), signs.end());
  return signs;
}

}  // namespace

std::vector<std::vector<std::string>> care_passages(std::string_view form) {
  const auto words = split(form);
  std::vector<std::vector<std::string>> passages;
  for (std::size_t begin = 0;; begin += passage_words / 2) {
    const std::size_t end = std::min(begin + passage_words, words.size());
    passages.push_back(passage(words, begin, end));
    if (end == words.size()) return passages;
  }
}

Result<CareWords, std::string> CareWords::parse(std::string_view file) {
  CareWords out;
  int number = 0;
  for (std::size_t at = 0; at < file.size();) {
    const std::size_t end = std::min(file.find('\n', at), file.size());
    const std::string_view line = trim(file.substr(at, end - at));
    at = end + 1;
    ++number;
    if (line.empty() || line.front() == '#') continue;
    constexpr std::string_view bias = "bias: ";
    const std::size_t space = line.find(' ');
    const auto weight =
        hundredths(line.starts_with(bias) ? line.substr(bias.size()) : line.substr(0, space));
    if (!weight || space == std::string_view::npos)
      return Failure{fmt::format("{}: a weight in hundredths and a word are wanted, not \"{}\"",
                                 number, line)};
    if (line.starts_with(bias))
      out.bias_ = *weight;
    else
      out.weights_[std::string(line.substr(space + 1))] = *weight;
  }
  return out;
}

double CareWords::weigh(std::string_view form) const {
  std::optional<double> highest;
  for (const auto& signs : care_passages(form)) {
    double sum = bias_;
    for (const std::string& sign : signs) {
      const auto found = weights_.find(sign);
      if (found != weights_.end()) sum += found->second;
    }
    highest = std::max(sum, highest.value_or(sum));
  }
  return highest.value_or(bias_);
}

}  // namespace afterword
