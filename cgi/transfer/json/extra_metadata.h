// What is known about a comment here and has no place in the files of other systems: a JSON object,
// which an export carries along so that the same comment comes back.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "base/json.h"
#include "store/transfer/imported_comment.h"

namespace afterword {

/// Adds only what is not the usual: nothing for an ordinary comment without `origins`. The reason
/// is the caller's: some formats always have it.
void add_extra_metadata(JsonObject& object, const ImportedComment& moved,
                        const std::vector<SourceNumber>& origins);

/// Takes over what add_extra_metadata wrote; other members are not looked at. Throws
/// nlohmann::json::exception for a member of the wrong type.
void take_extra_metadata(const nlohmann::json& object, ImportedComment& moved);

/// What a comment or a post is called elsewhere: "5@wordpress:a.example 7@afterword:c0ffee".
std::string format_numbers(const std::vector<SourceNumber>& numbers);
/// Takes over what format_numbers wrote; what is not in that form is not looked at.
std::vector<SourceNumber> parse_numbers(std::string_view text);

/// RFC 3339 in UTC, with the fraction of a second if there is one.
std::string exact_date(Instant instant);

}  // namespace afterword
