#include "base/time.h"
#include "base/ascii.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <ctime>

namespace afterword {
namespace {

constexpr std::array<std::string_view, 12> months{"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> weekdays{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                   "Thursday", "Friday", "Saturday"};
constexpr std::string_view short_name(std::string_view name) { return name.substr(0, 3); }

/// Rounds down, so that instants before 1970 are correct.
std::time_t whole_seconds(Instant instant) {
  return static_cast<std::time_t>(instant.ms >= 0 ? instant.ms / second_ms
                                                  : (instant.ms - (second_ms - 1)) / second_ms);
}

std::tm utc_fields(Instant instant) {
  const std::time_t seconds = whole_seconds(instant);
  std::tm fields{};
  gmtime_r(&seconds, &fields);
  return fields;
}

std::string_view month_name(const std::tm& t) { return months[static_cast<std::size_t>(t.tm_mon)]; }
std::string_view weekday_name(const std::tm& t) {
  return weekdays[static_cast<std::size_t>(t.tm_wday)];
}
int hour12(const std::tm& t) { return t.tm_hour % 12 == 0 ? 12 : t.tm_hour % 12; }

std::string offset(const std::tm& t) {
  const long minutes = t.tm_gmtoff / 60;
  return fmt::format("{}{:02}{:02}", minutes < 0 ? '-' : '+', std::labs(minutes) / 60,
                     std::labs(minutes) % 60);
}

/// Formats one conversion. Empty for an unsupported letter.
std::string convert(char letter, bool unpadded, const std::tm& t) {
  const auto number = [&](int n) {
    return unpadded ? fmt::format("{}", n) : fmt::format("{:02}", n);
  };
  switch (letter) {
    case 'Y':
      return fmt::format("{}", t.tm_year + 1900);
    case 'm':
      return number(t.tm_mon + 1);
    case 'd':
      return number(t.tm_mday);
    case 'B':
      return std::string(month_name(t));
    case 'b':
      return std::string(short_name(month_name(t)));
    case 'A':
      return std::string(weekday_name(t));
    case 'a':
      return std::string(short_name(weekday_name(t)));
    case 'H':
      return number(t.tm_hour);
    case 'I':
      return number(hour12(t));
    case 'M':
      return number(t.tm_min);
    case 'S':
      return number(t.tm_sec);
    case 'p':
      return t.tm_hour < 12 ? "AM" : "PM";
    case 'P':
      return t.tm_hour < 12 ? "am" : "pm";
    case 'Z':
      return t.tm_zone != nullptr ? t.tm_zone : "";
    case 'z':
      return offset(t);
    case '%':
      return "%";
    default:
      return {};
  }
}

/// Reads exactly `digits` digits at `at` and advances it. On false, `at` is unspecified.
bool take_number(std::string_view text, std::size_t& at, std::size_t digits, int& number) {
  if (at + digits > text.size()) return false;
  const char* begin = text.data() + at;
  const auto parsed = std::from_chars(begin, begin + digits, number);
  at += digits;
  return parsed.ec == std::errc{} && parsed.ptr == begin + digits && *begin != '-';
}

bool take(std::string_view text, std::size_t& at, std::string_view expected) {
  if (text.substr(at, expected.size()) != expected) return false;
  at += expected.size();
  return true;
}

std::optional<Instant> instant_from(int year, int month, int day, int hour, int minute,
                                    int second) {
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days{date}.time_since_epoch().count();
  return Instant{days * day_ms + (hour * 60 + minute) * minute_ms + second * second_ms};
}

}  // namespace

bool TimeZone::exists(const std::string& name) {
  if (name == "UTC") return true;
  const bool plain = !name.empty() && name.front() != '/' && name.find("..") == std::string::npos;
  return plain && ::access(("/usr/share/zoneinfo/" + name).c_str(), R_OK) == 0;
}

std::optional<TimeZone> TimeZone::load(const std::string& name) {
  if (!exists(name)) return std::nullopt;
  ::setenv("TZ", name == "UTC" ? "UTC0" : (":" + name).c_str(), 1);
  ::tzset();
  return TimeZone{};
}

Instant TimeZone::from_local(Instant shown) const {
  std::tm fields = utc_fields(shown);
  fields.tm_isdst = -1;
  return {static_cast<std::int64_t>(std::mktime(&fields)) * second_ms};
}

std::string TimeZone::format(Instant instant, std::string_view pattern) const {
  const std::time_t seconds = whole_seconds(instant);
  std::tm fields{};
  localtime_r(&seconds, &fields);
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') {
      out += pattern[i];
      continue;
    }
    const bool unpadded = i + 1 < pattern.size() && pattern[i + 1] == '-';
    const std::size_t letter = i + (unpadded ? 2 : 1);
    const std::string converted =
        letter < pattern.size() ? convert(pattern[letter], unpadded, fields) : std::string{};
    if (converted.empty()) {
      out += '%';
      continue;
    }
    out += converted;
    i = letter;
  }
  return out;
}

std::string format_rfc3339(Instant instant) {
  const std::tm t = utc_fields(instant);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", t.tm_year + 1900, t.tm_mon + 1,
                     t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec);
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  std::size_t at = 0;
  const bool read =
      take_number(text, at, 4, year) && take(text, at, "-") && take_number(text, at, 2, month) &&
      take(text, at, "-") && take_number(text, at, 2, day) && take(text, at, "T") &&
      take_number(text, at, 2, hour) && take(text, at, ":") && take_number(text, at, 2, minute) &&
      take(text, at, ":") && take_number(text, at, 2, second);
  if (!read) return std::nullopt;
  std::int64_t fraction_ms = 0;
  if (take(text, at, ".")) {
    for (std::int64_t weight = 100; at < text.size() && is_ascii_digit(text[at]);
         ++at, weight /= 10)
      fraction_ms += (text[at] - '0') * weight;
  }
  if (text.substr(at) != "Z") return std::nullopt;
  auto instant = instant_from(year, month, day, hour, minute, second);
  if (instant) instant->ms += fraction_ms;
  return instant;
}

std::string format_http_date(Instant instant) {
  const std::tm t = utc_fields(instant);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", short_name(weekday_name(t)),
                     t.tm_mday, short_name(month_name(t)), t.tm_year + 1900, t.tm_hour, t.tm_min,
                     t.tm_sec);
}

std::optional<Instant> parse_http_date(std::string_view text) {
  if (text.size() != 29) return std::nullopt;
  int month = 0;
  for (std::size_t i = 0; i < months.size(); ++i)
    if (text.substr(8, 3) == short_name(months[i])) month = static_cast<int>(i) + 1;
  int day = 0, year = 0, hour = 0, minute = 0, second = 0;
  std::size_t at = 3;
  const bool read = month != 0 && take(text, at, ", ") && take_number(text, at, 2, day) &&
                    take(text, at, " ") && take(text, at, text.substr(8, 3)) &&
                    take(text, at, " ") && take_number(text, at, 4, year) && take(text, at, " ") &&
                    take_number(text, at, 2, hour) && take(text, at, ":") &&
                    take_number(text, at, 2, minute) && take(text, at, ":") &&
                    take_number(text, at, 2, second) && text.substr(at) == " GMT";
  if (!read) return std::nullopt;
  return instant_from(year, month, day, hour, minute, second);
}

}  // namespace afterword
