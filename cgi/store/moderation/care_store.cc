#include "store/moderation/care_store.h"

#include <algorithm>

#include "base/json.h"
#include "sql/care.h"
#include "sql/settings.h"
#include "sql/threads.h"
#include "store/comment/comment_counts.h"
#include "store/comment/thread_version.h"
#include "store/engine/error_boundary.h"
#include "store/engine/recent.h"
#include "store/moderation/audit_log.h"
#include "store/moderation/moderation_batch.h"

namespace afterword {
namespace {

constexpr std::int64_t most_reports_an_hour = 10;  // per address prefix
// Limits for alerts from readers: enough for a bad day on a large site, few enough to be read.
constexpr std::int64_t most_alerts_an_hour = 20;
constexpr std::int64_t most_openings_an_hour = 100;
constexpr std::int64_t most_openings_a_day = 3;  // per comment
// Reports stored per comment; further ones would have no effect.
constexpr std::int64_t most_readers_a_day = 20;

// Names of settings.
constexpr std::string_view mode_setting = "care_mode";
constexpr std::string_view dismissed_setting = "help_notice_dismissed";

}  // namespace

Result<std::vector<HelpResource>, StoreError> CareStore::help() {
  return error_boundary([&] {
    std::vector<HelpResource> found;
    sql::list_help(database_, [&](const sql::ListHelpView& row) {
      found.push_back({row.id, std::string(row.name), std::string(row.phone),
                       std::string(row.text_number), std::string(row.url), std::string(row.hours),
                       std::string(row.country), Instant{row.verified_at}});
    });
    return found;
  });
}

Result<HelpCount, StoreError> CareStore::help_count(Instant now) {
  return error_boundary([&] {
    const auto count = sql::count_help(database_, now.ms - help_verified_ms);
    return HelpCount{static_cast<int>(count.lines), static_cast<int>(count.outdated)};
  });
}

/// Runs one statement that returns the number of changed rows, and writes its audit-log entry.
Result<Change, StoreError> CareStore::change(const Actor& actor, std::string_view action,
                                             FunctionRef<std::int64_t()> write, Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    if (write() == 0) return Change::gone;
    // Help resources are displayed next to comment forms, so cached pages are outdated.
    if (action.starts_with("help_")) raise_all_thread_versions(database_, now);
    if (action == "help_add") sql::delete_setting(database_, dismissed_setting);
    write_audit_entry(database_, {.at = now, .actor = actor, .action = action});
    change.commit();
    return Change::done;
  });
}

Result<std::optional<CareMode>, StoreError> CareStore::mode() {
  return error_boundary([&] {
    const auto mode = sql::find_setting(database_, mode_setting);
    return mode ? parse_care_mode(*mode) : std::nullopt;
  });
}

Result<void, StoreError> CareStore::set_mode(const Actor& actor, CareMode mode, Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    const std::string before = sql::find_setting(database_, mode_setting).value_or("");
    if (before == to_text(mode)) return;
    sql::set_setting(database_, {.name = mode_setting, .value = to_text(mode)});
    // The mode determines whether pages display help resources.
    raise_all_thread_versions(database_, now);
    write_audit_entry(database_, {.at = now,
                                  .actor = actor,
                                  .action = "care_mode",
                                  .change = audit::CareModeChange{parse_care_mode(before), mode}});
    change.commit();
  });
}

Result<HelpNotice, StoreError> CareStore::help_notice() {
  return error_boundary([&] {
    return sql::find_setting(database_, dismissed_setting) ? HelpNotice::dismissed
                                                           : HelpNotice::shown;
  });
}

Result<void, StoreError> CareStore::dismiss_help_notice(const Actor& actor, Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    if (sql::find_setting(database_, dismissed_setting)) return;
    sql::set_setting(database_, {.name = dismissed_setting, .value = "1"});
    write_audit_entry(database_, {.at = now, .actor = actor, .action = "help_dismiss"});
    change.commit();
  });
}

Result<Change, StoreError> CareStore::add_help(const Actor& actor, const HelpResource& help,
                                               Instant now) {
  const auto write = [&] {
    return sql::insert_help(database_, {.name = help.name,
                                        .phone = help.phone,
                                        .text_number = help.text_number,
                                        .url = help.url,
                                        .hours = help.hours,
                                        .country = help.country,
                                        .now = now.ms});
  };
  return change(actor, "help_add", write, now);
}

Result<Change, StoreError> CareStore::change_help(const Actor& actor, const HelpResource& help,
                                                  Instant now) {
  const auto write = [&] {
    return sql::change_help(database_, {.name = help.name,
                                        .phone = help.phone,
                                        .text_number = help.text_number,
                                        .url = help.url,
                                        .hours = help.hours,
                                        .country = help.country,
                                        .now = now.ms,
                                        .id = help.id});
  };
  return change(actor, "help_change", write, now);
}

