#include "store/moderation/audit_log_store.h"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "sql/moderation.h"
#include "sql/threads.h"
#include "store/engine/columns.h"
#include "store/engine/error_boundary.h"
#include "store/moderation/audit_log.h"
#include "store/moderation/undo.h"

namespace afterword {
namespace {

/// The comment that a batch is about, if it is one that still exists, or its page.
std::optional<NoticeSubject> subject_of(Database& database, const Notice& notice,
                                        const AuditLine& first, std::optional<CommentId> last) {
  if (!first.comment) {
    if (!first.thread) return std::nullopt;
    const std::string& title = first.page_title.empty() ? first.page_path : first.page_title;
    return NoticeSubject{{}, {}, title};
  }
  auto row = sql::find_queue_item(
      database, (notice.action == audit_action::reply ? *last : *first.comment).value);
  if (row && notice.action == audit_action::reply && row->parent_id)
    row = sql::find_queue_item(database, *row->parent_id);
  if (!row || parse_status(row->status) == Status::deleted) return std::nullopt;
  return NoticeSubject{CommentId{row->id}, row->author,
                       row->title.empty() ? row->path : row->title};
}

std::optional<Notice> read_notice(Database& database, std::int64_t id) {
  const BatchEntries batch = read_batch(database, id);
  if (batch.empty()) return std::nullopt;
  Notice notice;
  notice.batch = id;
  notice.action = batch.front().line.action;
  std::set<CommentId> comments;
  std::set<ThreadId> pages;
  for (const StoredAuditLine& entry : batch) {
    // A reply also approves its parent; the batch is reported as a reply. A list of moves may merge
    // some of the pages.
    if (entry.line.action == audit_action::reply || entry.line.action == audit_action::page_move)
      notice.action = entry.line.action;
    if (entry.line.comment) comments.insert(*entry.line.comment);
    if (entry.line.thread) pages.insert(*entry.line.thread);
  }
  // A move takes the replies along, and a reply approves its parent.
  const bool about_first =
      notice.action == audit_action::move || notice.action == audit_action::reply;
  notice.comments = about_first ? 1 : static_cast<int>(comments.size());
  if (notice.comments == 0) notice.pages = static_cast<int>(pages.size());
  if (notice.comments <= 1 && notice.pages <= 1)
    notice.subject = subject_of(database, notice, batch.front().line, batch.back().line.comment);
  const auto* title = std::get_if<audit::TitleChange>(&batch.front().line.change);
  notice.title_removed = title != nullptr && title->after.text.empty();
  notice.undone = is_undone(batch);
  notice.can_undo = std::any_of(batch.begin(), batch.end(), [&](const StoredAuditLine& entry) {
    return is_current(database, batch, entry);
  });
  return notice;
}

/// The thread of a filter, null without one; nullopt if there is no such page.
std::optional<std::optional<std::int64_t>> thread_of(Database& database,
                                                     const AuditFilter& filter) {
  if (filter.page.empty()) return std::optional<std::int64_t>();
  const auto found = sql::find_thread(database, filter.page);
  if (!found) return std::nullopt;
  return std::optional(found->id);
}

/// The entries that a statement lists, in its order. `parameters` has what the filter does not say.
template <class Parameters>
Result<std::vector<AuditLine>, StoreError> list_lines(
    Database& database,
    void (*statement)(Database&, const Parameters&, FunctionRef<void(const sql::AuditEntryView&)>),
    Parameters parameters, int limit, const AuditFilter& filter) {
  return error_boundary([&] {
    std::vector<AuditLine> lines;
    const auto thread = thread_of(database, filter);
    if (!thread) return lines;
    parameters.actor_name = text_or_null(filter.moderator);
    parameters.action = text_or_null(filter.action);
    parameters.thread = *thread;
    parameters.comment = to_number(filter.comment);
    parameters.limit = limit;
    statement(database, parameters,
              [&](const sql::AuditEntryView& row) { lines.push_back(read_audit_line(row).line); });
    return lines;
  });
}

}  // namespace

Result<std::vector<AuditLine>, StoreError> AuditLogStore::of_comment(CommentId id) {
  return error_boundary([&] {
    std::vector<AuditLine> lines;
    sql::list_audit_log_of_comment(database_, id.value, [&](const sql::AuditEntryView& row) {
      lines.push_back(read_audit_line(row).line);
    });
    return lines;
  });
}

Result<std::vector<AuditLine>, StoreError> AuditLogStore::list(std::optional<AuditId> before,
                                                               int limit,
                                                               const AuditFilter& filter) {
  sql::ListAuditLogParameters parameters{};
  parameters.before_id = before ? before->value : std::numeric_limits<std::int64_t>::max();
  return list_lines(database_, sql::list_audit_log, parameters, limit, filter);
}

Result<std::vector<AuditLine>, StoreError> AuditLogStore::newer(AuditId after, int limit,
                                                                const AuditFilter& filter) {
  sql::ListNewerAuditLogParameters parameters{};
  parameters.after_id = after.value;
  auto lines = list_lines(database_, sql::list_newer_audit_log, parameters, limit, filter);
  if (lines) std::reverse(lines->begin(), lines->end());
  return lines;
}

Result<std::optional<Notice>, StoreError> AuditLogStore::last_to_undo(ModeratorId moderator,
                                                                      Instant since) {
  // An action whose comments were changed since is passed over, so that it does not hide others.
  constexpr int batches_looked_at = 20;
  return error_boundary([&]() -> std::optional<Notice> {
    std::vector<std::int64_t> batches;
    sql::list_batches_of_moderator(
        database_, {.moderator = moderator.value, .since = since.ms, .limit = batches_looked_at},
        [&](std::int64_t batch) { batches.push_back(batch); });
    for (const std::int64_t batch : batches) {
      auto notice = read_notice(database_, batch);
      if (notice && notice->can_undo) return notice;
    }
    return std::nullopt;
  });
}

Result<std::optional<Notice>, StoreError> AuditLogStore::notice(std::int64_t batch) {
  return error_boundary([&] { return read_notice(database_, batch); });
}

}  // namespace afterword
