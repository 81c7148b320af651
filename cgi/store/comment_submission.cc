// Taking a comment: everything between BEGIN and COMMIT of a submission, and of an import.
#include <algorithm>

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
  const auto usable = [&](CommentId id) {
    return first_row(database, Query::comment_get, {id.value},
                     [&](const Row& row) {
                       const bool shown =
                           row.integer(1) == thread.value && row.text(4) == "approved";
                       return shown ? std::optional(ParentRow{id, CommentId{row.integer(3)}})
                                    : std::nullopt;
                     })
        .value_or(std::nullopt);
  };
  auto found = usable(parent);
  // A form from before the site moved in names comments by the numbers that they had there.
  if (!found)
    found =
        usable(CommentId{first_number(database, Query::alias_get, {thread.value, parent.value})});
  if (!found) throw Refused{Refusal::parent_not_published};
  const auto root = get_comment(database, found->root);
  if (root && root->locked) throw Refused{Refusal::thread_locked};
  return *found;
}

void require_no_duplicate(Database& database, const Arrival& arrival,
                          const std::optional<ParentRow>& answered, ThreadId thread) {
  const NewComment& comment = arrival.comment;
  const Value parent = answered ? Value(answered->id.value) : Value(nullptr);
  const bool duplicate =
      first_number(
          database, Query::comment_duplicate,
          {std::string_view(comment.email), thread.value, parent, std::string_view(comment.author),
           std::string_view(comment.text), std::string_view(arrival.network)}) != 0;
  if (duplicate) throw Refused{Refusal::duplicate};
}

/// Whether somebody wrote, or changed what they wrote, within `seconds` before `now`. A date in the
/// future is a clock that was set back; it must not lock anybody out.
bool is_too_soon(Database& database, Query query, std::string_view key, int seconds, Instant now) {
  if (seconds == 0 || key.empty()) return false;
  const std::int64_t newest =
      first_number(database, query, {key, now.ms - seconds * second_ms + 1});
  // Who waited longer for the lock has the earlier time. Far in the future is a changed clock,
  // which locks nobody out.
  constexpr std::int64_t longest_wait_ms = 10 * second_ms;
  return newest != 0 && newest <= now.ms + longest_wait_ms;
}

void require_no_flood(Database& database, const Arrival& arrival) {
  if (is_too_soon(database, Query::comment_newest_by_email, arrival.comment.email,
                  arrival.flood_seconds, arrival.now) ||
      is_too_soon(database, Query::comment_newest_by_network, arrival.network,
                  arrival.flood_seconds, arrival.now))
    throw Refused{Refusal::flood};
}

/// Whether this name and e-mail have an approved comment.
bool is_known_author(Database& database, const std::string& email, const std::string& author) {
  return first_number(database, Query::comment_known_author,
                      {std::string_view(email), std::string_view(author)}) != 0;
}

/// The rows of a submission; see CommentStore::submit for what it promises.
Accepted write_submission(Database& database, const MailPlan& plan, const Arrival& arrival,
                          const std::function<Verdict(bool known_author)>& confirm) {
  const NewComment& sent = arrival.comment;
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

  Comment comment;
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
  Accepted accepted{comment.id, thread_id, comment.status, arrival.now, {}, verdict.care()};
  // Only what readers can see makes what was rendered before out of date.
  if (comment.status == Status::approved) {
    database.run(Query::thread_touch, {thread_id.value, arrival.now.ms});
    accepted.place = place_of_comment(database, comment, arrival.pages);
  }
  return accepted;
}

/// Leaves the transaction of a writer's change.
struct RewriteRefused {
  RewriteRefusal refusal;
};

bool is_page_closed(Database& database, ThreadId thread, int close_after_days, Instant now) {
  return first_row(database, Query::thread_state, {thread.value},
                   [&](const Row& row) {
                     const bool too_old = close_after_days > 0 && row.integer(3) > 0 &&
                                          now.ms - row.integer(2) > close_after_days * day_ms;
                     return row.integer(0) != 0 || row.integer(1) != 0 || too_old;
                   })
      .value_or(true);
}

bool is_changed_too_often(Database& database, CommentId id) {
  return first_row(database, Query::comment_rewrites, {id.value},
                   [](const Row& row) {
                     return row.integer(0) >= most_rewrites ||
                            row.integer(1) >= most_revision_bytes;
                   })
      .value_or(false);
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
  const auto too_soon = [&](Query query, std::string_view key) {
    return is_too_soon(database, query, key, rewrite.flood_seconds, rewrite.now);
  };
  if (too_soon(Query::comment_newest_by_email, comment.email) ||
      too_soon(Query::comment_newest_by_network, comment.network) ||
      too_soon(Query::comment_newest_by_network, rewrite.network))
    throw RewriteRefused{RewriteRefusal::flood};
}

/// Stores the new text and what became of the comment by it.
void write_rewrite(Press& press, const Comment& before, const std::string& text,
                   const Verdict& verdict) {
  Database& database = press.database;
  press.change_content(before.id, find_state(database, before.id).value(),
                       {before.author, before.email, before.url, text}, "rewrite");
  const std::string& reason = verdict.reason.empty() ? before.reason : verdict.reason;
  database.run(Query::comment_set_rewritten,
               {before.id.value, std::string_view(reason), press.now.ms});
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
  database.run(Query::care_set_topics, {before.id.value, std::string_view(verdict.care_topics)});
  owe_for_care(database, press.plan, before.id, press.now);
}

}  // namespace

const RuleSet& CommentStore::current_rules() {
  const std::int64_t version = first_number(database_, Query::rule_version, {});
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
  const std::int64_t version = first_number(database_, Query::rule_version, {});
  if (version != decision.rules_version || known_author != decision.known_author)
    decision = decide(judge, known_author);
  return decision.verdict;
}

Result<Accepted, Refusal> CommentStore::submit(const Arrival& arrival, const Judge& judge) {
  try {
    auto written = guarded([&] {
      const NewComment& sent = arrival.comment;
      Decision decision = decide(judge, is_known_author(database_, sent.email, sent.author));
      Transaction change(database_);
      const Accepted accepted = write_submission(
          database_, plan_, arrival, [&](bool known) { return confirmed(decision, judge, known); });
      change.commit();
      return accepted;
    });
    if (!written) return Failure{Refusal::not_saved};
    return *written;
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
