// Dates as other systems write them.
#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"

namespace afterword {

/// Parses "2020-01-02T03:04:05.123+01:00", with a space instead of the T, "+0100" or " +0100", a
/// fraction of any length, or without seconds; a date alone is its midnight; and as JavaScript
/// writes it, "Sat Nov 28 2026 12:52:30 GMT+0100 (Central European Time)". Without an offset or Z
/// it is a time of `zone`. Digits alone are seconds since 1970, or milliseconds if they are many.
/// nullopt for anything else, and for a date before 1971, which stands for a missing one
/// ("0001-01-01T00:00:00Z", "0").
std::optional<Instant> parse_source_date(std::string_view text, const TimeZone& zone);

}  // namespace afterword
