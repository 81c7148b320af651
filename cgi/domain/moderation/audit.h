// The audit log: who did what, and when. A change is one of the types below. The database and
// exports store it as two JSON objects, before and after; only encode and decode know their format.
// An entry never contains a comment's text, a name or an address; a title only if it was changed.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/json.h"
#include "domain/care/care.h"
#include "domain/moderation/moderation.h"
#include "domain/moderation/report.h"

namespace afterword {

/// The actions of entries, besides those of the table of moderators' actions (ActionRow). A new one
/// needs words in templates/moderate_words.tpl and may have a sentence in moderate_sentence.tpl.
namespace audit_action {
inline constexpr std::string_view edit = "edit";
inline constexpr std::string_view redact = "redact";
inline constexpr std::string_view reply = "reply";
inline constexpr std::string_view move = "move";
inline constexpr std::string_view rename = "rename";
inline constexpr std::string_view page_move = "page_move";
inline constexpr std::string_view page_merge = "page_merge";
inline constexpr std::string_view page_alias = "page_alias";
inline constexpr std::string_view undo = "undo";
inline constexpr std::string_view rewrite = "rewrite";
inline constexpr std::string_view withdraw = "withdraw";
inline constexpr std::string_view report = "report";
inline constexpr std::string_view rule_add = "rule_add";
inline constexpr std::string_view rule_remove = "rule_remove";
inline constexpr std::string_view rule_import = "rule_import";
inline constexpr std::string_view moderator_add = "moderator_add";
inline constexpr std::string_view moderator_role = "moderator_role";
inline constexpr std::string_view moderator_password = "moderator_password";
inline constexpr std::string_view moderator_remove = "moderator_remove";
inline constexpr std::string_view care_mode = "care_mode";
inline constexpr std::string_view help_add = "help_add";
inline constexpr std::string_view help_change = "help_change";
inline constexpr std::string_view help_verify = "help_verify";
inline constexpr std::string_view help_remove = "help_remove";
inline constexpr std::string_view help_dismiss = "help_dismiss";
inline constexpr std::string_view draft_add = "draft_add";
inline constexpr std::string_view draft_change = "draft_change";
inline constexpr std::string_view draft_remove = "draft_remove";
inline constexpr std::string_view import = "import";
inline constexpr std::string_view person_erase = "person_erase";

/// All of them, in the order of the audit log's filter.
inline constexpr std::array all{edit,
                                redact,
                                reply,
                                move,
                                rename,
                                page_move,
                                page_merge,
                                page_alias,
                                undo,
                                rewrite,
                                withdraw,
                                report,
                                rule_add,
                                rule_remove,
                                rule_import,
                                moderator_add,
                                moderator_role,
                                moderator_password,
                                moderator_remove,
                                care_mode,
                                help_add,
                                help_change,
                                help_verify,
                                help_remove,
                                help_dismiss,
                                draft_add,
                                draft_change,
                                draft_remove,
                                import,
                                person_erase};
}  // namespace audit_action

/// The properties of a comment that moderation changes.
struct CommentState {
  Status status = Status::waiting;
  bool pinned = false;
  bool locked = false;
  CareState care = CareState::none;
  std::int64_t holder = 0;  // a moderator's id; 0 if unassigned
  bool not_spam = false;    // set by a moderator

  friend bool operator==(const CommentState&, const CommentState&) = default;
};

/// Whether a page accepts comments.
struct PageState {
  bool closed = false;
  bool memorial = false;

  friend bool operator==(const PageState&, const PageState&) = default;
};

/// The title of a page; "" if it is not known.
struct PageTitle {
  std::string text;
  bool given = false;  // it came with a comment's form, and a later form may replace it

  friend bool operator==(const PageTitle&, const PageTitle&) = default;
};

/// The key and the path of a page.
struct PageAddress {
  std::string page;
  std::string path;

  friend bool operator==(const PageAddress&, const PageAddress&) = default;
};

/// The position of a comment: its page and parent.
struct Place {
  ThreadId thread;
  std::optional<CommentId> parent;
  CommentId top_level;

  friend bool operator==(const Place&, const Place&) = default;
};

namespace audit {

/// An action without a recorded change.
struct Nothing {
  friend bool operator==(const Nothing&, const Nothing&) = default;
};

/// A part of a comment's state; at least one member is set.
struct StateParts {
  std::optional<Status> status = {};
  std::optional<bool> pinned = {};
  std::optional<bool> locked = {};
  std::optional<CareState> care = {};
  std::optional<std::int64_t> holder = {};
  std::optional<bool> not_spam = {};

  friend bool operator==(const StateParts&, const StateParts&) = default;
};

struct StateChange {
  StateParts before;
  StateParts after;

