#include "store/comment/submission_store.h"

#include <algorithm>

#include "sql/care.h"
#include "sql/comments.h"
#include "sql/rules.h"
#include "sql/threads.h"
#include "store/comment/comment_rows.h"
#include "store/comment/paging.h"
#include "store/comment/thread_version.h"
#include "store/engine/error_boundary.h"
#include "store/moderation/audit_log.h"
#include "store/moderation/moderation_batch.h"
#include "store/moderation/rule_store.h"
#include "store/people/commenter_store.h"

namespace afterword {
namespace {

struct ParentRow {
  CommentId id;
  CommentId top_level;
  bool locked = false;
};

/// Finds a published comment of a thread.
std::optional<ParentRow> find_parent(Database& database, CommentId id, ThreadId thread) {
  const auto row = sql::find_comment(database, id.value);
  if (!row || row->thread_id != thread.value || row->status != "approved") return std::nullopt;
  const auto top_level = get_comment(database, CommentId{row->top_level_id});
  return ParentRow{id, CommentId{row->top_level_id}, top_level && top_level->locked};
}

/// Finds it by the number in a form. Forms from before an import use the numbers of the source.
std::optional<ParentRow> find_named_parent(Database& database, CommentId named, ThreadId thread) {
  if (const auto found = find_parent(database, named, thread)) return found;
  const auto id =
      sql::find_alias(database, {.thread = thread.value, .fragment = comment_fragment(named)});
  return id ? find_parent(database, CommentId{*id}, thread) : std::nullopt;
}

bool is_duplicate(Database& database, const Submission& submission, ThreadId thread,
                  const std::optional<ParentRow>& parent) {
  return sql::find_duplicate(database,
                             {.email = submission.email,
                              .thread = thread.value,
                              .parent = parent ? std::optional(parent->id.value) : std::nullopt,
                              .author = submission.author,
                              .text = submission.text,
                              .address_prefix = submission.address_prefix})
      .has_value();
}

std::optional<Instant> newest_by_email(Database& database, std::string_view email,
                                       const ModerationPolicy& policy, Instant now) {
  if (policy.flood_seconds == 0 || email.empty()) return std::nullopt;
  const std::int64_t newest = sql::newest_by_email(
      database, {.email = email, .since = flood_window_start(policy.flood_seconds, now)});
  return newest == 0 ? std::nullopt : std::optional(Instant{newest});
}

std::optional<Instant> newest_by_prefix(Database& database, std::string_view address_prefix,
                                        const ModerationPolicy& policy, Instant now) {
  if (policy.flood_seconds == 0 || address_prefix.empty()) return std::nullopt;
  const std::int64_t newest = sql::newest_by_prefix(
      database,
      {.address_prefix = address_prefix, .since = flood_window_start(policy.flood_seconds, now)});
  return newest == 0 ? std::nullopt : std::optional(Instant{newest});
}

/// Whether this name and email address have an approved comment, or this email address has one
/// that was marked as not spam. A name alone can be anybody's.
bool is_known_author(Database& database, const std::string& email, const std::string& author) {
  if (email.empty()) return false;
  return sql::is_known_author(database, {.email = email, .author = author}) != 0;
}

/// The target of a submission, and the facts that the policy needs about it.
struct Destination {
  std::optional<ThreadRow> thread;  // nullopt before a page's first comment
  std::optional<ParentRow> parent;
  SubmissionContext context;
};

Destination find_destination(Database& database, const Submission& submission,
                             const ModerationPolicy& policy, Instant now) {
  Destination found;
  SubmissionContext& context = found.context;
  found.thread = find_thread_row(database, submission.page.key);
  if (found.thread) {
    const ThreadRow& thread = *found.thread;
    context.page_closed = thread.closed;
    if (thread.seen) context.opened = thread.created;
    if (submission.parent)
      found.parent = find_named_parent(database, *submission.parent, thread.id);
    context.duplicate = is_duplicate(database, submission, thread.id, found.parent);
  }
  if (found.parent)
    context.parent = found.parent->locked ? ParentState::locked : ParentState::published;
  else if (submission.parent)
    context.parent = ParentState::missing;
  context.newest_by_email = newest_by_email(database, submission.email, policy, now);
  context.newest_by_prefix = newest_by_prefix(database, submission.address_prefix, policy, now);
  context.known_author = is_known_author(database, submission.email, submission.author);
  return found;
}

/// Makes the comment to be stored for a submission.
Comment make_comment(Database& database, const Submission& submission, const Destination& to,
                     const Verdict& verdict, Instant now) {
  Comment comment;
  comment.id = next_comment_id(database);
  comment.thread = to.thread
                       ? to.thread->id
                       : insert_thread(database, submission.page.key, submission.page.path, now);
  if (to.parent) comment.parent = to.parent->id;
  comment.top_level = to.parent ? to.parent->top_level : comment.id;
  comment.status = verdict.status;
  comment.reason = verdict.reason;
  comment.author = submission.author;
  comment.email = submission.email;
  comment.url = submission.url;
  comment.address_prefix = submission.address_prefix;
  comment.user_agent = submission.user_agent;
  comment.text = submission.text;
  comment.format = submission.format;
  comment.created = now;
  if (verdict.care()) comment.care = CareState::open;
  if (verdict.marked) comment.care = CareState::marked;
  comment.care_topics = verdict.care_topics;
  comment.mail_wanted = submission.mail.has_value();
  return comment;
}

/// Stores the title of the page that came with a new comment.
void store_title(Database& database, const Comment& comment, const std::string& title,
                 bool known_author) {
  if (title.empty()) return;
  if (comment.status == Status::approved)
    sql::give_thread_title(database,
                           {.title = title, .id = comment.thread.value, .trusted = known_author});
  else
    sql::hold_title(database,
                    {.comment = comment.id.value, .thread = comment.thread.value, .title = title});
}

/// Collects the data for the response about a comment that was just stored.
SubmitResult make_result(Database& database, Comment comment, const Destination& to,
                         const PageRequest& paging) {
  SubmitResult result;
  if (to.thread) result.thread_title = to.thread->title;
  result.depth = depth_of_comment(database, comment, paging);
  if (comment.status == Status::approved) {
    result.place = place_of_comment(database, comment, paging);
    const ThreadTotals totals = thread_totals(database, comment.thread);
    count_parts_of_long_thread(database, comment.thread, totals);
    result.approved = static_cast<int>(totals.comments);
  }
  result.comment = std::move(comment);
  return result;
}

/// Whether moderators have only approved or pinned a comment since a version: its writer may go on
/// changing it.
bool is_only_approved_since(Database& database, const Comment& comment, std::int64_t version) {
  return version < comment.version &&
         sql::count_approving_changes(database, {.id = comment.id.value, .since = version}) ==
             comment.version - version;
}

RewriteTarget find_rewrite_target(Database& database, const std::optional<Comment>& comment,
                                  std::int64_t version) {
  if (!comment || comment->status == Status::deleted || ErasureList::is_anonymous(*comment) ||
      is_reused_number(database, {comment->id, version}))
    return RewriteTarget::gone;
  if (version == comment->version || is_only_approved_since(database, *comment, version))
    return RewriteTarget::current;
  const bool put_away = comment->status == Status::spam || comment->status == Status::trash;
  return put_away ? RewriteTarget::gone : RewriteTarget::changed;
}

/// Looks up the facts about a change of `comment` by a link for `version`, except for those about
/// the new text.
RewriteContext find_rewrite_context(Database& database, const std::optional<Comment>& comment,
                                    std::int64_t version) {
  RewriteContext context;
  context.target = find_rewrite_target(database, comment, version);
  if (comment) context.created = comment->created;
  if (context.target != RewriteTarget::current) return context;
  const auto thread = sql::find_thread_state(database, comment->thread.value);
  context.page_closed = !thread || thread->closed != 0 || thread->memorial != 0;
  if (thread && thread->version > 0) context.opened = Instant{thread->created_at};
  const auto top_level = get_comment(database, comment->top_level);
  context.locked = top_level && top_level->locked;
  const auto rewrites = sql::count_rewrites(database, comment->id.value);
  context.rewrites = rewrites.changes;
  context.revision_bytes = rewrites.bytes;
  return context;
}

void find_flood_context(Database& database, const Comment& comment, const Submission& changed,
                        const ModerationPolicy& policy, Instant now, RewriteContext& context) {
  context.newest_by_email = newest_by_email(database, comment.email, policy, now);
  context.newest_by_prefix = newest_by_prefix(database, changed.address_prefix, policy, now);
  context.newest_by_first_prefix = newest_by_prefix(database, comment.address_prefix, policy, now);
}

/// Stores the new text and the resulting state.
void write_rewrite(ModerationBatch& batch, const Comment& before, const std::string& text,
                   const Verdict& verdict) {
  Database& database = batch.database;
  batch.change_content(before.id, find_state(database, before.id).value(),
                       {before.author, before.email, before.url, text}, audit_action::rewrite);
  const std::string& reason = verdict.reason.empty() ? before.reason : verdict.reason;
  sql::set_rewritten(database, {.reason = reason, .now = batch.now.ms, .id = before.id.value});
  const Found found = find_state(database, before.id).value();
  CommentState next = found.state;
  if (next.status == Status::approved && verdict.status != Status::approved)
    next.status = Status::waiting;
  const bool was_open = next.care == CareState::open;
  if (verdict.care() && !was_open) {
    next.care = CareState::open;
    next.holder = 0;
  }
  if (next != found.state)
    batch.change_state(before.id, found, next, to_text(ModerationAction::hold), verdict.reason);
  // A moderator who opened the comment before has not read the new text.
  if (next.care == CareState::open) {
    const std::string topics = was_open ? before.care_topics : "";
    sql::set_unread_care_topics(
        database, {.topics = with_care_topics(topics, verdict.care_topics), .id = before.id.value});
  }
  if (verdict.care())
    enqueue_for_care(database, batch.plan, before.id, batch.now);
  else
    enqueue_for_rewrite(database, batch.plan, before.id, batch.now);
}

}  // namespace

void SubmissionStore::refresh() {
  const auto read = sql::policy_basis(database_).value();
  if (!rules_ || read.rules_version != basis_.rules_version)
    rules_.emplace(read_rules(database_), moderator_names(database_));
  basis_ = {read.rules_version, parse_care_mode(read.care_mode)};
}

SubmissionStore::Evaluated SubmissionStore::evaluate(const Submission& submission,
                                                     const PolicySource& policy_for) {
  if (!rules_) refresh();
  Evaluated evaluated{basis_, policy_for(basis_.care), {}};
  evaluated.verdict = evaluate_content(submission, *rules_, evaluated.policy);
  return evaluated;
}

void SubmissionStore::confirm(Evaluated& evaluated, const Submission& submission,
                              const PolicySource& policy_for) {
  refresh();
  if (basis_ != evaluated.basis) evaluated = evaluate(submission, policy_for);
}

Result<SubmitResult, Refusal> SubmissionStore::submit(const Submission& submission,
                                                      const PolicySource& policy_for,
                                                      const PageRequest& paging, Instant now) {
  auto written = error_boundary([&]() -> Result<SubmitResult, Refusal> {
    Evaluated content = evaluate(submission, policy_for);
    Transaction change(database_);
    confirm(content, submission, policy_for);
    const Destination to = find_destination(database_, submission, content.policy, now);
    const auto verdict = decide(std::move(content.verdict), to.context, content.policy, now);
    if (!verdict) return Failure{verdict.error()};
    Comment comment = make_comment(database_, submission, to, *verdict, now);
    insert_comment(database_, comment);
    store_title(database_, comment, submission.page_title, to.context.known_author);
    enqueue_for_submission(database_, plan_, comment.id, submission.mail, now);
    // Only changes that readers can see make rendered pages outdated.
    if (comment.status == Status::approved) raise_thread_version(database_, comment.thread, now);
    SubmitResult result = make_result(database_, std::move(comment), to, paging);
    change.commit();
    return result;
  });
  if (!written) return Failure{Refusal::not_saved};
  return std::move(written).value();
}

Result<std::optional<Refusal>, StoreError> SubmissionStore::rewrite_refusal(
    const Target& target, const ModerationPolicy& policy, Instant now) {
  return error_boundary([&] {
    const Snapshot snapshot(database_);
    const auto comment = get_comment(database_, target.comment);
    return decide_rewrite(find_rewrite_context(database_, comment, target.version), policy, now);
  });
}

Result<Comment, Refusal> SubmissionStore::rewrite(const Actor& actor, const Rewrite& rewrite,
                                                  const PolicySource& policy_for, Instant now) {
  const CommentId id = rewrite.target.comment;
  const Submission& changed = rewrite.changed;
  auto written = error_boundary([&]() -> Result<Comment, Refusal> {
    Evaluated content = evaluate(changed, policy_for);
    Transaction change(database_);
    confirm(content, changed, policy_for);
    const ModerationPolicy& policy = content.policy;
    ModerationBatch batch{database_, plan_, actor, now};
    const auto before = get_comment(database_, id);
    RewriteContext context = find_rewrite_context(database_, before, rewrite.target.version);
    if (before) {
      context.unchanged = before->text == changed.text;
      find_flood_context(database_, *before, changed, policy, now, context);
    }
    if (const auto refusal = decide_rewrite(context, policy, now)) return Failure{*refusal};
    if (context.unchanged) return *before;
    // By a link from before its approval, a first comment would be replaced by what nobody has
    // read.
    const bool known_author = rewrite.target.version == before->version &&
                              is_known_author(database_, before->email, before->author);
    write_rewrite(batch, *before, changed.text,
                  hold_first_comment(std::move(content.verdict), known_author, policy));
    Comment after = get_comment(database_, id).value();
    batch.commit(change);
    return after;
  });
  if (!written) return Failure{Refusal::not_saved};
  return std::move(written).value();
}

}  // namespace afterword
