// What moderators look at and do, as plain values: the queue, its filters, revisions, the
// audit_log.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "domain/comment/comment.h"

namespace afterword {

/// What kind of actor did something. The database and exports have its code; the words for it are
/// in templates/moderate_words.tpl. Another kind needs its code in sql/schema too.
enum class ActorKind {
  moderator,     // signed in
  command_line,  // the owner's, at the server
  setup_page,    // before there is a moderator
  mail_link,     // whoever used a signed link in a moderator's mail
  writer,        // of the comment
  reader,
};

std::string_view to_text(ActorKind kind);
std::optional<ActorKind> parse_actor_kind(std::string_view text);

/// Who acts. The database takes no moderator without a name, and no other kind with one.
struct Actor {
  ActorKind kind = ActorKind::moderator;
  std::string name = {};  // a moderator's, as it was then
  std::optional<ModeratorId> moderator =
      {};  // their account; audit log and revisions are read without
};

/// owner: also manages moderators, rules and settings.
enum class Role { owner, moderator };

std::string_view to_text(Role role);
std::optional<Role> parse_role(std::string_view text);

/// The lists that the queue page has. `care` are those that a person should read soon, whatever
/// their status.
enum class QueueView { care, waiting, approved, spam, trash, all };

std::string_view to_text(QueueView view);
std::optional<QueueView> parse_queue_view(std::string_view text);

/// What of the comments a moderator looks at. Empty texts filter nothing.
struct QueueFilter {
  QueueView view = QueueView::waiting;
  bool oldest_first = false;
  std::string page;            // the page's one name
  std::string author;          // exactly this name
  std::string email;           // exactly this address
  std::string address_prefix;  // exactly this network
  std::string search;  // words in text, name or e-mail; the last may be the beginning of one
  std::optional<CommentId> after;  // go on behind this one in the view's order
  int limit = 50;
};

struct QueueCounts {
  int care = 0;
  int waiting = 0;
  int approved = 0;
  int spam = 0;
  int trash = 0;
  int all = 0;
};

/// What a comment replies to, for context.
struct ParentExcerpt {
  CommentId id;
  std::string author;
  std::string text;
  Status status = Status::approved;
};

struct QueueItem {
  Comment comment;
  std::string page_path;
  std::string page_title;
  bool page_closed = false;
  bool page_memorial = false;
  std::optional<ParentExcerpt> parent;
  /// Other comments by the same e-mail address: how many, and how many of them are published.
  int others = 0;
  int others_approved = 0;
  std::optional<Instant> care_read;
  std::string care_holder;  // the name of who said "I have this one", "" for nobody
};

struct QueuePage {
  QueueCounts counts;
  std::vector<QueueItem> items;
  bool more = false;  // there are others behind the last
};

/// A comment as its moderator saw it.
struct Target {
  CommentId comment;
  std::int64_t version = 0;  // 0: whichever it has, for commands
};

/// Why a writer cannot change their own comment.
enum class RewriteRefusal {
  gone,         // put away, deleted, or of somebody who was forgotten: nothing can be done
  changed,      // it is not as it was when the link was made
  page_closed,  // its page takes no comments
  locked,       // its conversation takes no replies
  too_often,    // it was changed as often as is allowed
  flood,        // too soon after something else
  unavailable,  // nothing was stored
};

/// What a comment said before a change.
struct Revision {
  std::string author;
  std::string email;
  std::string url;
  std::string text;
  Instant replaced;
  Actor replaced_by;
  RevisionId id;
};

/// What a press did, for the line that says so and offers to undo it. It is read from the audit
/// log, so it is still there after a reload.
struct Notice {
  std::int64_t batch = 0;
  std::string action;  // as in AuditLine
  int comments = 0;
  bool can_undo = false;  // false for delete-for-ever, and once undone
  bool undone = false;
};

/// A comment that somebody else changed first: nothing was overwritten.
struct Conflict {
  CommentId comment;
  std::optional<Actor> actor;
  std::string action;  // what they did; "gone" when the comment was permanently deleted
  Instant at;
};

}  // namespace afterword
