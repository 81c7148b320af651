// Moderation as plain values: the queue, its filters, revisions, outcomes.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "domain/comment/comment.h"
#include "domain/moderation/report.h"

namespace afterword {

/// The kind of actor that performs an action. The database and exports contain its code; the words
/// for it are in templates/moderate_words.tpl. A new kind also needs its code in sql/schema.
enum class ActorKind {
  moderator,     // signed in
  command_line,  // the owner's, at the server
  setup_page,    // before there is a moderator
  mail_link,     // the signed link in a moderator's mail
  writer,        // of the comment
  reader,
};

std::string_view to_text(ActorKind kind);
std::optional<ActorKind> parse_actor_kind(std::string_view text);

/// Who performs an action. The database rejects a moderator without a name, and another kind with
/// one.
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

/// The lists of the queue page. `care` contains the comments that a person should read soon,
/// `reported` those with open reports, both whatever their status.
enum class QueueView { care, reported, waiting, approved, spam, trash, all };

/// In the order of the queue page.
std::span<const QueueView> queue_views();
std::string_view to_text(QueueView view);
std::optional<QueueView> parse_queue_view(std::string_view text);

/// The longest text to search for, in characters; the rest is ignored.
inline constexpr std::size_t longest_search = 200;

/// Selects comments of the queue. Empty texts do not filter.
struct QueueFilter {
  QueueView view = QueueView::waiting;
  bool oldest_first = false;
  std::string page;                // the page's key
  std::string author;              // exact match
  std::string email;               // exact match
  std::string address_prefix;      // exact match
  std::string search;              // words in text, name or email address; the last may be a prefix
  std::optional<CommentId> after;  // continue after this comment, in the view's order
  std::optional<CommentId> before;  // the page that ends before this comment, in the view's order
  int limit = 50;
};

struct QueueCounts {
  int care = 0;
  int reported = 0;
  int waiting = 0;
  int approved = 0;
  int spam = 0;
  int trash = 0;
  int all = 0;
};

/// The comment that a comment replies to, for context.
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
  /// Other comments by the same email address, and how many of them are published.
  int others = 0;
  int others_approved = 0;
  std::optional<Instant> care_read;
  std::vector<Report> reports;  // the open ones, oldest first
  std::string care_holder;      // the name of the moderator assigned to it; "" if unassigned
};

struct QueuePage {
  QueueCounts counts;
  std::vector<QueueItem> items;
  bool more = false;      // more comments follow the last
  bool previous = false;  // there may be comments before the first
};

/// A page with comments, for moderators.
struct ThreadSummary {
  ThreadId id;
  std::string path;
  std::string title;
  bool closed = false;
  bool memorial = false;
  int approved = 0;
  int waiting = 0;
  std::optional<Instant> last;     // when the last comment was written
  std::vector<std::string> names;  // former names of the page and its aliases, as keys of pages
};

/// A page with comments that has no file.
struct OrphanPage {
  std::string path;
  std::string guess;  // the path of the page that it probably is now; "" if there is none
};

/// What there was when a page was shown: the first comment, the first entry of the audit log and
/// the first report that came later. As text in the field `seen`: "120:340:7".
struct ListBounds {
  CommentId comment;
  AuditId entry;
  ReportId report;
};

std::string to_text(const ListBounds& bounds);
std::optional<ListBounds> parse_list_bounds(std::string_view text);

/// The comments of a whole list, whatever its page; at most a limit of them.
struct WholeList {
  std::vector<CommentId> comments;
  bool cut = false;  // there are more
};

/// A comment and the version that its moderator saw. As text, in forms: "12:3".
struct Target {
  CommentId comment;
  std::int64_t version = 0;  // 0: any version, for commands
  /// This report and later ones stay open, because they came after the page was shown; nullopt:
  /// none.
  std::optional<ReportId> later_reports = {};
};

std::string to_text(const Target& target);
std::optional<Target> parse_target(std::string_view text);

/// The content of a comment before a change.
struct Revision {
  std::string author;
  std::string email;
  std::string url;
  std::string text;
  Instant replaced;
  Actor replaced_by;
  RevisionId id;
};

/// The comment or page that a notice is about, as it is now.
struct NoticeSubject {
  std::optional<CommentId> comment;  // nullopt: the page itself
  std::string author;                // of the comment
  std::string page_title;            // or its path
};

/// The result of a moderation batch, for the message that reports it and offers to undo it. It is
/// read from the audit log, so it survives a reload.
struct Notice {
  std::int64_t batch = 0;
  std::string action;  // as in AuditLine
  int comments = 0;
  int pages = 0;  // of a batch without comments
  /// Set if the batch is about one comment that still exists, or about one page. For a reply it is
  /// the comment that was replied to.
  std::optional<NoticeSubject> subject;
  bool title_removed = false;  // the page has no title since
  bool can_undo = false;       // an undo now would have an effect on at least one comment
  bool undone = false;         // completely
};

/// A comment that somebody else changed first. Nothing was overwritten.
struct Conflict {
  CommentId comment;
  std::optional<Actor> actor;
  std::string action;  // what they did; "gone" if the comment was permanently deleted
  Instant at;
};

}  // namespace afterword
