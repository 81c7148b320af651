// Taking a comment: everything between BEGIN and COMMIT of a submission, and of an import.
#include <algorithm>

#include "store/comment_rows.h"
#include "store/comment_store.h"
#include "store/guarded.h"
#include "store/moderation_press.h"
#include "store/paging.h"
#include "store/rule_store.h"

namespace afterword {
namespace {

/// Leaves the transaction of a submission because of something in it, not of the database.
struct Refused {
  Fault fault;
};

struct ParentRow {
  CommentId id;
  CommentId root;
};

void require_open(const ThreadRow& thread, const Arrival& arrival) {
  const std::int64_t open_ms = arrival.close_after_days * day_ms;
  const bool too_old = arrival.close_after_days > 0 && arrival.now.ms - thread.created.ms > open_ms;
  if (thread.closed || too_old) throw Refused{Fault::comment_closed};
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
  if (!found) throw Refused{Fault::comment_reply_to_unapproved_comment};
  const auto root = get_comment(database, found->root);
  if (root && root->locked) throw Refused{Fault::comment_locked};
  return *found;
}

void require_no_duplicate(Database& database, const NewComment& comment,
                          const std::optional<ParentRow>& answered, ThreadId thread) {
  const Value parent = answered ? Value(answered->id.value) : Value(nullptr);
  const bool duplicate =
      first_number(database, Query::comment_duplicate,
                   {std::string_view(comment.email), thread.value, parent,
                    std::string_view(comment.author), std::string_view(comment.text)}) != 0;
  if (duplicate) throw Refused{Fault::comment_duplicate};
}

void require_no_flood(Database& database, const Arrival& arrival) {
  if (arrival.flood_seconds == 0) return;
  const auto too_soon = [&](Query query, std::string_view key) {
    if (key.empty()) return false;
    const std::int64_t newest = first_number(database, query, {key});
    // A date in the future is a clock that was set back; it must not lock anybody out.
    return newest <= arrival.now.ms && arrival.now.ms - newest < arrival.flood_seconds * second_ms;
  };
  if (too_soon(Query::comment_newest_by_email, arrival.comment.email) ||
      too_soon(Query::comment_newest_by_network, arrival.network))
    throw Refused{Fault::comment_flood};
}

/// Whether this name and e-mail have an approved comment.
bool is_known_author(Database& database, const NewComment& comment) {
  return first_number(database, Query::comment_known_author,
                      {std::string_view(comment.email), std::string_view(comment.author)}) != 0;
}

/// The rows of a submission; see CommentStore::submit for what it promises.
Accepted write_submission(Database& database, const MailPlan& plan, const Arrival& arrival,
                          const std::function<Verdict(bool known_author)>& confirm) {
  const NewComment& sent = arrival.comment;
  std::optional<ThreadRow> thread = find_thread_row(database, arrival.page);
  if (thread) require_open(*thread, arrival);
  if (!thread && sent.parent) throw Refused{Fault::comment_reply_to_unapproved_comment};
  const ThreadId thread_id =
      thread ? thread->id : insert_thread(database, arrival.page, arrival.path, arrival.now);

  std::optional<ParentRow> parent;
  if (sent.parent) parent = require_parent(database, *sent.parent, thread_id);
  require_no_duplicate(database, sent, parent, thread_id);
  require_no_flood(database, arrival);

  Verdict verdict = confirm(is_known_author(database, sent));

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
  insert_comment(database, {comment, verdict.care_topics, arrival.mail_wanted});
  owe_for_arrival(database, plan, comment.id, arrival.now);
  Accepted accepted{comment.id, thread_id, comment.status, arrival.now, {}, verdict.care()};
  // Only what readers can see makes what was rendered before out of date.
  if (comment.status == Status::approved) {
    database.run(Query::thread_touch, {thread_id.value, arrival.now.ms});
    if (has_several_pages(database, thread_id, arrival.pages))
      accepted.page = page_of_comment(database, comment, arrival.pages);
  }
  return accepted;
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

Result<Accepted, Fault> CommentStore::submit(const Arrival& arrival, const Judge& judge) {
  try {
    auto written = guarded([&] {
      Decision decision = decide(judge, is_known_author(database_, arrival.comment));
      Transaction change(database_);
      const Accepted accepted = write_submission(
          database_, plan_, arrival, [&](bool known) { return confirmed(decision, judge, known); });
      change.commit();
      return accepted;
    });
    if (!written) return Failure{Fault::comment_save_error};
    return *written;
  } catch (const Refused& refused) {
    return Failure{refused.fault};
  }
}

Result<Status, StoreError> CommentStore::rewrite(const Actor& actor, const Target& target,
                                                 const NewComment& changed, const Judge& judge,
                                                 Instant now) {
  return guarded([&] {
    const auto is_published = [](const std::optional<Comment>& comment) {
      return comment && comment->status == Status::approved;
    };
    Decision decision = decide(judge, is_published(get_comment(database_, target.comment)));
    Transaction change(database_);
    Press press{database_, plan_, actor, now};
    const auto found = press.take(target);
    if (!found) return Status::deleted;
    const Comment before = get_comment(database_, target.comment).value();
    const Verdict& verdict = confirmed(decision, judge, is_published(before));
    press.change_content(target.comment, *found,
                         {before.author, before.email, before.url, changed.text}, "rewrite");
    CommentState next = found->state;
    if (next.status == Status::approved && verdict.status != Status::approved)
      next.status = Status::waiting;
    const auto again = find_state(database_, target.comment).value();
    if (next.status != found->state.status)
      press.change_state(target.comment, again, next, "hold", verdict.reason);
    if (verdict.care() && next.care != CareState::open) {
      first_number(database_, Query::care_open,
                   {target.comment.value, std::string_view(verdict.care_topics)});
      owe_for_care(database_, plan_, target.comment, now);
    }
    press.commit(change);
    return next.status;
  });
}

}  // namespace afterword
