#include "store/people/commenter_store.h"

#include <limits>
#include <optional>
#include <set>

#include "base/secret.h"
#include "sql/comments.h"
#include "sql/people.h"
#include "sql/reports.h"
#include "sql/subscriptions.h"
#include "store/comment/comment_rows.h"
#include "store/comment/search_index.h"
#include "store/comment/thread_version.h"
#include "store/engine/columns.h"
#include "store/engine/error_boundary.h"
#include "store/engine/installation_key.h"
#include "store/mail/subscription_store.h"
#include "store/moderation/audit_log.h"

namespace afterword {
namespace {

std::string hash_of(const SecretKey& key, std::string_view email) {
  return key.hash("erased", email);
}

void write_line(Database& database, const Actor& actor, int comments, Instant now) {
  write_audit_entry(database, {.at = now,
                               .actor = actor,
                               .action = audit_action::person_erase,
                               .change = audit::CommentCount{comments}});
}

}  // namespace

std::string installation_name(const SecretKey& key) { return key.hash("installation", ""); }

ErasureList::ErasureList(Database& database) : key_(installation_key(database)) {
  sql::list_erased(database,
                   [&](const sql::ListErasedView& row) { hashes_.emplace(row.email_hash); });
}

bool ErasureList::has(std::string_view email) const {
  return !hashes_.empty() && !email.empty() && hashes_.contains(hash_of(key_, email));
}

void ErasureList::anonymise(Comment& comment) {
  comment.author = anonymous_author;
  comment.email.clear();
  comment.url.clear();
  comment.address_prefix.clear();
  comment.user_agent.clear();
}

bool ErasureList::is_anonymous(const Comment& comment) {
  return comment.author == anonymous_author && comment.email.empty() && comment.url.empty() &&
         comment.address_prefix.empty() && comment.user_agent.empty();
}

Result<CommenterData, StoreError> CommenterStore::find(std::string_view email) {
  return error_boundary([&] {
    constexpr std::int64_t all = std::numeric_limits<std::int64_t>::max();
    const Snapshot snapshot(database_);
    CommenterData commenter;
    commenter.email = email;
    sql::list_comments_by_email(database_, email, [&](const sql::ListCommentsByEmailView& row) {
      commenter.comments.push_back({read_full_comment(row), std::string(row.path), {}});
    });
    for (CommenterComment& found : commenter.comments)
      found.revisions = list_revisions(database_, found.comment.id, all, all);
    sql::list_mail_to(database_, email, [&](const sql::ListMailToView& row) {
      commenter.mail.push_back(
          {std::string(row.purpose), std::string(row.status), Instant{row.created_at}});
    });
    sql::list_reports_by_email(database_, email, [&](const sql::ListReportsByEmailView& row) {
      commenter.reports.push_back({CommentId{row.comment_id}, std::string(row.reason),
                                   std::string(row.note), Instant{row.at}});
    });
    commenter.subscriptions = list_subscriptions(database_, email);
    commenter.mail_refused = to_instant(sql::find_refusal(database_, email));
    commenter.has_revisions = sql::has_revision_of(database_, email).has_value();
    return commenter;
  });
}

int CommenterStore::anonymise_all(std::string_view email, Instant now) {
  std::vector<CommentId> ids;
  sql::list_comments_by_email(database_, email, [&](const sql::ListCommentsByEmailView& row) {
    ids.push_back(CommentId{row.id});
  });
  raise_thread_versions_of(database_, email, now);
  sql::delete_revisions_of(database_, email);
  for (const CommentId id : ids) {
    Comment comment = get_comment(database_, id).value();
    unindex_comment(database_, comment);
    sql::anonymise_comment(database_, {.author = anonymous_author, .id = id.value});
    comment.author = anonymous_author;
    comment.email.clear();
    index_comment(database_, comment);
  }
  sql::delete_mail_to(database_, email);
  erase_subscriptions(database_, email, now);
  sql::erase_reports_of(database_, email);
  return static_cast<int>(ids.size());
}

Result<int, StoreError> CommenterStore::erase(const Actor& actor, std::string_view email,
                                              Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    const int comments = anonymise_all(email, now);
    const std::string hash = hash_of(installation_key(database_), email);
    sql::insert_erased(database_, {.email_hash = hash, .now = now.ms});
    sql::optimize_search(database_);
    write_line(database_, actor, comments, now);
    change.commit();
    return comments;
  });
}

Result<std::vector<Erasure>, StoreError> CommenterStore::erasures() {
  return error_boundary([&] {
    std::vector<Erasure> found;
    sql::list_erased(database_, [&](const sql::ListErasedView& row) {
      found.push_back({std::string(row.email_hash), Instant{row.erased_at}});
    });
    return found;
  });
}

Result<int, StoreError> CommenterStore::reapply_erasures(const Actor& actor,
                                                         const std::vector<Erasure>& erasures,
                                                         Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    const SecretKey key = installation_key(database_);
    std::set<std::string> hashes;
    for (const Erasure& erasure : erasures) {
      hashes.insert(erasure.email_hash);
      sql::insert_erased(database_, {.email_hash = erasure.email_hash, .now = erasure.at.ms});
    }
    std::vector<std::string> emails;
    sql::list_emails(database_, [&](std::string_view email) {
      if (hashes.contains(hash_of(key, email))) emails.emplace_back(email);
    });
    int comments = 0;
    for (const std::string& email : emails) comments += anonymise_all(email, now);
    if (!emails.empty()) {
      sql::optimize_search(database_);
      write_line(database_, actor, comments, now);
    }
    change.commit();
    return static_cast<int>(emails.size());
  });
}

}  // namespace afterword
