// Instants, their formats and the site's time zone. Nothing here reads the clock: the current time
// is an argument, so tests neither wait nor mock.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace afterword {

/// Milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
struct Instant {
  std::int64_t ms = 0;
  friend auto operator<=>(Instant, Instant) = default;
};

constexpr std::int64_t second_ms = 1'000;
constexpr std::int64_t minute_ms = 60 * second_ms;
inline constexpr std::int64_t hour_ms = 60 * minute_ms;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;

/// The site's time zone, by its IANA name ("America/Los_Angeles", "UTC"). The C library loads the
/// rules from the system's zone files and keeps one zone per process, so a process has one
/// TimeZone, made at start (docs/decisions/0004-time-zones.md).
class TimeZone {
 public:
  /// True if the system has zone rules for `name`.
  static bool exists(const std::string& name);
  /// nullopt if the system does not have the zone.
  static std::optional<TimeZone> load(const std::string& name);

  /// Formats in this zone. Supports %Y %m %-m %d %-d %B %b %A %a %H %-H %I %-I %M %S %p %P %Z %z
  /// %%, with English names. Other sequences are copied unchanged.
  std::string format(Instant instant, std::string_view pattern) const;

  /// Returns the instant at which local clocks show the date and time that `shown` has in UTC. For
  /// an hour that a clock change skips or repeats, the C library decides.
  Instant from_local(Instant shown) const;

 private:
  TimeZone() = default;
};

/// RFC 3339 in UTC with seconds: "2010-11-16T19:34:00Z".
std::string format_rfc3339(Instant instant);
/// Parses RFC 3339 in UTC, with an optional fraction of a second.
std::optional<Instant> parse_rfc3339(std::string_view text);

/// HTTP-date (RFC 9110, IMF-fixdate): "Tue, 16 Nov 2010 19:34:00 GMT".
std::string format_http_date(Instant instant);
/// Parses an IMF-fixdate. nullopt for invalid dates and for the two obsolete formats.
std::optional<Instant> parse_http_date(std::string_view text);

}  // namespace afterword
