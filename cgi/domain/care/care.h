// Help for people in distress, as the site's moderators maintain it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace afterword {

/// How actively the site looks for comments that may concern somebody's safety.
enum class CareMode {
  off,        // no detection
  phrases,    // phrases with few false positives
  attentive,  // also phrases with more false positives, and weighted words
};

std::string_view to_text(CareMode mode);
std::optional<CareMode> parse_care_mode(std::string_view text);

/// Used if the configuration and the moderators have not chosen a mode.
inline constexpr CareMode default_care_mode = CareMode::phrases;

/// A help line or service shown to readers. Every text except the name may be empty.
struct HelpResource {
  std::int64_t id = 0;
  std::string name;
  std::string phone;
  std::string text_number;
  std::string url;
  std::string hours;
  std::string country;
  Instant verified;  // when a moderator last verified the details
};

/// Details of a help resource count as verified for half a year.
inline constexpr std::int64_t help_verified_ms = 183 * day_ms;

/// A template for a moderator's reply. Never sent automatically.
struct ReplyDraft {
  std::int64_t id = 0;
  std::string title;
  std::string text;
};

}  // namespace afterword
