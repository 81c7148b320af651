#include "store/care_store.h"

#include <algorithm>

#include "base/json.h"
#include "store/guarded.h"
#include "store/moderation_press.h"
#include "store/recent.h"
#include "store/record.h"

namespace afterword {
namespace {

constexpr std::int64_t hour_ms = 60 * minute_ms;
constexpr std::int64_t most_worries_an_hour = 10;  // of one network
// How often readers call: enough for a bad day of a large site, and few enough to be read.
constexpr std::int64_t most_alerts_an_hour = 20;
constexpr std::int64_t most_openings_an_hour = 100;
constexpr std::int64_t most_openings_a_day = 3;  // of one comment
// Readers of one comment that are kept; further ones could change nothing.
constexpr std::int64_t most_readers_a_day = 20;

struct Counted {
  std::int64_t count = 0;
  std::int64_t other = 0;
};

Counted count(Database& database, Query query, std::initializer_list<Value> values) {
  return first_row(database, query, values,
                   [](const Row& row) {
                     return Counted{row.integer(0), row.integer(1)};
                   })
      .value_or(Counted{});
}

// Names of settings.
constexpr std::string_view mode_setting = "care_mode";
constexpr std::string_view dismissed_setting = "help_notice_dismissed";

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
    if (action == "help_add") database_.run(Query::setting_delete, {dismissed_setting});
    RecordEntry entry;
    entry.at = now;
    entry.actor = actor;
    entry.action = action;
    write_record(database_, entry);
    change.commit();
    return true;
  });
}

Result<std::optional<CareMode>, StoreError> CareStore::mode() {
  return guarded([&] {
    return first_row(database_, Query::setting_get, {mode_setting},
                     [](const Row& row) { return parse_care_mode(row.text(0)); })
        .value_or(std::nullopt);
  });
}

Result<bool, StoreError> CareStore::set_mode(const Actor& actor, CareMode mode, Instant now) {
  return guarded([&] {
    Transaction change(database_);
    const std::string before =
        first_row(database_, Query::setting_get, {mode_setting}, [](const Row& row) {
          return std::string(row.text(0));
        }).value_or("");
    if (before == to_text(mode)) return true;
    database_.run(Query::setting_set, {mode_setting, to_text(mode)});
    // Help lines may come to stand beside every form, or go.
    database_.run(Query::thread_touch_all, {now.ms});
    RecordEntry entry;
    entry.at = now;
    entry.actor = actor;
    entry.action = "care_mode";
    if (!before.empty()) entry.before = JsonObject().add("mode", before).text();
    entry.after = JsonObject().add("mode", to_text(mode)).text();
    write_record(database_, entry);
    change.commit();
    return true;
  });
}

Result<bool, StoreError> CareStore::help_notice_dismissed() {
  return guarded([&] {
    return first_row(database_, Query::setting_get, {dismissed_setting},
                     [](const Row&) { return true; })
        .value_or(false);
  });
}

Result<bool, StoreError> CareStore::dismiss_help_notice(const Actor& actor, Instant now) {
  return guarded([&] {
    Transaction change(database_);
    if (first_row(database_, Query::setting_get, {dismissed_setting}, [](const Row&) {
          return true;
        }).value_or(false))
      return true;
    database_.run(Query::setting_set, {dismissed_setting, std::string_view("1")});
    RecordEntry entry;
    entry.at = now;
    entry.actor = actor;
    entry.action = "help_dismiss";
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

/// Until when nobody, or this reader, may call again; nothing when they may.
std::optional<std::int64_t> CareStore::worry_wait(std::string_view reader, Instant now) {
  const Recent hour = recent(now, hour_ms);
  const Counted own = count(database_, Query::worry_by_reader, {reader, hour.since, hour.until});
  const Counted all = count(database_, Query::worry_by_site, {hour.since, hour.until});
  const bool too_many = own.count >= most_worries_an_hour;
  if (!too_many && all.count < most_openings_an_hour) return std::nullopt;
  return std::max(second_ms, (too_many ? own.other : all.other) + hour_ms - now.ms);
}

Result<CareStore::WorryOutcome, StoreError> CareStore::worry(CommentId comment,
                                                             std::string_view reader, Instant now) {
  return guarded([&] {
    // Asked before too, so that who sends too much holds up nobody who writes.
    if (const auto wait = worry_wait(reader, now)) return WorryOutcome{Worry::too_many, *wait};
    Transaction change(database_);
    const Recent day = recent(now, day_ms);
    database_.run(Query::worry_forget, {day.since, day.until});
    if (const auto wait = worry_wait(reader, now)) return WorryOutcome{Worry::too_many, *wait};
    const auto found = find_state(database_, comment);
    if (!found || found->state.status != Status::approved) return WorryOutcome{Worry::no_comment};
    const Counted before = count(database_, Query::worry_by_comment, {comment.value});
    if (before.count >= most_readers_a_day ||
        first_number(database_, Query::worry_insert, {comment.value, reader, now.ms}) == 0)
      return WorryOutcome{};

    std::string topics =
        first_row(database_, Query::care_topics, {comment.value}, [](const Row& row) {
          return std::string(row.text(1));
        }).value_or("");
    const bool known = topics.find("worried") != std::string::npos;
    if (!known) topics += topics.empty() ? "worried" : " worried";
    const bool open = found->state.care == CareState::open;
    if (open ? known : before.other >= most_openings_a_day) {
      change.commit();
      return WorryOutcome{};
    }
    RecordEntry entry;
    // What is open already keeps its reader and its holder.
    entry.version = first_number(database_, open ? Query::care_topics_set : Query::care_open,
                                 {comment.value, std::string_view(topics)});
    entry.at = now;
    entry.actor = {"a reader", {}};
    entry.action = "worry";
    entry.comment = comment;
    entry.thread = found->thread;
    write_record(database_, entry);
    if (!open) {
      const Recent hour = recent(now, hour_ms);
      const Counted all = count(database_, Query::worry_by_site, {hour.since, hour.until});
      if (all.count < most_alerts_an_hour) owe_for_care(database_, plan_, comment, now);
      database_.run(Query::worry_opened, {comment.value, reader});
    }
    change.commit();
    return WorryOutcome{};
  });
}

Result<bool, StoreError> CareStore::forget(Instant before, Instant now) {
  return guarded([&] {
    Transaction change(database_);
    const Recent day = recent(now, day_ms);
    database_.run(Query::care_forget, {before.ms});
    database_.run(Query::worry_forget, {day.since, day.until});
    change.commit();
    return true;
  });
}

}  // namespace afterword
