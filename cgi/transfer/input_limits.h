// Limits for import files, so that no file exhausts the memory.
#pragma once

#include <cstddef>
#include <cstdint>

#include "store/transfer/imported_comment.h"

namespace afterword {

/// Bytes of one token: a text, a tag, an XML comment. Allows a comment's longest text
/// (longest_text) with each character written as two escapes of 6 bytes.
inline constexpr std::int64_t longest_token = 1 << 20;

/// Bytes kept of one comment or page.
inline constexpr std::size_t longest_object = 1 << 20;

/// Nesting depth of elements, lists and objects.
inline constexpr int deepest = 64;

/// The highest number of a comment or a post. Leaves room for new ones above it, and every JSON
/// parser represents the number exactly.
inline constexpr std::int64_t highest_number = 1'000'000'000'000'000;

/// Size of a transaction: large enough that the time for syncing is negligible, small enough that a
/// visitor's post waits at most a fifth of a second. Several batches are in memory at once.
inline constexpr std::size_t batch_comments = 5'000;
inline constexpr std::size_t batch_bytes = 5 << 19;

/// Approximate memory of a comment until it is stored.
inline std::size_t stored_bytes(const ImportedComment& imported) {
  const Comment& comment = imported.comment;
  return sizeof imported + comment.author.size() + comment.email.size() + comment.url.size() +
         comment.user_agent.size() + comment.text.size();
}

}  // namespace afterword
