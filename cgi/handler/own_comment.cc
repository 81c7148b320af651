#include "handler/own_comment.h"

#include <fmt/format.h>
#include <cstdlib>

namespace afterword {

std::string own_comment_hash(const SecretKey& key, CommentId comment, Instant created) {
  return key.hash("own comment", fmt::format("{}:{}", comment.value, created.ms));
}

bool may_show_own(const SecretKey& key, const Comment& comment, std::string_view hash,
                  Instant now) {
  return comment.status != Status::deleted &&
         std::llabs(now.ms - comment.created.ms) < own_comment_ms &&
         same_secret(hash, own_comment_hash(key, comment.id, comment.created));
}

}  // namespace afterword
