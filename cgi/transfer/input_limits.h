// What a file that is imported may hold at most, so that no file fills the memory.
#pragma once

#include <cstddef>
#include <cstdint>

#include "store/transfer/imported_comment.h"

namespace afterword {

/// Bytes of one token of a file: a text, a tag, a comment of XML. A comment's text
/// (longest_text) fits, also where each character is written as two escapes of 6 bytes.
inline constexpr std::int64_t longest_token = 1 << 20;

/// Bytes that are kept of one comment or page.
inline constexpr std::size_t longest_object = 1 << 20;

/// Elements, lists and objects within each other.
inline constexpr int deepest = 64;

/// The highest number of a comment or a post. Above it there is room for new ones, and every
/// program that reads JSON can tell two of them apart.
inline constexpr std::int64_t highest_number = 1'000'000'000'000'000;

/// Comments in a transaction: enough that the disk's waiting does not count, few enough that a
/// visitor's post waits for a fifth of a second at most. Several batches are in memory at once.
inline constexpr std::size_t batch_comments = 5'000;
inline constexpr std::size_t batch_bytes = 2 << 20;

/// About what a comment takes in memory until it is stored.
inline std::size_t stored_bytes(const ImportedComment& moved) {
  const Comment& comment = moved.comment;
  return sizeof moved + comment.author.size() + comment.email.size() + comment.url.size() +
         comment.user_agent.size() + comment.text.size();
}

}  // namespace afterword
