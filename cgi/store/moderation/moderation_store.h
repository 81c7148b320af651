// What moderators do. Every change is one transaction with its lines of the audit log, so there is
// nothing that nobody did; and every change names the version that its maker saw, so nobody
// overwrites what they have not seen.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/moderation/moderation.h"
#include "domain/moderation/moderation_action.h"
#include "store/engine/database.h"
#include "store/mail/outbox.h"
#include "store/moderation/change.h"

namespace afterword {

struct ActOutcome {
  std::int64_t batch = 0;  // of the audit log; 0 when nothing was changed
  std::vector<CommentId> done;
  std::vector<Conflict> conflicts;
  bool owner_only = false;  // nothing was changed, because it is the owners' to change
};

/// Whose changes of the rules somebody may undo: a moderator's are their own additions.
enum class RuleRights { own_additions, all };

/// What a person wrote, as a moderator or the writer changes it.
struct Content {
  std::string author;
  std::string email;
  std::string url;
  std::string text;
};

struct StaffReply {
  Target parent;
  std::string author;
  std::string email;
  std::string text;
  TextFormat format = TextFormat::plain;
  bool pinned = false;
};

struct ReplyOutcome {
  ActOutcome outcome;           // of approving what it replies to
  std::optional<CommentId> id;  // of the reply; nullopt when the target was a conflict
};

class ModerationStore {
 public:
  explicit ModerationStore(Database& database, MailPlan plan = {})
      : database_(database), plan_(std::move(plan)) {}

  /// Does `action` to every target that still has the version seen; the others are a conflict.
  /// `note` is the reason that the moderator gave. A decision about a comment that is open for care
  /// resolves it. Approving says so to the page's cache, so readers see it at once.
  Result<ActOutcome, StoreError> act(const Actor& actor, ModerationAction action,
                                     const std::vector<Target>& targets, std::string_view note,
                                     Instant now);

  /// Changes the content and keeps what it was. `action` is "edit" or "redact".
  Result<ActOutcome, StoreError> edit(const Actor& actor, const Target& target,
                                      const Content& content, std::string_view action, Instant now);

  /// A published reply by a moderator, approving what it replies to in the same step.
  Result<ReplyOutcome, StoreError> reply(const Actor& actor, const StaffReply& reply, Instant now);

  /// Moves a comment and what replies to it to another page, where it starts a subthread.
  Result<ActOutcome, StoreError> move(const Actor& actor, const Target& target,
                                      std::string_view page, std::string_view path, Instant now);

  /// A writer takes their own comment back: to the trash, from where nobody but a person deletes
  /// it; what was open for care stays open. `target` has the version that their link was made for;
  /// what is published or waits can be withdrawn whatever was done to it since. Gone when it is put
  /// away, deleted, or of somebody who was forgotten.
  Result<Change, StoreError> withdraw(const Actor& actor, const Target& target, Instant now);

  /// Takes a press back: each comment that nobody has changed since becomes what it was. A press
  /// that changed rules is left alone as a whole unless `rights` include them.
  Result<ActOutcome, StoreError> undo(const Actor& actor, std::int64_t batch, RuleRights rights,
                                      Instant now);

 private:
  Database& database_;
  MailPlan plan_;
};

}  // namespace afterword
