#include "store/moderation/queue_store.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/ascii.h"
#include "base/text.h"
#include "sql/care.h"
#include "sql/comments.h"
#include "sql/moderation.h"
#include "sql/reports.h"
#include "sql/threads.h"
#include "store/comment/comment_rows.h"
#include "store/comment/search_expression.h"
#include "store/engine/error_boundary.h"
#include "store/moderation/report_store.h"

namespace afterword {
namespace {

QueueItem read_item(sql::FindQueueItemRow row) {
  QueueItem item;
  item.comment = read_full_comment(row);
  item.page_path = std::move(row.path);
  item.page_title = std::move(row.title);
  item.page_closed = row.closed != 0;
  item.page_memorial = row.memorial != 0;
  if (item.comment.parent && row.parent_author)
    item.parent =
        ParentExcerpt{*item.comment.parent, *std::move(row.parent_author),
                      std::move(row.parent_text).value_or(""),
                      parse_status(row.parent_status.value_or("")).value_or(Status::waiting)};
  item.others = static_cast<int>(row.others);
  item.others_approved = static_cast<int>(row.others_approved);
  item.care_read = to_instant(row.care_read_at);
  item.care_holder = std::move(row.care_holder);
  return item;
}

std::optional<QueueItem> get_item(Database& database, CommentId id) {
  auto row = sql::find_queue_item(database, id.value);
  if (!row) return std::nullopt;
  QueueItem item = read_item(*std::move(row));
  item.reports = list_open_reports(database, id);
  return item;
}

using QueueList = void (*)(Database&, const sql::QueueParameters&, FunctionRef<void(std::int64_t)>);

/// Chooses the statement whose index is the most selective.
QueueList narrowest(const QueueFilter& filter, CareState care) {
  // Few comments are open for care, marked or reported, so all of them are scanned.
  if (care == CareState::open) return sql::queue_by_care;
  if (care == CareState::marked) return sql::queue_by_mark;
  if (filter.view == QueueView::reported) return sql::queue_by_report;
  if (!filter.search.empty()) return sql::queue_by_search;
  if (!filter.email.empty()) return sql::queue_by_email;
  if (!filter.author.empty()) return sql::queue_by_author;
  if (!filter.address_prefix.empty()) return sql::queue_by_prefix;
  if (!filter.page.empty()) return sql::queue_by_thread;
  return filter.view == QueueView::all ? sql::queue_all : sql::queue_by_status;
}

std::string_view status_of_view(QueueView view) {
  switch (view) {
    case QueueView::waiting:
    case QueueView::approved:
    case QueueView::spam:
    case QueueView::trash:
      return to_text(view);
    case QueueView::care:
    case QueueView::reported:
    case QueueView::all:
      break;
  }
  return {};
}

std::vector<std::int64_t> find_ids(Database& database, const QueueFilter& filter, CareState care,
                                   std::int64_t limit) {
  std::optional<std::int64_t> thread;
  if (!filter.page.empty()) {
    const auto found = sql::find_thread(database, filter.page);
    if (!found) return {};
    thread = found->id;
  }
  const std::string search = search_expression(filter.search);
  if (!filter.search.empty() && search.empty()) return {};
  const std::int64_t beginning = filter.oldest_first ? 0 : std::numeric_limits<std::int64_t>::max();
  sql::QueueParameters parameters{.oldest = filter.oldest_first,
                                  .after = filter.after ? filter.after->value : beginning,
                                  .status = text_or_null(status_of_view(filter.view)),
                                  .care = text_or_null(to_text(care)),
                                  .thread = thread,
                                  .author = text_or_null(filter.author),
                                  .email = text_or_null(filter.email),
                                  .address_prefix = text_or_null(filter.address_prefix),
                                  .limit = limit,
                                  .search = text_or_null(search)};
  std::vector<std::int64_t> ids;
  const auto take = [&](std::int64_t id) { ids.push_back(id); };
  const QueueList list = narrowest(filter, care);
  if (list != sql::queue_by_thread || parameters.status) {
    list(database, parameters, take);
    return ids;
  }
  // The index of a page's comments is ordered by status first.
  for (const Status status : {Status::approved, Status::waiting, Status::spam, Status::trash}) {
    parameters.status = to_text(status);
    list(database, parameters, take);
  }
  std::sort(ids.begin(), ids.end());
  if (!filter.oldest_first) std::reverse(ids.begin(), ids.end());
  if (std::ssize(ids) > limit) ids.resize(static_cast<std::size_t>(limit));
  return ids;
}

/// The waiting view begins with comments that a person should read soon, then marked ones. These
/// are on the first page only and excluded from the others.
std::vector<std::int64_t> waiting_ids(Database& database, const QueueFilter& filter,
                                      std::int64_t limit) {
  QueueFilter first = filter;
  first.after = {};
  first.oldest_first = true;
  std::vector<std::int64_t> urgent = find_ids(database, first, CareState::open, limit);
  const auto marked = find_ids(database, first, CareState::marked, limit);
  urgent.insert(urgent.end(), marked.begin(), marked.end());
  std::vector<std::int64_t> ids =
      filter.after ? std::vector<std::int64_t>{} : std::vector<std::int64_t>(urgent);
  for (const std::int64_t id :
       find_ids(database, filter, CareState::none, limit + std::ssize(urgent)))
    if (std::find(urgent.begin(), urgent.end(), id) == urgent.end()) ids.push_back(id);
  return ids;
}

std::vector<std::int64_t> list_ids(Database& database, const QueueFilter& filter,
                                   std::int64_t limit) {
  if (filter.view == QueueView::waiting) return waiting_ids(database, filter, limit);
  return find_ids(database, filter,
                  filter.view == QueueView::care ? CareState::open : CareState::none, limit);
}

/// The ids of the page that ends before filter.before; empty if that is the first page, which is
/// then read from its beginning.
std::vector<std::int64_t> ids_before(Database& database, const QueueFilter& filter) {
  QueueFilter reversed = filter;
  reversed.oldest_first = !filter.oldest_first;
  reversed.after = std::exchange(reversed.before, {});
  const std::size_t limit = static_cast<std::size_t>(filter.limit);
  std::vector<std::int64_t> ids = list_ids(database, reversed, filter.limit + 1);
  if (ids.size() <= limit) return {};
  ids.resize(limit);
  std::reverse(ids.begin(), ids.end());
  return ids;
}

bool is_in_view(const QueueItem& item, QueueView view) {
  switch (view) {
    case QueueView::care:
      return item.comment.care == CareState::open;
    case QueueView::reported:
      return !item.reports.empty();
    case QueueView::all:
      return item.comment.status != Status::deleted;
    case QueueView::waiting:
    case QueueView::approved:
    case QueueView::spam:
    case QueueView::trash:
      break;
  }
  return to_text(item.comment.status) == to_text(view);
}

bool is_or_empty(std::string_view wanted, std::string_view value) {
  return wanted.empty() || wanted == value;
}

}  // namespace

Result<QueueCounts, StoreError> QueueStore::counts() {
  return error_boundary([&] {
    QueueCounts counts;
    sql::list_comment_counts(database_, [&](const sql::ListCommentCountsView& row) {
      const int comments = static_cast<int>(row.comments);
      if (row.name == "care") counts.care = comments;
      if (row.name == "waiting") counts.waiting = comments;
      if (row.name == "approved") counts.approved = comments;
      if (row.name == "spam") counts.spam = comments;
      if (row.name == "trash") counts.trash = comments;
    });
    counts.reported = static_cast<int>(sql::count_open_reports(database_).comments);
    counts.all = counts.waiting + counts.approved + counts.spam + counts.trash;
    return counts;
  });
}

Result<QueuePage, StoreError> QueueStore::page(const QueueFilter& filter) {
  const auto counted = counts();
  if (!counted) return Failure{counted.error()};
  return error_boundary([&] {
    const Snapshot snapshot(database_);
    QueuePage page;
    page.counts = *counted;
    const std::size_t limit = static_cast<std::size_t>(filter.limit);
    std::vector<std::int64_t> ids;
    if (filter.before) ids = ids_before(database_, filter);
    if (ids.empty()) {
      QueueFilter wanted = filter;
      wanted.before = {};
      ids = list_ids(database_, wanted, filter.limit + 1);
      page.previous = filter.after.has_value();
      page.more = ids.size() > limit;
      if (page.more) ids.resize(limit);
    } else {
      page.previous = true;
      page.more = true;
    }
    for (const std::int64_t id : ids)
      if (auto item = get_item(database_, CommentId{id})) page.items.push_back(*std::move(item));
    return page;
  });
}

Result<std::optional<QueueItem>, StoreError> QueueStore::item(CommentId id) {
  return error_boundary([&] { return get_item(database_, id); });
}

Result<std::vector<Revision>, StoreError> QueueStore::revisions(CommentId id,
                                                                std::optional<RevisionId> first,
                                                                int limit) {
  const std::int64_t from = first ? first->value : std::numeric_limits<std::int64_t>::max();
  return error_boundary([&] { return list_revisions(database_, id, from, limit); });
}

Result<WholeList, StoreError> QueueStore::whole_list(const QueueFilter& filter, int limit) {
  QueueFilter all = filter;
  all.after = {};
  all.before = {};
  return error_boundary([&] {
    const Snapshot snapshot(database_);
    std::vector<std::int64_t> open;
    if (filter.view != QueueView::care) open = find_ids(database_, all, CareState::open, limit + 1);
    const CareState care = filter.view == QueueView::care ? CareState::open : CareState::none;
    WholeList list;
    for (const std::int64_t id :
         find_ids(database_, all, care, std::int64_t{limit} + 1 + std::ssize(open)))
      if (std::find(open.begin(), open.end(), id) == open.end())
        list.comments.push_back(CommentId{id});
    list.cut = std::ssize(list.comments) > limit;
    if (list.cut) list.comments.resize(static_cast<std::size_t>(limit));
    return list;
  });
}

Result<ListBounds, StoreError> QueueStore::bounds() {
  return error_boundary([&] {
    const auto row = sql::list_bounds(database_);
    return ListBounds{CommentId{row.comment}, AuditId{row.entry}, ReportId{row.report}};
  });
}

Result<std::vector<Target>, StoreError> QueueStore::targets(const std::vector<CommentId>& comments,
                                                            const ListBounds& bounds) {
  constexpr std::int64_t no_version = -1;
  return error_boundary([&] {
    std::vector<Target> targets;
    for (const CommentId id : comments) {
      if (id >= bounds.comment) continue;
      const auto version =
          sql::version_before(database_, {.id = id.value, .entry = bounds.entry.value});
      targets.push_back({id, version.value_or(no_version), bounds.report});
    }
    return targets;
  });
}

Result<Listed, StoreError> QueueStore::listed(const QueueFilter& filter, const QueueItem& item) {
  const Comment& comment = item.comment;
  if (!is_in_view(item, filter.view) || !is_or_empty(filter.author, comment.author) ||
      !is_or_empty(filter.email, comment.email) ||
      !is_or_empty(filter.address_prefix, comment.address_prefix))
    return Listed::no;
  return error_boundary([&] {
    if (!filter.page.empty()) {
      const auto thread = sql::find_thread(database_, filter.page);
      if (!thread || ThreadId{thread->id} != comment.thread) return Listed::no;
    }
    if (filter.search.empty()) return Listed::yes;
    const std::string search = search_expression(filter.search);
    const bool found =
        !search.empty() &&
        sql::is_found(database_, {.id = comment.id.value, .search = search}).has_value();
    return found ? Listed::yes : Listed::no;
  });
}

Result<std::optional<Instant>, StoreError> QueueStore::oldest_unread_care() {
  return error_boundary([&] { return to_instant(sql::oldest_unread_care(database_)); });
}

Result<void, StoreError> QueueStore::mark_read(CommentId id, Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    sql::mark_care_read(database_, {.now = now.ms, .id = id.value});
    change.commit();
  });
}

Result<int, StoreError> QueueStore::each_recent(int limit,
                                                const std::function<void(const Comment&)>& look) {
  return error_boundary([&] {
    int seen = 0;
    sql::list_recent_comments(database_, limit, [&](const sql::ListRecentCommentsView& row) {
      look(read_full_comment(row));
      ++seen;
    });
    return seen;
  });
}

}  // namespace afterword
