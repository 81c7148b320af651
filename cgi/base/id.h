// Strongly typed ids, so that a thread id cannot be passed as a comment id.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

namespace afterword {

template <class Tag>
struct Id {
  std::int64_t value = 0;
  friend auto operator<=>(Id, Id) = default;
};

using CommentId = Id<struct CommentTag>;
using ThreadId = Id<struct ThreadTag>;
using RuleId = Id<struct RuleTag>;
using ModeratorId = Id<struct ModeratorTag>;
using AuditId = Id<struct RecordTag>;
using ReportId = Id<struct ReportTag>;
using MailId = Id<struct MailTag>;
using RevisionId = Id<struct RevisionTag>;
using SubscriptionId = Id<struct SubscriptionTag>;

/// Parses a decimal number from 1 to 2^63-1. Returns nullopt for anything else, including a sign or
/// trailing bytes.
std::optional<std::int64_t> parse_positive(std::string_view text);

/// Parses an id by the rules of parse_positive: parse_id<CommentId>("17").
template <class AnyId>
std::optional<AnyId> parse_id(std::string_view text) {
  const auto number = parse_positive(text);
  if (!number) return std::nullopt;
  return AnyId{*number};
}

}  // namespace afterword
