#include "transfer/json/json_import.h"

#include "base/page_path.h"
#include "transfer/input_limits.h"
#include "transfer/json/json_comments.h"

namespace afterword {
namespace {

Failure<JsonImportError> failure(JsonImportError what) { return {std::move(what)}; }

}  // namespace

Result<void, std::string> JsonImport::survey() {
  bool comment_seen = false;
  const auto read =
      read_json_comments([this] { return next_bytes(); },
                         {[&](Blog&& installation) { blog_ = std::move(installation); },
                          [&](ImportedPage&& page) {
                            put_on_host(page);
                            survey_.add_page(page.page);
                            pages_come_late_ = pages_come_late_ || comment_seen;
                            return true;
                          },
                          [&](ImportedPage&& page, ImportedComment&& imported) {
                            put_on_host(page);
                            survey_.add_page(page.page);
                            comment_seen = true;
                            ++counts_.comments;
                            survey_.add_comment(imported.comment.id.value);
                            return true;
                          }});
  if (!read) return Failure{read.error()};
  return {};
}

Result<void, JsonImportError> JsonImport::store_comments() {
  surveyed_ = true;
  if (const auto begun = store_.begin(blog_, survey_); !begun) return failure(begun.error());
  if (pages_come_late_)
    if (auto pages = read(What::pages); !pages) return pages;
  if (auto all = read(pages_come_late_ ? What::comments : What::both); !all) return all;
  if (const auto joined = store_.join_rest(now_); !joined) return failure(joined.error());
  counts_.remarks = store_.remarks();
  const auto ended = store_.end({ActorKind::command_line}, counts_.comments, now_);
  if (!ended) return failure(ended.error());
  return {};
}

Result<std::string_view, std::string> JsonImport::next_bytes() {
  if (progress_) progress_(surveyed_ ? counts_.sum() : counts_.comments);
  return file_.read();
}

/// A page of a site in a folder may be written relative to that folder.
void JsonImport::put_on_host(ImportedPage& page) const {
  auto there = parse_page_path(address_.path_on_host(page.path));
  if (!there) return;
  page.page = std::move(there->key);
  page.path = std::move(there->path);
}

/// Reads the file once from its beginning.
Result<void, JsonImportError> JsonImport::read(What what) {
  if (const auto again = file_.rewind(); !again) return failure(again.error());
  const auto done =
      read_json_comments([this] { return next_bytes(); },
                         {[](Blog&&) {},
                          [&](ImportedPage&& page) {
                            put_on_host(page);
                            return what == What::comments || add(std::move(page), std::nullopt);
                          },
                          [&](ImportedPage&& page, ImportedComment&& comment) {
                            put_on_host(page);
                            return what == What::pages || add(std::move(page), std::move(comment));
                          }});
  if (!done) return failure(done.error());
  if (*done == CommentReading::complete) flush();
  if (failed_) return failure(*failed_);
  return {};
}

bool JsonImport::add(ImportedPage&& post, std::optional<ImportedComment> comment) {
  const auto [found, fresh] = piece_of_.emplace(post.page, batch_.size());
  if (fresh) batch_.push_back({std::move(post), {}, true});
  if (comment) {
    batched_bytes_ += stored_bytes(*comment);
    batch_[found->second].comments.push_back(*std::move(comment));
  }
  if (++batched_ < batch_comments && batched_bytes_ < batch_bytes) return true;
  return flush();
}

/// False if the batch could not be stored.
bool JsonImport::flush() {
  const auto results = store_.put(batch_, now_);
  if (!results) failed_ = results.error();
  if (results)
    for (const ImportResult& result : *results) count(result);
  batch_.clear();
  piece_of_.clear();
  batched_ = batched_bytes_ = 0;
  return results.has_value();
}

void JsonImport::count(const ImportResult& result) {
  switch (result.as) {
    case ImportOutcome::added:
      ++counts_.added;
      return;
    case ImportOutcome::updated:
      ++counts_.updated;
      return;
    case ImportOutcome::moved:
      ++counts_.moved;
      return;
    case ImportOutcome::there:
      ++counts_.there;
      return;
    case ImportOutcome::deleted_here:
      ++counts_.deleted_here;
      return;
  }
}

}  // namespace afterword
