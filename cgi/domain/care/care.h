// Help for people in distress, as the site's moderators keep it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace afterword {

/// How much a site looks for comments that may be about somebody's safety.
enum class CareMode {
  off,        // not at all
  phrases,    // by phrases that are rarely wrong
  attentive,  // also by phrases that are wrong more often, and by weighed words
};

std::string_view to_text(CareMode mode);
std::optional<CareMode> parse_care_mode(std::string_view text);

/// Of a site where nobody has chosen one.
inline constexpr CareMode default_care_mode = CareMode::phrases;

/// Where somebody finds help. Everything but the name may be empty.
struct HelpResource {
  std::int64_t id = 0;
  std::string name;
  std::string phone;
  std::string text_number;
  std::string url;
  std::string hours;
  std::string country;
  Instant verified;  // when a person last made sure that it is right
};

/// A help line is trusted for half a year.
inline constexpr std::int64_t help_verified_ms = 183 * day_ms;

/// A text that a moderator begins a reply with; never sent by itself.
struct ReplyDraft {
  std::int64_t id = 0;
  std::string title;
  std::string text;
};

}  // namespace afterword
