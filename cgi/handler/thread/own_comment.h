// A writer's own comment that waits for a moderator: shown to whoever has its hash, for a while.
#pragma once

#include <string>
#include <string_view>

#include "base/secret.h"
#include "base/time.h"
#include "base/url.h"
#include "domain/comment/comment.h"

namespace afterword {

inline constexpr std::int64_t own_comment_ms = 10 * minute_ms;

/// The hash that is put into the writer's redirect. It is made of what the comment says and by
/// whom: once a passage was taken out or its writer forgotten, it shows nothing any more.
std::string own_comment_hash(const SecretKey& key, const Comment& comment);

/// What leads its writer to a comment that waits: its number and that hash.
UrlQuery own_comment_query(const SecretKey& key, const Comment& comment);

/// Whether `hash` shows `comment` at `now`: the right hash, not older than ten minutes, and nobody
/// has put the comment away. A clock that was set back does not make an old hash good again for
/// longer than that.
bool may_show_own(const SecretKey& key, const Comment& comment, std::string_view hash, Instant now);

}  // namespace afterword
