// A commenter's own waiting comment, shown for a limited time to the holder of its hash.
#pragma once

#include <string>
#include <string_view>

#include "base/secret.h"
#include "base/time.h"
#include "base/url.h"
#include "domain/comment/comment.h"

namespace afterword {

inline constexpr std::int64_t own_comment_ms = 10 * minute_ms;

/// The hash in the redirect after posting. It covers the comment's text and author, so it becomes
/// invalid when a passage is redacted or the commenter's data is erased.
std::string own_comment_hash(const SecretKey& key, const Comment& comment);

/// The query of a link to a waiting comment for its commenter: its number and the hash.
UrlQuery own_comment_query(const SecretKey& key, const Comment& comment);

/// Whether `hash` permits showing `comment` at `now`: it must be valid and at most ten minutes old,
/// and nobody may have removed the comment. Setting the clock back does not extend the validity
/// beyond that.
bool may_show_own(const SecretKey& key, const Comment& comment, std::string_view hash, Instant now);

}  // namespace afterword
