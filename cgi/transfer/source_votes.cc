#include "transfer/source_votes.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/ascii.h"

namespace afterword {
namespace {

/// From -Votes::most to Votes::most, without a fraction; nullopt if the text is no number.
std::optional<std::int64_t> vote_number(std::string_view text) {
  text = trim(text);
  double number = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  if (parsed.ec != std::errc{} || parsed.ptr != end || !std::isfinite(number)) return std::nullopt;
  constexpr double most{Votes::most};
  return static_cast<std::int64_t>(std::clamp(number, -most, most));
}

}  // namespace

std::optional<Votes> votes_of(std::string_view likes, std::string_view dislikes) {
  const auto up = vote_number(likes);
  const auto down = vote_number(dislikes);
  if (!up && !down) return std::nullopt;
  return Votes{std::max<std::int64_t>(up.value_or(0), 0),
               std::max<std::int64_t>(down.value_or(0), 0)};
}

std::optional<Votes> votes_of_score(std::string_view score) {
  const auto number = vote_number(score);
  if (!number) return std::nullopt;
  return Votes{std::max<std::int64_t>(*number, 0), std::max<std::int64_t>(-*number, 0)};
}

std::string vote_member(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) return {};
  if (found->is_string()) return found->get<std::string>();
  return found->is_number() ? found->dump() : std::string{};
}

}  // namespace afterword
