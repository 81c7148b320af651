// What is known about a comment here and has no place in the files of other systems: a JSON object,
// which an export carries along so that the same comment comes back.
#pragma once

#include <nlohmann/json.hpp>

#include "store/moved_comment.h"

namespace afterword {

/// Only what is not the usual; an empty object for an ordinary comment.
nlohmann::ordered_json kept_fields(const MovedComment& moved);

/// Takes over what kept_fields wrote; other members are not looked at. Throws
/// nlohmann::json::exception for a member of the wrong type.
void take_kept_fields(const nlohmann::json& object, MovedComment& moved);

/// RFC 3339 in UTC, with the fraction of a second if there is one.
std::string exact_date(Instant instant);

}  // namespace afterword
