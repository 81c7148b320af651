// The votes of a comment as its source writes them. A value that is no number of votes never stops
// an import.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "store/transfer/imported_comment.h"

namespace afterword {

/// Votes of the numbers of likes and dislikes. A negative number, or a text that is no number,
/// counts as 0, and a number above Votes::most as that. nullopt if neither is a number.
std::optional<Votes> votes_of(std::string_view likes, std::string_view dislikes);

/// Votes of a score, which is the likes minus the dislikes: likes only, or dislikes only if it is
/// negative. nullopt if it is no number.
std::optional<Votes> votes_of_score(std::string_view score);

/// A member that is a number or a text, for the functions above; "" for any other.
std::string vote_member(const nlohmann::json& object, const char* name);

}  // namespace afterword
