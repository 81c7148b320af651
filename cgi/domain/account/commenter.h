// The data stored about a commenter, for requests of the data subject.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/account/subscription.h"
#include "domain/comment/comment.h"
#include "domain/moderation/moderation.h"

namespace afterword {

struct CommenterComment {
  Comment comment;
  std::string path;
  std::vector<Revision> revisions;  // newest first
};

struct CommenterMail {
  std::string purpose;
  std::string status;
  Instant created;
};

struct CommenterReport {
  CommentId comment;
  std::string reason;
  std::string note;
  Instant at;
};

/// All data stored under one email address.
struct CommenterData {
  std::string email;
  std::vector<CommenterComment> comments;
  std::vector<CommenterMail> mail;
  std::vector<CommenterReport> reports;  // for which this address was left
  std::vector<Subscription> subscriptions;
  std::optional<Instant> mail_refused;  // when its owner refused to be asked about mail
  /// Revisions are stored under this address, possibly of a comment that has another address now.
  bool has_revisions = false;

  bool is_empty() const {
    return comments.empty() && mail.empty() && reports.empty() && subscriptions.empty() &&
           !mail_refused && !has_revisions;
  }
};

}  // namespace afterword
