#include "store/person_store.h"

#include <fmt/format.h>

#include <limits>
#include <optional>
#include <set>

#include "base/secret.h"
#include "store/comment_rows.h"
#include "store/guarded.h"
#include "store/installation_key.h"
#include "store/record.h"
#include "store/search_index.h"

namespace afterword {
namespace {

constexpr std::string_view nobody = "Anonymous";

std::string hash_of(const SecretKey& key, std::string_view email) {
  return key.hash("erased", email);
}

void write_line(Database& database, const Actor& actor, int comments, Instant now) {
  RecordEntry entry;
  entry.at = now;
  entry.actor = actor;
  entry.action = "person_erase";
  entry.after = fmt::format("{{\"comments\":{}}}", comments);
  write_record(database, entry);
}

}  // namespace

std::string installation_name(const SecretKey& key) { return key.hash("installation", ""); }

Forgotten::Forgotten(Database& database) : key_(installation_key(database)) {
  database.run(Query::erased_list, {}, [&](const Row& row) { hashes_.emplace(row.text(0)); });
}

bool Forgotten::has(std::string_view email) const {
  return !hashes_.empty() && !email.empty() && hashes_.contains(hash_of(key_, email));
}

void Forgotten::anonymise(Comment& comment) {
  comment.author = nobody;
  comment.email.clear();
  comment.url.clear();
  comment.network.clear();
  comment.user_agent.clear();
}

bool Forgotten::is_anonymous(const Comment& comment) {
  return comment.author == nobody && comment.email.empty() && comment.url.empty() &&
         comment.network.empty() && comment.user_agent.empty();
}

Result<PersonData, StoreError> PersonStore::find(std::string_view email) {
  return guarded([&] {
    constexpr std::int64_t all = std::numeric_limits<std::int64_t>::max();
    const Snapshot snapshot(database_);
    PersonData person;
    person.email = email;
    database_.run(Query::person_comments, {email}, [&](const Row& row) {
      PersonComment found;
      found.path = row.text(1);
      Comment& comment = found.comment;
      comment.id = CommentId{row.integer(0)};
      comment.status = parse_status(row.text(2)).value_or(Status::waiting);
      comment.author = row.text(3);
      comment.email = row.text(4);
      comment.url = row.text(5);
      comment.network = row.text(6);
      comment.user_agent = row.text(7);
      comment.text = row.text(8);
      comment.created = Instant{row.integer(9)};
      person.comments.push_back(std::move(found));
    });
    for (PersonComment& found : person.comments)
      database_.run(Query::revision_list, {found.comment.id.value, all, all},
                    [&](const Row& row) { found.revisions.push_back(read_revision(row)); });
    database_.run(Query::person_mail, {email}, [&](const Row& row) {
      person.mail.push_back(
          {std::string(row.text(0)), std::string(row.text(1)), Instant{row.integer(2)}});
    });
    person.consent = first_row(database_, Query::consent_get, {email}, [](const Row& row) {
                       return std::string(row.text(0));
                     }).value_or("");
    return person;
  });
}

int PersonStore::forget(std::string_view email, Instant now) {
  std::vector<CommentId> ids;
  database_.run(Query::person_comments, {email},
                [&](const Row& row) { ids.push_back(CommentId{row.integer(0)}); });
  database_.run(Query::person_threads, {email, now.ms});
  database_.run(Query::person_forget_revisions, {email});
  for (const CommentId id : ids) {
    Comment comment = get_comment(database_, id).value();
    unindex_comment(database_, comment);
    database_.run(Query::person_forget_comment, {id.value, nobody});
    comment.author = nobody;
    comment.email.clear();
    index_comment(database_, comment);
  }
  database_.run(Query::person_forget_mail, {email});
  database_.run(Query::person_forget_consent, {email});
  return static_cast<int>(ids.size());
}

Result<int, StoreError> PersonStore::erase(const Actor& actor, std::string_view email,
                                           Instant now) {
  return guarded([&] {
    Transaction change(database_);
    const int comments = forget(email, now);
    const std::string hash = hash_of(installation_key(database_), email);
    database_.run(Query::erased_insert, {std::string_view(hash), now.ms});
    database_.run(Query::search_optimize, {});
    write_line(database_, actor, comments, now);
    change.commit();
    return comments;
  });
}

Result<std::vector<Erasure>, StoreError> PersonStore::erasures() {
  return guarded([&] {
    std::vector<Erasure> found;
    database_.run(Query::erased_list, {}, [&](const Row& row) {
      found.push_back({std::string(row.text(0)), Instant{row.integer(1)}});
    });
    return found;
  });
}

Result<int, StoreError> PersonStore::erase_again(const Actor& actor,
                                                 const std::vector<Erasure>& erasures,
                                                 Instant now) {
  return guarded([&] {
    Transaction change(database_);
    const SecretKey key = installation_key(database_);
    std::set<std::string> hashes;
    for (const Erasure& erasure : erasures) {
      hashes.insert(erasure.email_hash);
      database_.run(Query::erased_insert, {std::string_view(erasure.email_hash), erasure.at.ms});
    }
    std::vector<std::string> emails;
    database_.run(Query::person_emails, {}, [&](const Row& row) {
      if (hashes.contains(hash_of(key, row.text(0)))) emails.emplace_back(row.text(0));
    });
    int comments = 0;
    for (const std::string& email : emails) comments += forget(email, now);
    if (!emails.empty()) {
      database_.run(Query::search_optimize, {});
      write_line(database_, actor, comments, now);
    }
    change.commit();
    return static_cast<int>(emails.size());
  });
}

}  // namespace afterword