  friend bool operator==(const StateChange&, const StateChange&) = default;
};

/// The content was changed; the previous content is a revision.
struct ContentChange {
  RevisionId before;

  friend bool operator==(const ContentChange&, const ContentChange&) = default;
};

struct PlaceChange {
  Place before;
  Place after;

  friend bool operator==(const PlaceChange&, const PlaceChange&) = default;
};

/// A comment was permanently deleted.
struct Deletion {
  std::optional<Status> before;

  friend bool operator==(const Deletion&, const Deletion&) = default;
};

struct PageChange {
  PageState before;
  PageState after;

  friend bool operator==(const PageChange&, const PageChange&) = default;
};

struct TitleChange {
  PageTitle before;
  PageTitle after;

  friend bool operator==(const TitleChange&, const TitleChange&) = default;
};

/// A thread has another page. A page without a key is a step of several moves.
struct AddressChange {
  PageAddress before;
  PageAddress after;
  std::int64_t led_to = 0;  // the thread of which the page was another name

  friend bool operator==(const AddressChange&, const AddressChange&) = default;
};

/// The comments of a thread were moved to another one.
struct Merge {
  PageAddress from;
  PageAddress into;
  std::int64_t into_thread = 0;
  std::string top_level;  // the numbers of its top-level comments, separated by blanks
  std::string names;      // its other names, one a line

  friend bool operator==(const Merge&, const Merge&) = default;
};

/// A page's name leads to another thread; 0: to none.
struct AliasChange {
  std::string page;
  std::int64_t before = 0;
  std::int64_t after = 0;

  friend bool operator==(const AliasChange&, const AliasChange&) = default;
};

/// A rule was added (active) or removed.
struct RuleChange {
  RuleId rule;
  bool active = false;

  friend bool operator==(const RuleChange&, const RuleChange&) = default;
};

/// A moderator was added or removed, or their role or password was changed.
struct ModeratorChange {
  ModeratorId moderator;
  std::optional<Role> before;
  std::optional<Role> after;

  friend bool operator==(const ModeratorChange&, const ModeratorChange&) = default;
};

struct CareModeChange {
  std::optional<CareMode> before;
  CareMode after = default_care_mode;

  friend bool operator==(const CareModeChange&, const CareModeChange&) = default;
};

/// The number of comments that were imported, or anonymised by an erasure.
struct CommentCount {
  std::int64_t comments = 0;

  friend bool operator==(const CommentCount&, const CommentCount&) = default;
};

/// A reader reported a comment.
struct Reported {
  ReportReason reason = ReportReason::other;

  friend bool operator==(const Reported&, const Reported&) = default;
};

/// The number of a comment's open reports; a moderator's decision closed them.
struct ReportsChange {
  std::int64_t before = 0;
  std::int64_t after = 0;

  friend bool operator==(const ReportsChange&, const ReportsChange&) = default;
};

/// A change written by another version of the program. It is displayed and exported, but cannot be
/// undone.
struct Unknown {
  JsonFields before;
  JsonFields after;

  friend bool operator==(const Unknown&, const Unknown&) = default;
};

using Change =
    std::variant<Nothing, StateChange, ContentChange, PlaceChange, Deletion, PageChange,
                 TitleChange, AddressChange, Merge, AliasChange, RuleChange, ModeratorChange,
                 CareModeChange, CommentCount, Reported, ReportsChange, Unknown>;

/// The parts that differ between two states, and a state with these parts applied.
StateChange difference(const CommentState& before, const CommentState& after);
CommentState with(CommentState state, const StateParts& parts);

/// The stored form.
struct Sides {
  JsonFields before;
  JsonFields after;
};

Sides encode(const Change& change);
/// Decodes the stored form of an entry of `action`.
Change decode(std::string_view action, const Sides& sides);

}  // namespace audit

/// Selects entries of the audit log. Empty members do not filter.
struct AuditFilter {
  std::string moderator;  // the name, as it was then
  std::string action;
  std::string page;  // the page's key
  std::optional<CommentId> comment;
};

/// An entry of the audit log.
struct AuditLine {
  AuditId id;
  Instant at;
  std::int64_t batch = 0;
  Actor actor;
  std::string action;
  std::optional<CommentId> comment;
  std::optional<ThreadId> thread;
  std::string page_path;
  std::string page_title;
  /// As they are now, for reading only: the comment's author, "" if it was deleted since; the
  /// pattern of the rule or the name of the moderator that the change is about.
  std::string author;
  std::string detail;
  audit::Change change;
  std::string note;
  bool undone = false;
};

}  // namespace afterword
