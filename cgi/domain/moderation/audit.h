// The audit log: who did what, when. What an entry says was changed is one of a few types here; the
// database and exports keep it as two JSON objects, before and after, which encode and decode alone
// know. No entry has a comment's text, a name or an address.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/json.h"
#include "domain/care/care.h"
#include "domain/moderation/moderation.h"

namespace afterword {

/// What moderators change about a comment.
struct CommentState {
  Status status = Status::waiting;
  bool pinned = false;
  bool locked = false;
  CareState care = CareState::none;
  std::int64_t holder = 0;  // a moderator's id, 0 for nobody
  bool not_spam = false;    // a moderator said so

  friend bool operator==(const CommentState&, const CommentState&) = default;
};

/// Whether a page takes comments.
struct PageState {
  bool closed = false;
  bool memorial = false;

  friend bool operator==(const PageState&, const PageState&) = default;
};

/// Where a comment stands.
struct Place {
  ThreadId thread;
  std::optional<CommentId> parent;
  CommentId top_level;

  friend bool operator==(const Place&, const Place&) = default;
};

namespace audit {

/// The action says it all.
struct Nothing {
  friend bool operator==(const Nothing&, const Nothing&) = default;
};

/// Some of a comment's state; at least one part.
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

/// What a comment said before is kept as a revision.
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

/// A rule was added (active) or removed.
struct RuleChange {
  RuleId rule;
  bool active = false;

  friend bool operator==(const RuleChange&, const RuleChange&) = default;
};

/// A moderator was added, removed, or has another role or password.
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

/// So many comments were imported, or of somebody who was forgotten.
struct CommentCount {
  std::int64_t comments = 0;

  friend bool operator==(const CommentCount&, const CommentCount&) = default;
};

/// What another version of the program wrote: shown and exported, never undone.
struct Unknown {
  JsonFields before;
  JsonFields after;

  friend bool operator==(const Unknown&, const Unknown&) = default;
};

using Change = std::variant<Nothing, StateChange, ContentChange, PlaceChange, Deletion, PageChange,
                            RuleChange, ModeratorChange, CareModeChange, CommentCount, Unknown>;

/// What is different between two states of a comment, and a state with these parts.
StateChange difference(const CommentState& before, const CommentState& after);
CommentState with(CommentState state, const StateParts& parts);

/// As it is stored.
struct Sides {
  JsonFields before;
  JsonFields after;
};

Sides encode(const Change& change);
/// What those who wrote an entry of `action` said.
Change decode(std::string_view action, const Sides& sides);

}  // namespace audit

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
  audit::Change change;
  std::string note;
  bool undone = false;
};

}  // namespace afterword
