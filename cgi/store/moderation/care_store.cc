#include "store/moderation/care_store.h"

#include <algorithm>
#include <set>

#include "base/json.h"
#include "sql/care.h"
#include "sql/rules.h"
#include "sql/settings.h"
#include "sql/threads.h"
#include "store/comment/thread_version.h"
#include "store/engine/error_boundary.h"
#include "store/moderation/audit_log.h"

namespace afterword {
namespace {

// Names of settings.
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
    if (action == audit_action::help_add) sql::delete_setting(database_, dismissed_setting);
    write_audit_entry(database_, {.at = now, .actor = actor, .action = action});
    change.commit();
    return Change::done;
  });
}

Result<std::optional<CareMode>, StoreError> CareStore::mode() {
  return error_boundary(
      [&] { return parse_care_mode(sql::policy_basis(database_).value().care_mode); });
}

Result<void, StoreError> CareStore::set_mode(const Actor& actor, CareMode mode, Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    const auto before = parse_care_mode(sql::policy_basis(database_).value().care_mode);
    if (before == mode) return;
    sql::set_care_mode(database_, to_text(mode));
    // The mode determines whether pages display help resources.
    raise_all_thread_versions(database_, now);
    write_audit_entry(database_, {.at = now,
                                  .actor = actor,
                                  .action = audit_action::care_mode,
                                  .change = audit::CareModeChange{before, mode}});
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
    write_audit_entry(database_, {.at = now, .actor = actor, .action = audit_action::help_dismiss});
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
  return change(actor, audit_action::help_add, write, now);
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
  return change(actor, audit_action::help_change, write, now);
}

Result<Change, StoreError> CareStore::verify_help(const Actor& actor, std::int64_t id,
                                                  Instant now) {
  const auto write = [&] { return sql::verify_help(database_, {.now = now.ms, .id = id}); };
  return change(actor, audit_action::help_verify, write, now);
}

Result<Change, StoreError> CareStore::remove_help(const Actor& actor, std::int64_t id,
                                                  Instant now) {
  const auto write = [&] { return sql::delete_help(database_, id); };
  return change(actor, audit_action::help_remove, write, now);
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
  return change(actor, audit_action::draft_add, write, now);
}

Result<Change, StoreError> CareStore::change_draft(const Actor& actor, const ReplyDraft& draft,
                                                   Instant now) {
  const auto write = [&] {
    return sql::change_draft(database_, {.title = draft.title, .text = draft.text, .id = draft.id});
  };
  return change(actor, audit_action::draft_change, write, now);
}

Result<Change, StoreError> CareStore::remove_draft(const Actor& actor, std::int64_t id,
                                                   Instant now) {
  const auto write = [&] { return sql::delete_draft(database_, id); };
  return change(actor, audit_action::draft_remove, write, now);
}

Result<void, StoreError> CareStore::delete_expired(Instant before, Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    std::set<std::int64_t> seen;
    sql::delete_old_care(database_, before.ms, [&](const sql::DeleteOldCareView& row) {
      if (row.status == to_text(Status::approved)) seen.insert(row.thread_id);
    });
    // Readers can like these comments again.
    for (const std::int64_t thread : seen) raise_thread_version(database_, ThreadId{thread}, now);
    change.commit();
  });
}

}  // namespace afterword
