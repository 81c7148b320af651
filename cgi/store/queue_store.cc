#include "store/queue_store.h"

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "store/comment_rows.h"
#include "store/guarded.h"
#include "store/record.h"

namespace afterword {
namespace {

constexpr std::size_t search_characters = 200;
constexpr std::size_t search_words = 16;

Value text_or_null(std::string_view text) { return text.empty() ? Value(nullptr) : Value(text); }

/// The columns of queue_item.
QueueItem read_item(const Row& row) {
  QueueItem item;
  Comment& comment = item.comment;
  comment.id = CommentId{row.integer(0)};
  comment.thread = ThreadId{row.integer(1)};
  if (!row.is_null(2)) comment.parent = CommentId{row.integer(2)};
  comment.root = CommentId{row.integer(3)};
  comment.status = parse_status(row.text(4)).value_or(Status::waiting);
  comment.reason = row.text(5);
  comment.author = row.text(6);
  comment.email = row.text(7);
  comment.url = row.text(8);
  comment.network = row.text(9);
  comment.user_agent = row.text(10);
  comment.text = row.text(11);
  comment.format = parse_format(row.text(12)).value_or(TextFormat::plain);
  comment.created = Instant{row.integer(13)};
  comment.version = row.integer(14);
  if (!row.is_null(15)) comment.moderator = ModeratorId{row.integer(15)};
  comment.pinned = row.integer(16) != 0;
  comment.locked = row.integer(17) != 0;
  comment.care = parse_care(row.text(18));
  item.page_path = row.text(19);
  item.page_title = row.text(20);
  item.page_closed = row.integer(21) != 0;
  item.page_memorial = row.integer(22) != 0;
  if (!row.is_null(23))
    item.parent = ParentExcerpt{CommentId{row.integer(23)}, std::string(row.text(24)),
                                std::string(row.text(25)),
                                parse_status(row.text(26)).value_or(Status::waiting)};
  item.others = static_cast<int>(row.integer(27));
  item.others_approved = static_cast<int>(row.integer(28));
  item.care_topics = row.text(29);
  if (!row.is_null(30)) item.care_read = Instant{row.integer(30)};
  item.care_holder = row.text(31);
  if (!row.is_null(32)) item.edited = Instant{row.integer(32)};
  return item;
}

std::optional<QueueItem> get_item(Database& database, CommentId id) {
  return first_row(database, Query::queue_item, {id.value}, read_item);
}

/// The statement whose index narrows the most. Each has the same parameters and the same filters.
Query narrowest(const QueueFilter& filter, CareState care) {
  // Few are open for care or marked, so each of them is searched.
  if (care == CareState::open) return Query::queue_by_care;
  if (care == CareState::marked) return Query::queue_by_mark;
  if (!filter.search.empty()) return Query::queue_search;
  if (!filter.email.empty()) return Query::queue_by_email;
  if (!filter.author.empty()) return Query::queue_by_author;
  if (!filter.network.empty()) return Query::queue_by_network;
  if (!filter.page.empty()) return Query::queue_by_thread;
  return filter.view == QueueView::all ? Query::queue_all : Query::queue_by_status;
}

std::string_view status_of_view(QueueView view) {
  switch (view) {
    case QueueView::waiting:
    case QueueView::approved:
    case QueueView::spam:
    case QueueView::trash:
      return to_text(view);
    case QueueView::care:
    case QueueView::all:
      break;
  }
  return {};
}

std::vector<std::int64_t> find_ids(Database& database, const QueueFilter& filter, CareState care,
                                   std::int64_t limit) {
  Value thread = nullptr;
  if (!filter.page.empty()) {
    const std::int64_t id =
        first_number(database, Query::thread_find, {std::string_view(filter.page)});
    if (id == 0) return {};
    thread = id;
  }
  const std::string search = search_expression(filter.search);
  if (!filter.search.empty() && search.empty()) return {};
  const std::int64_t beginning = filter.oldest_first ? 0 : std::numeric_limits<std::int64_t>::max();
  const std::int64_t after = filter.after ? filter.after->value : beginning;
  std::vector<std::int64_t> ids;
  const auto take = [&](const Row& row) { ids.push_back(row.integer(0)); };
  const Value oldest = std::int64_t{filter.oldest_first ? 1 : 0};
  const Value status = text_or_null(status_of_view(filter.view));
  const Value care_state = text_or_null(to_text(care));
  const Value author = text_or_null(filter.author);
  const Value email = text_or_null(filter.email);
  const Value network = text_or_null(filter.network);
  const Query query = narrowest(filter, care);
  if (query == Query::queue_search || query == Query::queue_by_care ||
      query == Query::queue_by_mark)
    database.run(query,
                 {oldest, status, care_state, thread, author, email, network, after, limit,
                  text_or_null(search)},
                 take);
  else
    database.run(query, {oldest, status, care_state, thread, author, email, network, after, limit},
                 take);
  return ids;
}

/// Of those that wait, the ones that a person should read soon stand first on the first page, then
/// the marked ones; on the others they are left out.
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

std::string quoted(std::string_view word) {
  std::string out = "\"";
  for (const char c : word) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

/// Whether the tokenizer finds anything in a word: an ASCII letter or digit, or a character beyond
/// ASCII (which may be one).
bool has_token(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') ||
           (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
}

}  // namespace

std::string search_expression(std::string_view typed) {
  const std::string line = clean_line(first_characters(typed, search_characters));
  std::string expression;
  std::size_t words = 0;
  bool is_letter = false;  // the last word; as a beginning it would find nearly everything
  for (std::string_view rest = line; !rest.empty() && words < search_words;) {
    const std::size_t space = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, space);
    rest.remove_prefix(std::min(space + 1, rest.size()));
    if (!has_token(word)) continue;
    expression += (words == 0 ? "" : " ") + quoted(word);
    is_letter = count_characters(word) == 1;
    ++words;
  }
  return expression.empty() || is_letter ? expression : expression + "*";
}

Result<QueueCounts, StoreError> QueueStore::counts() {
  return guarded([&] {
    QueueCounts counts;
    database_.run(Query::tally_list, {}, [&](const Row& row) {
      const std::string_view name = row.text(0);
      const int comments = static_cast<int>(row.integer(1));
      if (name == "care") counts.care = comments;
      if (name == "waiting") counts.waiting = comments;
      if (name == "approved") counts.approved = comments;
      if (name == "spam") counts.spam = comments;
      if (name == "trash") counts.trash = comments;
    });
    counts.all = counts.waiting + counts.approved + counts.spam + counts.trash;
    return counts;
  });
}

Result<QueuePage, StoreError> QueueStore::page(const QueueFilter& filter) {
  const auto counted = counts();
  if (!counted) return Failure{counted.error()};
  return guarded([&] {
    const Snapshot snapshot(database_);
    QueuePage page;
    page.counts = *counted;
    const std::int64_t wanted = std::int64_t{filter.limit} + 1;
    std::vector<std::int64_t> ids =
        filter.view == QueueView::waiting
            ? waiting_ids(database_, filter, wanted)
            : find_ids(database_, filter,
                       filter.view == QueueView::care ? CareState::open : CareState::none, wanted);
    page.more = std::ssize(ids) > filter.limit;
    if (page.more) ids.resize(static_cast<std::size_t>(filter.limit));
    for (const std::int64_t id : ids)
      if (auto item = get_item(database_, CommentId{id})) page.items.push_back(*std::move(item));
    return page;
  });
}

Result<std::optional<QueueItem>, StoreError> QueueStore::item(CommentId id) {
  return guarded([&] { return get_item(database_, id); });
}

Result<std::vector<Revision>, StoreError> QueueStore::revisions(CommentId id,
                                                                std::optional<RevisionId> first,
                                                                int limit) {
  return guarded([&] {
    std::vector<Revision> found;
    const std::int64_t from = first ? first->value : std::numeric_limits<std::int64_t>::max();
    database_.run(Query::revision_list, {id.value, from, std::int64_t{limit}},
                  [&](const Row& row) { found.push_back(read_revision(row)); });
    return found;
  });
}

Result<std::vector<RecordLine>, StoreError> QueueStore::record_of(CommentId id) {
  return guarded([&] {
    std::vector<RecordLine> lines;
    database_.run(Query::record_of_comment, {id.value},
                  [&](const Row& row) { lines.push_back(read_record(row).line); });
    return lines;
  });
}

Result<std::vector<RecordLine>, StoreError> QueueStore::record(std::optional<RecordId> before,
                                                               int limit) {
  return guarded([&] {
    std::vector<RecordLine> lines;
    const std::int64_t first = before ? before->value : std::numeric_limits<std::int64_t>::max();
    database_.run(Query::record_list, {first, std::int64_t{limit}},
                  [&](const Row& row) { lines.push_back(read_record(row).line); });
    return lines;
  });
}

Result<std::optional<Notice>, StoreError> QueueStore::notice(std::int64_t batch) {
  return guarded([&] {
    std::optional<Notice> notice;
    database_.run(Query::record_of_batch, {batch}, [&](const Row& row) {
      const StoredRecord record = read_record(row);
      if (!notice) {
        notice.emplace();
        notice->batch = batch;
        notice->action = record.line.action;
        notice->can_undo = record.line.action != "delete" && !record.undoes;
      }
      // Replying approves what it replies to: the reply is what was done.
      if (record.line.action == "reply") notice->action = "reply";
      if (record.line.comment) ++notice->comments;
      if (record.line.undone) notice->undone = true;
    });
    if (notice && notice->undone) notice->can_undo = false;
    return notice;
  });
}

Result<std::optional<Instant>, StoreError> QueueStore::oldest_unread_care() {
  return guarded([&] {
    return first_row(database_, Query::care_oldest_unread, {},
                     [](const Row& row) { return Instant{row.integer(0)}; });
  });
}

Result<void, StoreError> QueueStore::mark_read(CommentId id, Instant now) {
  return guarded([&] {
    Transaction change(database_);
    database_.run(Query::care_mark_read, {id.value, now.ms});
    change.commit();
  });
}

Result<int, StoreError> QueueStore::each_recent(int limit,
                                                const std::function<void(const Comment&)>& look) {
  return guarded([&] {
    int seen = 0;
    database_.run(Query::comment_recent, {std::int64_t{limit}}, [&](const Row& row) {
      Comment comment;
      comment.id = CommentId{row.integer(0)};
      comment.author = row.text(1);
      comment.email = row.text(2);
      comment.url = row.text(3);
      comment.text = row.text(4);
      comment.format = parse_format(row.text(5)).value_or(TextFormat::plain);
      comment.network = row.text(6);
      comment.user_agent = row.text(7);
      comment.status = parse_status(row.text(8)).value_or(Status::waiting);
      look(comment);
      ++seen;
    });
    return seen;
  });
}

}  // namespace afterword