Result<Change, StoreError> CareStore::verify_help(const Actor& actor, std::int64_t id,
                                                  Instant now) {
  const auto write = [&] { return sql::verify_help(database_, {.now = now.ms, .id = id}); };
  return change(actor, "help_verify", write, now);
}

Result<Change, StoreError> CareStore::remove_help(const Actor& actor, std::int64_t id,
                                                  Instant now) {
  const auto write = [&] { return sql::delete_help(database_, id); };
  return change(actor, "help_remove", write, now);
}

Result<std::vector<ReplyDraft>, StoreError> CareStore::drafts() {
  return error_boundary([&] {
    std::vector<ReplyDraft> found;
    sql::list_drafts(database_, [&](const sql::ListDraftsView& row) {
      found.push_back({row.id, std::string(row.title), std::string(row.text)});
    });
    return found;
  });
}

Result<Change, StoreError> CareStore::add_draft(const Actor& actor, std::string_view title,
                                                std::string_view text, Instant now) {
  const auto write = [&] { return sql::insert_draft(database_, {.title = title, .text = text}); };
  return change(actor, "draft_add", write, now);
}

Result<Change, StoreError> CareStore::change_draft(const Actor& actor, const ReplyDraft& draft,
                                                   Instant now) {
  const auto write = [&] {
    return sql::change_draft(database_, {.title = draft.title, .text = draft.text, .id = draft.id});
  };
  return change(actor, "draft_change", write, now);
}

Result<Change, StoreError> CareStore::remove_draft(const Actor& actor, std::int64_t id,
                                                   Instant now) {
  const auto write = [&] { return sql::delete_draft(database_, id); };
  return change(actor, "draft_remove", write, now);
}

/// Milliseconds until a report is allowed, from anybody or from this reader; nullopt if it is
/// allowed now.
std::optional<std::int64_t> CareStore::report_wait(std::string_view reader, Instant now) {
  const Recent hour = recent(now, hour_ms);
  const auto own = sql::count_reports_by(
      database_, {.reader = reader, .since = hour.since, .until = hour.until});
  const auto all =
      sql::count_report_openings(database_, {.since = hour.since, .until = hour.until});
  const bool too_many = own.count >= most_reports_an_hour;
  if (!too_many && all.count < most_openings_an_hour) return std::nullopt;
  return std::max(second_ms, (too_many ? own.first_at : all.first_at) + hour_ms - now.ms);
}

Result<CareStore::ReportOutcome, StoreError> CareStore::report(CommentId comment,
                                                               std::string_view reader,
                                                               Instant now) {
  return error_boundary([&] {
    // Also checked before the transaction, so that senders over the limit do not delay writers.
    if (const auto wait = report_wait(reader, now))
      return ReportOutcome{ReportResult::too_many, *wait};
    Transaction change(database_);
    const Recent day = recent(now, day_ms);
    sql::delete_old_reports(database_, {.since = day.since, .until = day.until});
    if (const auto wait = report_wait(reader, now))
      return ReportOutcome{ReportResult::too_many, *wait};
    const auto found = find_state(database_, comment);
    if (!found || found->state.status != Status::approved)
      return ReportOutcome{ReportResult::no_comment};
    const auto before = sql::count_reports_about(database_, comment.value);
    if (before.reports >= most_readers_a_day ||
        sql::insert_report(database_,
                           {.comment = comment.value, .reader = reader, .now = now.ms}) == 0)
      return ReportOutcome{};

    std::string topics = sql::find_care_topics(database_, comment.value).value_or("");
    const bool known = topics.find("worried") != std::string::npos;
    if (!known) topics += topics.empty() ? "worried" : " worried";
    const bool open = found->state.care == CareState::open;
    if (open ? known : before.openings >= most_openings_a_day) {
      change.commit();
      return ReportOutcome{};
    }
    if (!open)
      CommentCounts()
          .remove(found->state.status, found->state.care)
          .add(found->state.status, CareState::open)
          .write(database_);
    AuditEntry entry;
    // An open care item keeps its `read` mark and its assignment.
    entry.version = open ? sql::set_care_topics(database_, {.topics = topics, .id = comment.value})
                         : sql::open_care(database_, {.topics = topics, .id = comment.value});
    entry.at = now;
    entry.actor = {ActorKind::reader};
    entry.action = "report";
    entry.comment = comment;
    entry.thread = found->thread;
    write_audit_entry(database_, entry);
    if (!open) {
      const Recent hour = recent(now, hour_ms);
      const auto all =
          sql::count_report_openings(database_, {.since = hour.since, .until = hour.until});
      if (all.count < most_alerts_an_hour) enqueue_for_care(database_, plan_, comment, now);
      sql::note_report_opened(database_, {.comment = comment.value, .reader = reader});
    }
    change.commit();
    return ReportOutcome{};
  });
}

Result<void, StoreError> CareStore::delete_expired(Instant before, Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    const Recent day = recent(now, day_ms);
    sql::delete_old_care(database_, before.ms);
    sql::delete_old_reports(database_, {.since = day.since, .until = day.until});
    change.commit();
  });
}

}  // namespace afterword
