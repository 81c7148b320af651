// What a comment is, and the faults that a submission can have.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "comment/comment_place.h"
#include "comment/markup.h"

namespace afterword {

/// `deleted` is emptied and only keeps the place because something replies to it.
enum class Status { approved, waiting, spam, trash, deleted };

std::string_view to_text(Status status);
std::optional<Status> parse_status(std::string_view text);

std::string_view to_text(TextFormat format);
std::optional<TextFormat> parse_format(std::string_view text);

/// Whether a person should read a comment soon because of what it says about somebody's safety.
enum class CareState { none, marked, open, settled };

std::string_view to_text(CareState care);
CareState parse_care(std::string_view text);

/// A stored comment. `text` is as it was written; HTML is made by render_markup.
struct Comment {
  CommentId id;
  ThreadId thread;
  std::optional<CommentId> parent;
  CommentId root;
  Status status = Status::waiting;
  std::string reason;
  std::string author;
  std::string email;  // never published
  std::string url;
  std::string network;  // the address cut to /24 or /48
  std::string user_agent;
  std::string text;
  TextFormat format = TextFormat::plain;
  Instant created;
  /// Goes up with every change: who acts on what they saw names the version that they saw.
  std::int64_t version = 1;
  /// Written by a moderator of the site.
  std::optional<ModeratorId> moderator;
  bool pinned = false;
  /// No more replies below; said of the comment that starts a branch.
  bool locked = false;
  CareState care = CareState::none;
};

/// A published comment away from its thread, with where its page shows it.
struct PublishedComment {
  Comment comment;
  std::string path;
  std::string title;
  CommentPlace place = {};
};

/// The number that a comment had where it came from, where it could not keep it.
struct OldNumber {
  std::int64_t number = 0;
  CommentId comment;
};

/// Why a submission was not taken. The names of the enumerators are the codes that scripts see
/// and the sections of templates/message.tpl; two pairs share a code.
enum class Fault {
  require_author,
  require_email,
  require_valid_email,
  require_valid_comment,
  require_valid_url,
  comment_author_column_length,
  comment_author_email_column_length,
  comment_author_url_column_length,
  comment_content_column_length,
  comment_id_not_found,
  comment_closed,
  comment_locked,
  comment_reply_to_unapproved_comment,
  forbidden_origin,
  comment_duplicate,
  comment_flood,
  comment_save_error,
  signed_out,
  comment_gone,
  malformed,
  too_large,
  too_many_pages,
  method_not_allowed,
  not_found,
  unavailable,
  not_set_up,  // the same where there is no database yet
};

inline constexpr int fault_count = static_cast<int>(Fault::not_set_up) + 1;

/// The section of templates/message.tpl that says it to people.
std::string_view message_name(Fault fault);
/// The code that scripts see.
std::string_view code_of(Fault fault);
/// The HTTP status that answers it.
int status_of(Fault fault);
/// The form field that it is about: "author", "email", "url", "comment" or "".
std::string_view field_of(Fault fault);

using Faults = std::vector<Fault>;

}  // namespace afterword
