#include "store/export_store.h"

#include <charconv>
#include <map>
#include <vector>

#include "store/guarded.h"
#include "store/import_store.h"
#include "store/installation_key.h"
#include "store/person_store.h"

namespace afterword {
namespace {

constexpr std::int64_t batch_rows = 1'000;

struct Page {
  ThreadId thread;
  MovedPost post;
};

Page read_page(const Row& row) {
  Page page{ThreadId{row.integer(0)}, {}};
  MovedPost& post = page.post;
  post.page = row.text(1);
  post.path = row.text(2);
  post.title = row.text(3);
  post.closed = row.integer(4) != 0;
  post.memorial = row.integer(5) != 0;
  post.created = Instant{row.integer(6)};
  post.wordpress_title = row.text(7);
  post.date = row.text(8);
  post.type = row.text(9);
  return page;
}

/// What a comment is called elsewhere, of "blog:number blog:number"; not what it is called in files
/// that do not say where they come from, and not that it has no number.
std::vector<SourceNumber> read_origins(std::string_view text,
                                       const std::map<std::int64_t, Blog>& blogs) {
  std::vector<SourceNumber> origins;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(pair.size() + 1, text.size()));
    const std::size_t colon = std::min(pair.find(':'), pair.size() - 1);
    std::int64_t blog = 0;
    std::int64_t number = 0;
    std::from_chars(pair.data(), pair.data() + colon, blog);
    std::from_chars(pair.data() + colon + 1, pair.data() + pair.size(), number);
    const auto found = blogs.find(blog);
    if (number != 0 && found != blogs.end() && !found->second.address.empty())
      origins.push_back({found->second, number});
  }
  return origins;
}

MovedComment read_comment(const Row& row, ThreadId thread,
                          const std::map<std::int64_t, Blog>& blogs) {
  MovedComment found;
  Comment& comment = found.comment;
  comment.id = CommentId{row.integer(0)};
  comment.thread = thread;
  if (!row.is_null(1)) comment.parent = CommentId{row.integer(1)};
  found.parent = comment.parent ? comment.parent->value : 0;
  comment.root = CommentId{row.integer(2)};
  comment.status = parse_status(row.text(3)).value_or(Status::waiting);
  comment.reason = row.text(4);
  comment.author = row.text(5);
  comment.email = row.text(6);
  comment.url = row.text(7);
  comment.network = row.text(8);
  comment.user_agent = row.text(9);
  comment.text = row.text(10);
  comment.format = parse_format(row.text(11)).value_or(TextFormat::plain);
  comment.created = Instant{row.integer(12)};
  comment.version = row.integer(13);
  comment.pinned = row.integer(14) != 0;
  comment.locked = row.integer(15) != 0;
  comment.care = parse_care(row.text(16));
  // A call for a person goes along while it waits for one; nothing else about somebody's state
  // does.
  if (comment.care == CareState::open && comment.status == Status::waiting)
    found.care_topics = row.text(17);
  else
    comment.care = CareState::none;
  found.edited = Instant{row.integer(18)};
  found.moderator = row.text(19);
  found.origins = read_origins(row.text(20), blogs);
  return found;
}

}  // namespace

Result<bool, StoreError> ExportStore::each_page(const PageSink& sink) {
  std::int64_t last = 0;
  for (;;) {
    const auto batch = guarded([&] {
      std::vector<Page> pages;
      database_.run(Query::export_pages, {last, batch_rows},
                    [&](const Row& row) { pages.push_back(read_page(row)); });
      for (Page& page : pages)
        database_.run(Query::export_posts, {std::string_view(page.post.page)}, [&](const Row& row) {
          page.post.numbers.push_back({read_blog(row.text(0), row.text(1)), row.integer(2)});
        });
      return pages;
    });
    if (!batch) return Failure{batch.error()};
    for (const Page& page : *batch)
      if (!sink(page.thread, page.post)) return false;
    if (std::ssize(*batch) < batch_rows) return true;
    last = batch->back().thread.value;
  }
}

Result<bool, StoreError> ExportStore::each_comment(ThreadId thread, const CommentSink& sink) {
  std::int64_t root = 0;
  std::int64_t last = 0;
  for (;;) {
    const auto batch = guarded([&] {
      std::vector<MovedComment> comments;
      const auto from = blogs();
      database_.run(Query::export_comments, {thread.value, root, last, batch_rows},
                    [&](const Row& row) { comments.push_back(read_comment(row, thread, from)); });
      return comments;
    });
    if (!batch) return Failure{batch.error()};
    for (const MovedComment& comment : *batch)
      if (!sink(comment)) return false;
    if (std::ssize(*batch) < batch_rows) return true;
    root = batch->back().comment.root.value;
    last = batch->back().comment.id.value;
  }
}

std::map<std::int64_t, Blog> ExportStore::blogs() {
  std::map<std::int64_t, Blog> blogs;
  database_.run(Query::blog_list, {}, [&](const Row& row) {
    blogs.emplace(row.integer(0), read_blog(row.text(1), row.text(2)));
  });
  return blogs;
}

Result<Blog, StoreError> ExportStore::installation() {
  return guarded([&] {
    return Blog{BlogSource::afterword, installation_name(installation_key(database_))};
  });
}

Result<std::int64_t, StoreError> ExportStore::highest_post() {
  return guarded([&] { return first_number(database_, Query::export_highest_post, {}); });
}

}  // namespace afterword
