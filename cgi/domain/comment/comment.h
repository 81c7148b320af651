// A stored comment, its status and its identifiers.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/time.h"
#include "domain/comment/comment_place.h"
#include "domain/markup/markup.h"

namespace afterword {

/// `deleted` comments have no content; the row remains while replies refer to it.
enum class Status { approved, waiting, spam, trash, deleted };

std::string_view to_text(Status status);
std::optional<Status> parse_status(std::string_view text);

std::string_view to_text(TextFormat format);
std::optional<TextFormat> parse_format(std::string_view text);

/// Whether a person should read a comment soon because it may concern somebody's safety.
enum class CareState { none, marked, open, resolved };

std::string_view to_text(CareState care);
CareState parse_care(std::string_view text);

/// A pingback and a trackback say that a page elsewhere links to this one: the author is its title,
/// the website its address, and the text an excerpt of it, or empty.
enum class CommentKind { comment, pingback, trackback };

std::string_view to_text(CommentKind kind);
std::optional<CommentKind> parse_comment_kind(std::string_view text);

/// The stored author of a comment without a name, and of one whose commenter was erased. It is
/// data, as in WordPress, so that it is exported, imported and matched like any other name.
inline constexpr std::string_view anonymous_author = "Anonymous";

/// A stored comment. `text` is as submitted; render_markup makes the HTML.
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
  std::string address_prefix;  // the client's address as a /24 or /48 prefix
  std::string user_agent;
  std::string text;
  TextFormat format = TextFormat::plain;
  Instant created;
  /// Incremented by every change. An action names the version that was shown, to detect conflicts.
  std::int64_t version = 1;
  /// Set if a moderator of the site wrote the comment.
  std::optional<ModeratorId> moderator;
  CommentKind kind = CommentKind::comment;
  bool post_author = false;  // the author of the page wrote it, as an import says
  bool pinned = false;
  /// No more replies in this subthread; set on its top-level comment only.
  bool locked = false;
  CareState care = CareState::none;
  /// When the commenter last edited the comment after it was published. Shown to readers.
  std::optional<Instant> writer_edited;
  std::string care_topics = {};  // the topics that apply (CareTopic), separated by blanks
  bool mail_wanted = false;      // the commenter asked for mail about this comment
  bool not_spam = false;         // set by a moderator; the email address is known from then on
  std::optional<Instant> edited = {};  // last change of the content by anybody
};

/// A published comment outside its thread, and where its page shows it.
struct PublishedComment {
  Comment comment;
  std::string path;
  std::string title;
  CommentPlace place = {};
};

/// Whether a text can be an OldFragment: at most 100 visible characters of ASCII.
bool is_fragment(std::string_view text);

/// The fragment of an address at the system that a comment was imported from, such as "isso-7".
struct OldFragment {
  std::string fragment;
  CommentId comment;
};

}  // namespace afterword
