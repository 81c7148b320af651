// Extra metadata: data about a comment that other systems' formats cannot represent, as a JSON
// object in the export, so that an import restores the same comment.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "base/json.h"
#include "store/transfer/imported_comment.h"

namespace afterword {

/// Adds members that differ from their defaults; an ordinary comment without `origins` adds none.
/// The caller adds the reason, because some formats always have it.
void add_extra_metadata(JsonObject& object, const ImportedComment& imported,
                        const std::vector<SourceNumber>& origins);

/// Reads what add_extra_metadata wrote and ignores other members. Throws nlohmann::json::exception
/// for a member of the wrong type, and std::runtime_error for an invalid date.
void take_extra_metadata(const nlohmann::json& object, ImportedComment& imported);

/// Formats a comment's or post's numbers at other sources: "5@wordpress:a.example
/// 7@afterword:c0ffee".
std::string format_numbers(const std::vector<SourceNumber>& numbers);
/// Parses what format_numbers wrote; invalid parts are ignored.
std::vector<SourceNumber> parse_numbers(std::string_view text);

/// The same for the former names of a page, as encoded paths: "/old/ /an%20older/".
std::string format_former_names(const std::vector<std::string>& keys);
std::vector<std::string> parse_former_names(std::string_view text);

/// A member with a date; nullopt if it is absent or null. Throws std::runtime_error for anything
/// that is not a date.
std::optional<Instant> date_member(const nlohmann::json& object, const char* name);

/// RFC 3339 in UTC, with the fraction of a second if there is one.
std::string exact_date(Instant instant);

}  // namespace afterword
