// What a comment is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/time.h"
#include "domain/comment/comment_place.h"
#include "domain/markup/markup.h"

namespace afterword {

/// `deleted` is emptied and only keeps the place because something replies to it.
enum class Status { approved, waiting, spam, trash, deleted };

std::string_view to_text(Status status);
std::optional<Status> parse_status(std::string_view text);

std::string_view to_text(TextFormat format);
std::optional<TextFormat> parse_format(std::string_view text);

/// Whether a person should read a comment soon because of what it says about somebody's safety.
enum class CareState { none, marked, open, resolved };

std::string_view to_text(CareState care);
CareState parse_care(std::string_view text);

/// A stored comment. `text` is as it was written; HTML is made by render_markup.
struct Comment {
  CommentId id;
  ThreadId thread;
  std::optional<CommentId> parent;
  CommentId top_level;
  Status status = Status::waiting;
  std::string reason;
  std::string author;
  std::string email;  // never published
  std::string url;
  std::string address_prefix;  // the address cut to /24 or /48
  std::string user_agent;
  std::string text;
  TextFormat format = TextFormat::plain;
  Instant created;
  /// Goes up with every change: who acts on what they saw names the version that they saw.
  std::int64_t version = 1;
  /// Written by a moderator of the site.
  std::optional<ModeratorId> moderator;
  bool pinned = false;
  /// No more replies below; said of the comment that starts a subthread.
  bool locked = false;
  CareState care = CareState::none;
  /// When its writer last changed it after it was published; readers are told so.
  std::optional<Instant> writer_edited;
  std::string care_topics = {};  // "self other method abuse worried", those that apply
  bool mail_wanted = false;      // its writer asked for mail about it
  bool not_spam = false;         // a moderator said so: since then its e-mail address is known
  std::optional<Instant> edited = {};  // when anybody last changed what it says
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

}  // namespace afterword
