// Taking a comment: everything between BEGIN and COMMIT of a submission, and of an import.
#include <algorithm>

#include "sql/care.h"
#include "sql/comments.h"
#include "sql/rules.h"
#include "sql/threads.h"
#include "store/comment_rows.h"
#include "store/comment_store.h"
#include "store/guarded.h"
#include "store/moderation_press.h"
#include "store/paging.h"
#include "store/person_store.h"
#include "store/record.h"
#include "store/rule_store.h"

namespace afterword {
namespace {

/// Leaves the transaction of a submission because of something in it, not of the database.
struct Refused {
  Refusal refusal;
};

struct ParentRow {
  CommentId id;
  CommentId root;
};

void require_open(const ThreadRow& thread, const Arrival& arrival) {
  const std::int64_t open_ms = arrival.close_after_days * day_ms;
  const bool too_old =
      thread.seen && arrival.close_after_days > 0 && arrival.now.ms - thread.created.ms > open_ms;
  if (thread.closed || too_old) throw Refused{Refusal::page_closed};
}

/// The parent must be published, and on the same page.
ParentRow require_parent(Database& database, CommentId parent, ThreadId thread) {
  const auto usable = [&](std::int64_t id) -> std::optional<ParentRow> {
    const auto row = sql::find_comment(database, id);
    if (!row || row->thread_id != thread.value || row->status != "approved") return std::nullopt;
    return ParentRow{CommentId{id}, CommentId{row->root_id}};
  };
  auto found = usable(parent.value);
  // A form from before the site moved in names comments by the numbers that they had there.
  if (!found)
    if (const auto id = sql::find_alias(database, {.thread = thread.value, .old_id = parent.value}))
      found = usable(*id);
  if (!found) throw Refused{Refusal::parent_not_published};
  const auto root = get_comment(database, found->root);
  if (root && root->locked) throw Refused{Refusal::thread_locked};
  return *found;
}

void require_no_duplicate(Database& database, const Arrival& arrival,
                          const std::optional<ParentRow>& answered, ThreadId thread) {
  const Submission& comment = arrival.comment;
  if (sql::find_duplicate(database,
                          {.email = comment.email,
                           .thread = thread.value,
                           .parent = answered ? std::optional(answered->id.value) : std::nullopt,
                           .author = comment.author,
                           .text = comment.text,
                           .network = arrival.network}))
    throw Refused{Refusal::duplicate};
}

/// Whether somebody wrote, or changed what they wrote, within `seconds` before `now`. A date in the
/// future is a clock that was set back; it must not lock anybody out.
template <class NewestBy>
bool is_too_soon(const NewestBy& newest_by, std::string_view key, int seconds, Instant now) {
  if (seconds == 0 || key.empty()) return false;
  const std::int64_t newest = newest_by(key, now.ms - seconds * second_ms + 1);
  // Who waited longer for the lock has the earlier time. Far in the future is a changed clock,
  // which locks nobody out.
  constexpr std::int64_t longest_wait_ms = 10 * second_ms;
  return newest != 0 && newest <= now.ms + longest_wait_ms;
}

/// The limit against floods as it is now.
struct FloodLimit {
  Database& database;
  int seconds;
  Instant now;

