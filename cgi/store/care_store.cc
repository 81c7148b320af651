#include "store/care_store.h"

#include <fmt/format.h>

#include "store/guarded.h"
#include "store/record.h"

namespace afterword {
namespace {

constexpr std::int64_t hour_ms = 60 * minute_ms;
constexpr std::int64_t most_worries_an_hour = 10;

}  // namespace

Result<std::vector<HelpResource>, StoreError> CareStore::help() {
  return guarded([&] {
    std::vector<HelpResource> found;
    database_.run(Query::help_list, {}, [&](const Row& row) {
      found.push_back({row.integer(0), std::string(row.text(1)), std::string(row.text(2)),
                       std::string(row.text(3)), std::string(row.text(4)), std::string(row.text(5)),
                       std::string(row.text(6)), Instant{row.integer(7)}});
    });
    return found;
  });
}

Result<HelpCount, StoreError> CareStore::help_count(Instant now) {
  return guarded([&] {
    return first_row(database_, Query::help_count, {now.ms - help_verified_ms},
                     [](const Row& row) {
                       return HelpCount{static_cast<int>(row.integer(0)),
                                        static_cast<int>(row.integer(1))};
                     })
        .value_or(HelpCount{});
  });
}

/// One statement that answers with an id when it found something, and its line of the record.
Result<bool, StoreError> CareStore::change(const Actor& actor, std::string_view action, Query query,
                                           std::initializer_list<Value> values, Instant now) {
  return guarded([&] {
    Transaction change(database_);
    const std::int64_t id = first_number(database_, query, values);
    if (id == 0) return false;
    // Help lines may stand beside every form.
    if (action.starts_with("help_")) database_.run(Query::thread_touch_all, {now.ms});
    RecordEntry entry;
    entry.at = now;
    entry.actor = actor;
    entry.action = action;
    write_record(database_, entry);
    change.commit();
    return true;
  });
}

Result<bool, StoreError> CareStore::add_help(const Actor& actor, const HelpResource& help,
                                             Instant now) {
  return change(actor, "help_add", Query::help_insert,
                {std::string_view(help.name), std::string_view(help.phone),
                 std::string_view(help.text_number), std::string_view(help.url),
                 std::string_view(help.hours), std::string_view(help.country), now.ms},
                now);
}

Result<bool, StoreError> CareStore::change_help(const Actor& actor, const HelpResource& help,
                                                Instant now) {
  return change(actor, "help_change", Query::help_change,
                {help.id, std::string_view(help.name), std::string_view(help.phone),
                 std::string_view(help.text_number), std::string_view(help.url),
                 std::string_view(help.hours), std::string_view(help.country), now.ms},
                now);
}

Result<bool, StoreError> CareStore::verify_help(const Actor& actor, std::int64_t id, Instant now) {
  return change(actor, "help_verify", Query::help_verify, {id, now.ms}, now);
}

Result<bool, StoreError> CareStore::remove_help(const Actor& actor, std::int64_t id, Instant now) {
  return change(actor, "help_remove", Query::help_delete, {id}, now);
}

Result<std::vector<ReplyDraft>, StoreError> CareStore::drafts() {
  return guarded([&] {
    std::vector<ReplyDraft> found;
    database_.run(Query::draft_list, {}, [&](const Row& row) {
      found.push_back({row.integer(0), std::string(row.text(1)), std::string(row.text(2))});
    });
    return found;
  });
}

Result<bool, StoreError> CareStore::add_draft(const Actor& actor, std::string_view title,
                                              std::string_view text, Instant now) {
  return change(actor, "draft_add", Query::draft_insert, {title, text}, now);
}

Result<bool, StoreError> CareStore::change_draft(const Actor& actor, const ReplyDraft& draft,
                                                 Instant now) {
  return change(actor, "draft_change", Query::draft_change,
                {draft.id, std::string_view(draft.title), std::string_view(draft.text)}, now);
}

Result<bool, StoreError> CareStore::remove_draft(const Actor& actor, std::int64_t id, Instant now) {
  return change(actor, "draft_remove", Query::draft_delete, {id}, now);
}

Result<CareStore::Worry, StoreError> CareStore::worry(CommentId comment, std::string_view reader,
                                                      Instant now) {
  return guarded([&] {
    Transaction change(database_);
    if (first_number(database_, Query::worry_recent, {reader, now.ms - hour_ms}) >=
        most_worries_an_hour)
      return Worry::too_many;
    const auto found =
        first_row(database_, Query::comment_state, {comment.value}, [](const Row& row) {
          return std::pair{std::string(row.text(0)), row.integer(6)};
        });
    if (!found || found->first != "approved") return Worry::no_comment;
    if (first_number(database_, Query::worry_insert, {comment.value, reader, now.ms}) == 0)
      return Worry::again;
    std::string topics =
        first_row(database_, Query::care_topics, {comment.value}, [](const Row& row) {
          return std::string(row.text(1));
        }).value_or("");
    if (topics.find("worried") == std::string::npos)
      topics += topics.empty() ? "worried" : " worried";
    RecordEntry entry;
    entry.version =
        first_number(database_, Query::care_open, {comment.value, std::string_view(topics)});
    entry.at = now;
    entry.actor = {"a reader", {}};
    entry.action = "worry";
    entry.comment = comment;
    entry.thread = ThreadId{found->second};
    write_record(database_, entry);
    owe_for_care(database_, plan_, comment, now);
    change.commit();
    return Worry::taken;
  });
}

Result<bool, StoreError> CareStore::forget(Instant before) {
  return guarded([&] {
    Transaction change(database_);
    database_.run(Query::care_forget, {before.ms});
    change.commit();
    return true;
  });
}

}  // namespace afterword
