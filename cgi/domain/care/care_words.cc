#include "domain/care/care_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/ascii.h"
#include "base/text.h"

namespace afterword {
namespace {

constexpr std::size_t passage_words = 24;
constexpr std::size_t stem_letters = 5;
constexpr std::size_t farthest = 4;  // words between two groups

std::optional<double> hundredths(std::string_view text) {
  int number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size()) return std::nullopt;
  return number / 100.0;
}

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string sign;
  for (const std::string_view part : parts) sign += part;
  return sign;
}

/// Adds the pairs and triples of groups that begin with the one at `at`.
void add_groups(const std::vector<std::string_view>& groups, std::size_t at, std::size_t end,
                std::vector<std::string>& signs) {
  signs.push_back(joined({"@", groups[at]}));
  for (std::size_t second = at + 1; second < end && second <= at + farthest; ++second) {
    if (groups[second].empty()) continue;
    signs.push_back(joined({"@", groups[at], " @", groups[second]}));
    for (std::size_t third = second + 1; third < end && third <= second + farthest; ++third)
      if (!groups[third].empty())
        signs.push_back(joined({"@", groups[at], " @", groups[second], " @", groups[third]}));
  }
}

std::vector<std::string> passage(const std::vector<std::string_view>& words,
                                 const std::vector<std::string_view>& groups, std::size_t begin,
                                 std::size_t end) {
  std::vector<std::string> signs;
  for (std::size_t at = begin; at < end; ++at) {
    signs.emplace_back(words[at]);
    if (count_characters(words[at]) > stem_letters)
      signs.push_back(first_characters(words[at], stem_letters) + '*');
    if (at + 1 < end) {
      signs.push_back(joined({words[at], " ", words[at + 1]}));
      if (!groups[at].empty()) signs.push_back(joined({"@", groups[at], " ", words[at + 1]}));
      if (!groups[at + 1].empty()) signs.push_back(joined({words[at], " @", groups[at + 1]}));
    }
    if (!groups[at].empty()) add_groups(groups, at, end, signs);
  }
  std::sort(signs.begin(), signs.end());
  signs.erase(std::unique(signs.begin(), signs.end()), signs.end());
  return signs;
}

}  // namespace

bool CareClasses::add(std::string_view line) {
  constexpr std::string_view key = "class ";
  const std::size_t colon = line.find(':');
  if (!line.starts_with(key) || colon == std::string_view::npos) return false;
  const std::string name(trim(line.substr(key.size(), colon - key.size())));
  for (const std::string_view word : split_words(line.substr(colon + 1))) {
    if (word.ends_with('*'))
      beginnings_.emplace_back(word.substr(0, word.size() - 1), name);
    else
      words_[std::string(word)] = name;
  }
  return true;
}

std::string_view CareClasses::of(std::string_view word) const {
  if (const auto found = words_.find(std::string(word)); found != words_.end())
    return found->second;
  for (const auto& [beginning, name] : beginnings_)
    if (word.starts_with(beginning)) return name;
  return {};
}

std::vector<std::vector<std::string>> care_passages(std::string_view form,
                                                    const CareClasses& classes) {
  const auto words = split_words(form);
  std::vector<std::string_view> groups;
  groups.reserve(words.size());
  for (const std::string_view word : words) groups.push_back(classes.of(word));
  std::vector<std::vector<std::string>> passages;
  for (std::size_t begin = 0;; begin += passage_words / 2) {
    const std::size_t end = std::min(begin + passage_words, words.size());
    passages.push_back(passage(words, groups, begin, end));
    if (end == words.size()) return passages;
  }
}

double care_scale(std::size_t signs) {
  constexpr double usual = 30;
  constexpr double least = 6;  // lower limit, so that two words are not scaled up as much as ten
  return std::sqrt(usual / (static_cast<double>(signs) + least));
}

Result<CareWords, std::string> CareWords::parse(std::string_view file) {
  CareWords out;
  int number = 0;
  for (std::size_t at = 0; at < file.size();) {
    const std::size_t end = std::min(file.find('\n', at), file.size());
    const std::string_view line = trim(file.substr(at, end - at));
    at = end + 1;
    ++number;
    if (line.empty() || line.front() == '#' || out.classes_.add(line)) continue;
    const std::size_t space = line.find(' ');
    const std::pair<std::string_view, double*> lines[]{
        {"bias:", &out.bias_}, {"middling:", &out.middling_}, {"against:", &out.against_}};
    const auto* const named =
        std::find_if(std::begin(lines), std::end(lines),
                     [&](const auto& one) { return line.substr(0, space) == one.first; });
    const bool is_line = named != std::end(lines) && space != std::string_view::npos;
    const auto weight = hundredths(is_line ? line.substr(space + 1) : line.substr(0, space));
    if (!weight || space == std::string_view::npos)
      return Failure{fmt::format("{}: a weight in hundredths and a word are wanted, not \"{}\"",
                                 number, line)};
    if (is_line)
      *named->second = *weight;
    else
      out.weights_[std::string(line.substr(space + 1))] = *weight;
  }
  return out;
}

double CareWords::weigh(std::string_view form) const {
  std::optional<double> highest;
  for (const auto& signs : care_passages(form, classes_)) {
    double sum = 0;
    for (const std::string& sign : signs) {
      const auto found = weights_.find(sign);
      if (found != weights_.end()) sum += found->second;
    }
    const double weight = bias_ + sum * care_scale(signs.size());
    highest = std::max(weight, highest.value_or(weight));
  }
  return highest.value_or(bias_);
}

CareWeight CareWords::weight_of(std::string_view form) const {
  const double weight = weigh(form);
  if (weight >= 0) return CareWeight::high;
  if (weight >= middling_) return CareWeight::middling;
  return weight < against_ ? CareWeight::against : CareWeight::none;
}

}  // namespace afterword