  bool stops_email(std::string_view email) const {
    return is_too_soon(
        [&](std::string_view key, std::int64_t since) {
          return sql::newest_by_email(database, {.email = key, .since = since});
        },
        email, seconds, now);
  }
  bool stops_network(std::string_view network) const {
    return is_too_soon(
        [&](std::string_view key, std::int64_t since) {
          return sql::newest_by_network(database, {.network = key, .since = since});
        },
        network, seconds, now);
  }
};

void require_no_flood(Database& database, const Arrival& arrival) {
  const FloodLimit limit{database, arrival.flood_seconds, arrival.now};
  if (limit.stops_email(arrival.comment.email) || limit.stops_network(arrival.network))
    throw Refused{Refusal::flood};
}

/// Whether this name and e-mail have an approved comment.
bool is_known_author(Database& database, const std::string& email, const std::string& author) {
  return sql::is_known_author(database, {.email = email, .author = author}).has_value();
}

/// The rows of a submission; see CommentStore::submit for what it promises.
SubmitResult write_submission(Database& database, const MailPlan& plan, const Arrival& arrival,
                              const std::function<Verdict(bool known_author)>& confirm) {
  const Submission& sent = arrival.comment;
  std::optional<ThreadRow> thread = find_thread_row(database, arrival.page);
  if (thread) require_open(*thread, arrival);
  if (!thread && sent.parent) throw Refused{Refusal::parent_not_published};
  const ThreadId thread_id =
      thread ? thread->id : insert_thread(database, arrival.page, arrival.path, arrival.now);

  std::optional<ParentRow> parent;
  if (sent.parent) parent = require_parent(database, *sent.parent, thread_id);
  require_no_duplicate(database, arrival, parent, thread_id);
  require_no_flood(database, arrival);

  Verdict verdict = confirm(is_known_author(database, sent.email, sent.author));

  SubmitResult result;
  Comment& comment = result.comment;
  comment.id = next_comment_id(database);
  comment.thread = thread_id;
  if (parent) comment.parent = parent->id;
  comment.root = parent ? parent->root : comment.id;
  comment.status = verdict.status;
  comment.reason = std::move(verdict.reason);
  comment.author = sent.author;
  comment.email = sent.email;
  comment.url = sent.url;
  comment.network = arrival.network;
  comment.user_agent = arrival.user_agent;
  comment.text = sent.text;
  comment.format = sent.format;
  comment.created = arrival.now;
  if (verdict.care()) comment.care = CareState::open;
  if (verdict.marked) comment.care = CareState::marked;
  insert_comment(database, {comment, verdict.care_topics, arrival.mail_wanted});
  owe_for_arrival(database, plan, comment.id, arrival.now);
  if (thread) result.thread_title = std::move(thread->title);
  result.depth = depth_of_comment(database, comment, arrival.pages);
  // Only what readers can see makes what was rendered before out of date.
  if (comment.status == Status::approved) {
    sql::touch_thread(database, {.now = arrival.now.ms, .id = thread_id.value});
    result.place = place_of_comment(database, comment, arrival.pages);
    result.approved = static_cast<int>(sql::thread_totals(database, thread_id.value).approved);
  }
  return result;
}

/// Leaves the transaction of a writer's change.
struct RewriteRefused {
  RewriteRefusal refusal;
};

bool is_page_closed(Database& database, ThreadId thread, int close_after_days, Instant now) {
  const auto state = sql::find_thread_state(database, thread.value);
  if (!state || state->closed != 0 || state->memorial != 0) return true;
  return close_after_days > 0 && state->version > 0 &&
         now.ms - state->created_at > close_after_days * day_ms;
}

bool is_changed_too_often(Database& database, CommentId id) {
  const auto rewrites = sql::count_rewrites(database, id.value);
  return rewrites.changes >= most_rewrites || rewrites.bytes >= most_revision_bytes;
}

/// What stands against a writer's change of `comment` as it is now.
std::optional<RewriteRefusal> find_refusal(Database& database,
                                           const std::optional<Comment>& comment,
                                           std::int64_t version, int close_after_days,
                                           Instant now) {
  if (!comment || comment->status == Status::deleted || Forgotten::is_anonymous(*comment) ||
      was_another(database, {comment->id, version}))
    return RewriteRefusal::gone;
  if (version != comment->version) {
    const bool put_away = comment->status == Status::spam || comment->status == Status::trash;
    return put_away ? RewriteRefusal::gone : RewriteRefusal::changed;
  }
  if (is_page_closed(database, comment->thread, close_after_days, now))
    return RewriteRefusal::page_closed;
  const auto root = get_comment(database, comment->root);
  if (root && root->locked) return RewriteRefusal::locked;
  if (is_changed_too_often(database, comment->id)) return RewriteRefusal::too_often;
  return std::nullopt;
}

void require_no_rewrite_flood(Database& database, const Comment& comment, const Rewrite& rewrite) {
  const FloodLimit limit{database, rewrite.flood_seconds, rewrite.now};
  if (limit.stops_email(comment.email) || limit.stops_network(comment.network) ||
      limit.stops_network(rewrite.network))
    throw RewriteRefused{RewriteRefusal::flood};
}

/// Stores the new text and what became of the comment by it.
void write_rewrite(Press& press, const Comment& before, const std::string& text,
                   const Verdict& verdict) {
  Database& database = press.database;
  press.change_content(before.id, find_state(database, before.id).value(),
                       {before.author, before.email, before.url, text}, "rewrite");
  const std::string& reason = verdict.reason.empty() ? before.reason : verdict.reason;
  sql::set_rewritten(database, {.reason = reason, .now = press.now.ms, .id = before.id.value});
  const Found found = find_state(database, before.id).value();
  CommentState next = found.state;
  if (next.status == Status::approved && verdict.status != Status::approved)
    next.status = Status::waiting;
  const bool alarming = verdict.care() && next.care != CareState::open;
  if (alarming) {
    next.care = CareState::open;
    next.holder = 0;
  }
  if (next != found.state) press.change_state(before.id, found, next, "hold", verdict.reason);
  if (!alarming) return owe_for_rewrite(database, press.plan, before.id, press.now);
  sql::set_unread_care_topics(database, {.topics = verdict.care_topics, .id = before.id.value});
  owe_for_care(database, press.plan, before.id, press.now);
}

}  // namespace

const RuleSet& CommentStore::current_rules() {
  const std::int64_t version = sql::rules_version(database_).value_or(0);
  if (!rules_ || version != rules_version_) {
    rules_.emplace(read_rules(database_), moderator_names(database_));
    rules_version_ = version;
  }
  return *rules_;
}

CommentStore::Decision CommentStore::decide(const Judge& judge, bool known_author) {
  const RuleSet& rules = current_rules();
  return {rules_version_, known_author, judge(rules, known_author)};
}

const Verdict& CommentStore::confirmed(Decision& decision, const Judge& judge, bool known_author) {
  const std::int64_t version = sql::rules_version(database_).value_or(0);
  if (version != decision.rules_version || known_author != decision.known_author)
    decision = decide(judge, known_author);
  return decision.verdict;
}

Result<SubmitResult, Refusal> CommentStore::submit(const Arrival& arrival, const Judge& judge) {
  try {
    auto written = guarded([&] {
      const Submission& sent = arrival.comment;
      Decision decision = decide(judge, is_known_author(database_, sent.email, sent.author));
      Transaction change(database_);
      SubmitResult result = write_submission(
          database_, plan_, arrival, [&](bool known) { return confirmed(decision, judge, known); });
      change.commit();
      return result;
    });
    if (!written) return Failure{Refusal::not_saved};
    return std::move(written).value();
  } catch (const Refused& refused) {
    return Failure{refused.refusal};
  }
}

Result<std::optional<RewriteRefusal>, StoreError> CommentStore::rewrite_refusal(
    const Target& target, int close_after_days, Instant now) {
  return guarded([&] {
    const Snapshot snapshot(database_);
    return find_refusal(database_, get_comment(database_, target.comment), target.version,
                        close_after_days, now);
  });
}

Result<Comment, RewriteRefusal> CommentStore::rewrite(const Actor& actor, const Rewrite& rewrite,
                                                      const Judge& judge) {
  const CommentId id = rewrite.target.comment;
  try {
    auto written = guarded([&] {
      Decision decision;
      if (const auto seen = get_comment(database_, id))
        decision = decide(judge, is_known_author(database_, seen->email, seen->author));
      Transaction change(database_);
      Press press{database_, plan_, actor, rewrite.now};
      const auto before = get_comment(database_, id);
      if (const auto refusal = find_refusal(database_, before, rewrite.target.version,
                                            rewrite.close_after_days, rewrite.now))
        throw RewriteRefused{*refusal};
      if (before->text == rewrite.changed.text) return *before;
      require_no_rewrite_flood(database_, *before, rewrite);
      const bool known_author = is_known_author(database_, before->email, before->author);
      write_rewrite(press, *before, rewrite.changed.text, confirmed(decision, judge, known_author));
      Comment after = get_comment(database_, id).value();
      press.commit(change);
      return after;
    });
    if (!written) return Failure{RewriteRefusal::unavailable};
    return std::move(written).value();
  } catch (const RewriteRefused& refused) {
    return Failure{refused.refusal};
  }
}

}  // namespace afterword
