#include "store/moderation/report_store.h"

#include <algorithm>

#include "domain/policy/rule_set.h"
#include "sql/care.h"
#include "sql/reports.h"
#include "store/comment/comment_counts.h"
#include "store/comment/thread_version.h"
#include "store/engine/error_boundary.h"
#include "store/engine/recent.h"
#include "store/moderation/audit_log.h"
#include "store/moderation/moderation_batch.h"

namespace afterword {
namespace {

constexpr std::int64_t most_reports_an_hour = 10;  // per address prefix
// Enough for a bad day on a large site, few enough to be read.
constexpr std::int64_t most_alerts_an_hour = 20;
constexpr std::int64_t most_newly_reported_an_hour = 100;
constexpr std::int64_t most_newly_reported_a_day = 3;  // per comment
constexpr std::int64_t most_open_reports = 20;         // per comment
constexpr std::int64_t most_open_reports_of_all = 10'000;
constexpr std::int64_t closed_kept_ms = 30 * day_ms;

Report read_report(const sql::ReportView& row) {
  return {ReportId{row.id},      parse_report_reason(row.reason).value_or(ReportReason::other),
          std::string(row.note), std::string(row.email),
          Instant{row.at},       row.closed != 0};
}

/// Whether a report opens its comment for care.
bool is_for_care(const ReportSubmission& report, CareMode care) {
  return report.reason == ReportReason::worried && care != CareMode::off;
}

/// The reports that count for the limits of a report. Those for care have limits of their own, so
/// that no other report can keep a worried reader from being heard.
std::optional<std::string_view> counted_reason(bool for_care) {
  return for_care ? std::optional(to_text(ReportReason::worried)) : std::nullopt;
}

/// The recent reports by which a comment was newly listed as reported, or opened for care.
sql::ReportCountRow newly_reported(Database& database, bool for_care, Instant now) {
  const Recent hour = recent(now, hour_ms);
  return sql::count_newly_reported(
      database, {.since = hour.since, .until = hour.until, .reason = counted_reason(for_care)});
}

/// Opens the comment for care, or adds the topic to one that is open. Returns the new version, or
/// nullopt if it is open with this topic already.
std::optional<std::int64_t> open_for_care(Database& database, CommentId comment,
                                          const CommentState& state, ThreadId thread, Instant now) {
  const std::string before = sql::find_care_topics(database, comment.value).value_or("");
  const std::string topics = with_care_topics(before, to_text(CareTopic::worried));
  // An open care item keeps its `read` mark and its assignment.
  if (state.care == CareState::open)
    return topics == before ? std::nullopt
                            : std::optional(sql::set_care_topics(
                                  database, {.topics = topics, .id = comment.value}));
  CommentCounts()
      .remove(state.status, state.care)
      .add(state.status, CareState::open)
      .write(database);
  // It takes no likes any more (is_likeable).
  raise_thread_version(database, thread, now);
  return sql::open_care(database, {.topics = topics, .id = comment.value});
}

}  // namespace

std::vector<Report> list_open_reports(Database& database, CommentId comment) {
  std::vector<Report> reports;
  sql::list_open_reports(database, comment.value,
                         [&](const sql::ReportView& row) { reports.push_back(read_report(row)); });
  return reports;
}

/// Milliseconds until a report is allowed, from anybody or from this reader; nullopt if it is
/// allowed now.
std::optional<std::int64_t> ReportStore::wait(std::string_view reader, bool for_care, Instant now) {
  const Recent hour = recent(now, hour_ms);
  const auto own = sql::count_reports_by(
      database_, {.reader = reader, .since = hour.since, .until = hour.until});
  const auto all = newly_reported(database_, for_care, now);
  const bool too_many = own.count >= most_reports_an_hour;
  if (!too_many && all.count < most_newly_reported_an_hour) return std::nullopt;
  return std::max(second_ms, (too_many ? own.first_at : all.first_at) + hour_ms - now.ms);
}

Result<ReportStore::Submitted, StoreError> ReportStore::submit(const ReportSubmission& report,
                                                               CareMode care, Instant now) {
  return error_boundary([&] {
    const bool for_care = is_for_care(report, care);
    // Also checked before the transaction, so that senders over the limit do not delay writers.
    if (const auto ms = wait(report.reader, for_care, now))
      return Submitted{Outcome::too_many, *ms};
    Transaction change(database_);
    if (const auto ms = wait(report.reader, for_care, now))
      return Submitted{Outcome::too_many, *ms};
    const CommentId comment = report.comment;
    const auto found = find_state(database_, comment);
    if (!found || found->state.status != Status::approved) return Submitted{Outcome::no_comment};
    if (sql::count_open_reports(database_).reports >= most_open_reports_of_all)
      return Submitted{Outcome::too_many, hour_ms};

    const Recent day = recent(now, day_ms);
    const auto before = sql::count_reports_about(database_, {.since = day.since,
                                                             .until = day.until,
                                                             .comment = comment.value,
                                                             .reason = counted_reason(for_care)});
    const bool opens = for_care ? found->state.care != CareState::open : before.open == 0;
    if (before.open >= most_open_reports ||
        (opens && before.newly_reported >= most_newly_reported_a_day))
      return Submitted{};
    const auto alerts = newly_reported(database_, for_care, now).count;
    if (sql::insert_report(database_, {.comment = comment.value,
                                       .reader = report.reader,
                                       .now = now.ms,
                                       .reason = to_text(report.reason),
                                       .note = report.note,
                                       .email = report.email,
                                       .opened = opens}) == 0)
      return Submitted{};
    const auto version = for_care
                             ? open_for_care(database_, comment, found->state, found->thread, now)
                             : std::nullopt;
    if (opens || version)
      write_audit_entry(database_, {.at = now,
                                    .actor = {ActorKind::reader},
                                    .action = audit_action::report,
                                    .comment = comment,
                                    .thread = found->thread,
                                    .change = audit::Reported{report.reason},
                                    .version = version.value_or(found->version)});
    if (opens && alerts < most_alerts_an_hour) {
      if (for_care)
        enqueue_for_care(database_, plan_, comment, now);
      else
        enqueue_for_report(database_, plan_, comment, now);
    }
    change.commit();
    return Submitted{};
  });
}

Result<std::vector<Report>, StoreError> ReportStore::of_comment(CommentId comment) {
  return error_boundary([&] {
    std::vector<Report> reports;
    sql::list_reports(database_, comment.value,
                      [&](const sql::ReportView& row) { reports.push_back(read_report(row)); });
    return reports;
  });
}

Result<void, StoreError> ReportStore::delete_expired(Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    sql::delete_closed_reports(database_, now.ms - closed_kept_ms);
    change.commit();
  });
}

}  // namespace afterword
