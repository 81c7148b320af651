// Conversions between statement values and the program's types; for use inside store/ only.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/time.h"

namespace afterword {

template <class AnyId>
std::optional<std::int64_t> to_number(const std::optional<AnyId>& id) {
  return id ? std::optional(id->value) : std::nullopt;
}

template <class AnyId>
std::optional<AnyId> to_id(const std::optional<std::int64_t>& number) {
  return number ? std::optional(AnyId{*number}) : std::nullopt;
}

inline std::optional<std::int64_t> to_number(const std::optional<Instant>& instant) {
  return instant ? std::optional(instant->ms) : std::nullopt;
}

inline std::optional<Instant> to_instant(const std::optional<std::int64_t>& ms) {
  return ms ? std::optional(Instant{*ms}) : std::nullopt;
}

/// NULL for an empty text, which disables a filter.
inline std::optional<std::string_view> text_or_null(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace afterword
