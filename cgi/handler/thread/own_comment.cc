#include "handler/thread/own_comment.h"

#include <fmt/format.h>
#include <cstdlib>

namespace afterword {
namespace {

/// Whether a person has removed the comment. A comment that a rule moved to the trash on submission
/// was not changed since; its commenter sees it like a waiting one.
bool is_removed_by_person(const Comment& comment) {
  switch (comment.status) {
    case Status::approved:
    case Status::waiting:
      return false;
    case Status::spam:
    case Status::trash:
      return comment.version != 1;
    case Status::deleted:
      break;
  }
  return true;
}

}  // namespace

std::string own_comment_hash(const SecretKey& key, const Comment& comment) {
  return key.hash("own comment",
                  fmt::format("{}:{}\n{}\n{}\n{}\n{}", comment.id.value, comment.created.ms,
                              comment.author, comment.email, comment.url, comment.text));
}

UrlQuery own_comment_query(const SecretKey& key, const Comment& comment) {
  return UrlQuery()
      .add("unapproved", comment.id.value)
      .add("moderation-hash", own_comment_hash(key, comment));
}

bool may_show_own(const SecretKey& key, const Comment& comment, std::string_view hash,
                  Instant now) {
  return !is_removed_by_person(comment) &&
         std::llabs(now.ms - comment.created.ms) < own_comment_ms &&
         same_secret(hash, own_comment_hash(key, comment));
}

}  // namespace afterword
