// Help for people in distress, as the site's moderators keep it.
#pragma once

#include <cstdint>
#include <string>

#include "base/time.h"

namespace afterword {

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
