#include "transfer/source_date.h"

#include <fmt/format.h>

#include <charconv>

#include "base/ascii.h"

namespace afterword {
namespace {

constexpr std::int64_t earliest_ms = 365 * day_ms;
constexpr std::int64_t latest_seconds = 100'000'000'000;  // more are milliseconds

bool is_shaped(std::string_view text, std::string_view shape) {
  if (text.size() < shape.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i] == '0' ? !is_ascii_digit(text[i]) : text[i] != shape[i]) return false;
  return true;
}

std::optional<std::int64_t> parse_whole(std::string_view text) {
  std::int64_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

/// "+01:00", "+0100", "-01" in minutes.
std::optional<int> parse_offset(std::string_view text) {
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  const int sign = text.front() == '-' ? -1 : 1;
  text.remove_prefix(1);
  const bool known = (is_shaped(text, "00:00") && text.size() == 5) ||
                     (is_shaped(text, "0000") && text.size() == 4) ||
                     (is_shaped(text, "00") && text.size() == 2);
  if (!known) return std::nullopt;
  const auto hours = parse_whole(text.substr(0, 2));
  const auto minutes = text.size() > 2 ? parse_whole(text.substr(text.size() - 2)) : 0;
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  return sign * static_cast<int>(*hours * 60 + *minutes);
}

std::optional<Instant> parse_date_and_time(std::string_view text, const TimeZone& zone) {
  if (!is_shaped(text, "0000-00-00")) return std::nullopt;
  std::string utc(text.substr(0, 10));
  text.remove_prefix(10);
  std::string time = "00:00:00";
  if (!text.empty()) {
    if (text.front() != 'T' && text.front() != ' ') return std::nullopt;
    text.remove_prefix(1);
    if (is_shaped(text, "00:00:00")) {
      time = text.substr(0, 8);
      text.remove_prefix(8);
    } else if (is_shaped(text, "00:00")) {
      time = fmt::format("{}:00", text.substr(0, 5));
      text.remove_prefix(5);
    } else {
      return std::nullopt;
    }
    if (!text.empty() && (text.front() == '.' || text.front() == ',')) {
      std::size_t end = 1;
      while (end < text.size() && is_ascii_digit(text[end])) ++end;
      time += fmt::format(".{:0<3}", text.substr(1, std::min<std::size_t>(end - 1, 3)));
      text.remove_prefix(end);
    }
    text = trim(text);
  }
  const auto shown = parse_rfc3339(utc + "T" + time + "Z");
  if (!shown) return std::nullopt;
  if (text.empty()) return zone.from_local(*shown);
  if (text == "Z" || text == "z" || text == "UTC" || text == "GMT") return shown;
  const auto offset = parse_offset(text);
  if (!offset) return std::nullopt;
  return Instant{shown->ms - *offset * minute_ms};
}

/// As JavaScript writes a date: "Sat Nov 28 2026 12:52:30 GMT+0100 (Central European Time)" is
/// "2026-11-28 12:52:30 +0100"; any other text unchanged.
std::string without_names(std::string_view text) {
  constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  constexpr std::string_view day = "Sat ";
  constexpr std::string_view shape = "Nov 00 0000 00:00:00 GMT";
  if (text.size() < day.size() + shape.size() || text[3] != ' ') return std::string(text);
  const std::string_view date = text.substr(day.size());
  const std::size_t month = months.find(date.substr(0, 3));
  if (month == std::string_view::npos || month % 3 != 0 ||
      !is_shaped(date.substr(3), shape.substr(3)))
    return std::string(text);
  const std::string_view offset = trim(date.substr(shape.size(), date.find('(') - shape.size()));
  return fmt::format("{}-{:02}-{} {} {}", date.substr(7, 4), month / 3 + 1, date.substr(4, 2),
                     date.substr(12, 8), offset.empty() ? "GMT" : offset);
}

}  // namespace

std::optional<Instant> parse_source_date(std::string_view text, const TimeZone& zone) {
  text = trim(text);
  std::optional<Instant> instant;
  if (const auto number = parse_whole(text); number && text.size() > 4)
    instant = Instant{*number > latest_seconds ? *number : *number * second_ms};
  else
    instant = parse_date_and_time(without_names(text), zone);
  if (!instant || instant->ms < earliest_ms) return std::nullopt;
  return instant;
}

}  // namespace afterword
