#include "store/transfer/export_store.h"

#include <charconv>
#include <map>
#include <vector>

#include "sql/export.h"
#include "sql/import.h"
#include "sql/thread_addresses.h"
#include "store/comment/comment_rows.h"
#include "store/engine/error_boundary.h"
#include "store/engine/installation_key.h"
#include "store/moderation/report_store.h"
#include "store/people/commenter_store.h"
#include "store/transfer/import_store.h"

namespace afterword {
namespace {

constexpr std::int64_t batch_rows = 1'000;

struct Page {
  ThreadId thread;
  ImportedPage post;
};

Page read_page(const sql::ListExportedPagesView& row) {
  Page page{ThreadId{row.id}, {}};
  ImportedPage& post = page.post;
  post.page = row.page;
  post.path = row.path;
  post.title = row.title;
  post.closed = row.closed != 0;
  post.memorial = row.memorial != 0;
  post.created = Instant{row.created_at};
  return page;
}

/// Adds the other names of a page, and its posts at the sources of imports, of which the first one
/// describes it.
void read_names(Database& database, Page& page) {
  ImportedPage& post = page.post;
  sql::list_page_aliases(database, page.thread.value,
                         [&](std::string_view name) { post.former_names.emplace_back(name); });
  sql::list_posts_of_page(database, page.thread.value, [&](const sql::ListPostsOfPageView& row) {
    if (post.numbers.empty()) {
      post.wordpress_title = row.post_title;
      post.date = row.post_date;
      post.type = row.post_type;
    }
    post.numbers.push_back({read_blog(row.source, row.address), row.post_id});
  });
}

/// Parses the numbers of a comment at other sources, "blog:number blog:number". Omits sources
/// without an identifier and entries without a number.
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

ImportedComment read_exported(const sql::ListExportedCommentsView& row,
                              const std::map<std::int64_t, Blog>& blogs) {
  ImportedComment found;
  Comment& comment = found.comment;
  comment = read_full_comment(row);
  found.parent = row.parent_id.value_or(0);
  // A care item is exported while it waits for a moderator. Other care data is not exported,
  // because it concerns somebody's condition.
  if (comment.care != CareState::open || comment.status != Status::waiting) {
    comment.care = CareState::none;
    comment.care_topics.clear();
  }
  found.moderator = row.moderator;
  found.origins = read_origins(row.origins, blogs);
  found.votes = Votes{row.likes, row.dislikes};
  return found;
}

/// The open reports, without who made them and without those that concern somebody's condition.
std::vector<Report> exported_reports(Database& database, CommentId comment) {
  std::vector<Report> reports = list_open_reports(database, comment);
  std::erase_if(reports, [](const Report& each) { return each.reason == ReportReason::worried; });
  for (Report& report : reports) report.email.clear();
  return reports;
}

}  // namespace

Result<Walk, StoreError> ExportStore::each_page(const PageSink& sink) {
  std::int64_t last = 0;
  for (;;) {
    const auto batch = error_boundary([&] {
      std::vector<Page> pages;
      sql::list_exported_pages(
          database_, {.after = last, .limit = batch_rows},
          [&](const sql::ListExportedPagesView& row) { pages.push_back(read_page(row)); });
      for (Page& page : pages) read_names(database_, page);
      return pages;
    });
    if (!batch) return Failure{batch.error()};
    for (const Page& page : *batch)
      if (!sink(page.thread, page.post)) return Walk::ended_by_sink;
    if (std::ssize(*batch) < batch_rows) return Walk::complete;
    last = batch->back().thread.value;
  }
}

Result<Walk, StoreError> ExportStore::each_comment(ThreadId thread, const CommentSink& sink) {
  std::int64_t top_level = 0;
  std::int64_t last = 0;
  for (;;) {
    const auto batch = error_boundary([&] {
      std::vector<ImportedComment> comments;
      const auto from = blogs();
      sql::list_exported_comments(
          database_,
          {.thread = thread.value, .top_level = top_level, .after = last, .limit = batch_rows},
          [&](const sql::ListExportedCommentsView& row) {
            comments.push_back(read_exported(row, from));
          });
      for (ImportedComment& found : comments) {
        found.reports = exported_reports(database_, found.comment.id);
        sql::list_fragments(database_, found.comment.id.value, [&](std::string_view fragment) {
          found.fragments.emplace_back(fragment);
        });
      }
      return comments;
    });
    if (!batch) return Failure{batch.error()};
    for (const ImportedComment& comment : *batch)
      if (!sink(comment)) return Walk::ended_by_sink;
    if (std::ssize(*batch) < batch_rows) return Walk::complete;
    top_level = batch->back().comment.top_level.value;
    last = batch->back().comment.id.value;
  }
}

std::map<std::int64_t, Blog> ExportStore::blogs() {
  std::map<std::int64_t, Blog> blogs;
  sql::list_blogs(database_, [&](const sql::ListBlogsView& row) {
    blogs.emplace(row.id, read_blog(row.source, row.address));
  });
  return blogs;
}

Result<Blog, StoreError> ExportStore::installation() {
  return error_boundary([&] {
    return Blog{BlogSource::afterword, installation_name(installation_key(database_))};
  });
}

Result<std::int64_t, StoreError> ExportStore::highest_post() {
  return error_boundary([&] { return sql::highest_post(database_); });
}

}  // namespace afterword
