// Instants and how they are shown. Nothing here asks for the current time: it arrives as an
// argument, so that tests never wait and never mock.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace afterword {

/// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
struct Instant {
  std::int64_t ms = 0;
  friend auto operator<=>(Instant, Instant) = default;
};

constexpr std::int64_t second_ms = 1'000;
constexpr std::int64_t minute_ms = 60 * second_ms;
inline constexpr std::int64_t hour_ms = 60 * minute_ms;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;

/// A site's time zone, by its name in the IANA database ("America/Los_Angeles", "UTC").
/// The C library reads the zone's rules once, from the system's zone files, and keeps one zone for
/// the process; so a process has one TimeZone, made at start (docs/decisions/0004-time-zones.md).
class TimeZone {
 public:
  /// Whether the system has such a zone.
  static bool exists(const std::string& name);
  /// nullopt when it has not.
  static std::optional<TimeZone> load(const std::string& name);

  /// Formats in the zone. Understood: %Y %m %-m %d %-d %B %b %A %a %H %-H %I %-I %M %S %p %P %Z %z
  /// %%; English names; any other sequence stays as it is written.
  std::string format(Instant instant, std::string_view pattern) const;

  /// The instant at which clocks in the zone show what `shown` has in UTC. An hour that a change of
  /// clocks leaves out or has twice is the C library's choice.
  Instant from_local(Instant shown) const;

 private:
  TimeZone() = default;
};

/// RFC 3339 in UTC with seconds: "2010-11-16T19:34:00Z".
std::string format_rfc3339(Instant instant);
/// Parses what format_rfc3339 writes, with an optional fraction of a second.
std::optional<Instant> parse_rfc3339(std::string_view text);

/// The date of HTTP (RFC 9110, IMF-fixdate): "Tue, 16 Nov 2010 19:34:00 GMT".
std::string format_http_date(Instant instant);
/// Parses an IMF-fixdate; the two obsolete forms are nullopt, as for a date that is not one.
std::optional<Instant> parse_http_date(std::string_view text);

}  // namespace afterword
