// What is kept about somebody who wrote comments, as it is given to them.
#pragma once

#include <string>
#include <vector>

#include "domain/comment/comment.h"
#include "domain/moderation/moderation.h"

namespace afterword {

struct CommenterComment {
  Comment comment;
  std::string path;
  std::vector<Revision> revisions;  // the newest first
};

struct CommenterMail {
  std::string purpose;
  std::string status;
  Instant created;
};

/// Everything under one e-mail address.
struct CommenterData {
  std::string email;
  std::vector<CommenterComment> comments;
  std::vector<CommenterMail> mail;
  std::string consent;  // "asked", "given", "withdrawn", "" for none
  /// Something that was said before is kept under the address, perhaps of a comment that has
  /// another one since.
  bool has_revisions = false;

  bool is_empty() const {
    return comments.empty() && mail.empty() && consent.empty() && !has_revisions;
  }
};

}  // namespace afterword
