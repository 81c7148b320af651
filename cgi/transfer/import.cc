#include "transfer/import.h"

#include <fmt/format.h>

#include "base/page_path.h"
#include "transfer/input_limits.h"

namespace afterword {
namespace {

Failure<ImportError> failure(ImportError what) { return {std::move(what)}; }

std::size_t hash_of(const ImportedPage& page) { return std::hash<std::string>{}(page.page); }

/// The earlier of two dates, of which 0 is none.
Instant earlier(Instant one, Instant other) {
  if (one.ms == 0 || other.ms == 0) return std::max(one, other);
  return std::min(one, other);
}

/// Counts an outcome; `status` is that of an added comment.
void count_result(const ImportResult& result, Status status, ImportCounts& counts) {
  switch (result.as) {
    case ImportOutcome::updated:
      ++counts.updated;
      return;
    case ImportOutcome::moved:
      ++counts.moved;
      return;
    case ImportOutcome::there:
      ++counts.there;
      return;
    case ImportOutcome::deleted_here:
      ++counts.deleted_here;
      return;
    case ImportOutcome::added:
      break;
  }
  if (status == Status::approved) ++counts.published;
  if (status == Status::waiting) ++counts.waiting;
  if (status == Status::spam) ++counts.spam;
  if (status == Status::trash) ++counts.trash;
  if (status == Status::deleted) ++counts.places;
}

}  // namespace

std::int64_t ImportCounts::sum() const {
  std::int64_t all =
      published + waiting + spam + trash + updated + moved + there + deleted_here + places;
  for (const auto& [why, comments] : skipped) all += comments;
  return all;
}

// --- the survey

Result<void, std::string> Import::survey() {
  const auto see_page = [&](ImportedPage& page) {
    put_on_host(page);
    survey_.add_page(page.page);
    if (const auto known = pages_.find(page.path); known != pages_.end()) {
      if (known->second.empty()) known->second = page.title;
    } else if (pages_.size() < most_named_pages) {
      pages_.emplace(page.path, page.title);
    }
    see_date(page, page.created);
  };
  const auto read = read_from_beginning({
      .source = [&](Blog&& source) { blog_ = std::move(source); },
      .page =
          [&](ImportedPage&& page) {
            put_on_host(page);
            pages_come_late_ = pages_come_late_ || page_dates_.contains(hash_of(page));
            see_page(page);
            return true;
          },
      .other_page = [&](const ImportedPage& page) { survey_.add_page(page.page); },
      .comment =
          [&](ImportedPage&& page, ImportedComment&& imported) {
            see_page(page);
            see_date(page, imported.comment.created);
            see_comment(imported);
            return true;
          },
      .left_out = [&](const std::string&) { ++counts_.comments; },
      .needs_texts = false,
  });
  if (!read) return Failure{read.error()};
  counts_.pages = static_cast<std::int64_t>(page_dates_.size());
  find_needed_places();
  return {};
}

void Import::see_date(const ImportedPage& page, Instant date) {
  Instant& known = page_dates_[hash_of(page)];
  known = earlier(known, date);
  oldest_ = earlier(oldest_, date);
}

/// The date of a comment without one: the oldest of its page, or else of the file. The same file
/// always gives the same date, so that a second import recognises the comment.
Instant Import::date_of_page(const ImportedPage& page) const {
  const auto known = page_dates_.find(hash_of(page));
  return known == page_dates_.end() || known->second.ms == 0 ? oldest_ : known->second;
}

void Import::see_comment(const ImportedComment& imported) {
  ++counts_.comments;
  if (progress_ && counts_.comments % 1'024 == 0) progress_(counts_.comments);
  const std::int64_t number = imported.comment.id.value;
  survey_.add_comment(number);
  if (imported.comment.status == Status::deleted)
    deleted_.emplace(number, imported.parent);
  else if (imported.parent != 0)
    answered_.add(imported.parent);
  if (imported.comment.created.ms == 0 || imported.has_date_of_page) ++counts_.without_date;
}

/// A deleted comment keeps its place if any comment below it is not deleted.
void Import::find_needed_places() {
  answered_.for_each([&](std::int64_t parent) {
    for (auto above = deleted_.find(parent); above != deleted_.end();
         above = deleted_.find(parent)) {
      if (!needed_places_.add(parent)) break;
      parent = above->second;
    }
  });
  deleted_.clear();
  answered_.clear();
}

// --- storing

Result<void, ImportError> Import::store_comments() {
  const ImportCounts surveyed = std::exchange(counts_, {});
  counts_.comments = surveyed.comments;
  counts_.pages = surveyed.pages;
  counts_.without_date = surveyed.without_date;
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

Result<Reading, std::string> Import::read_from_beginning(const ImportSink& sink) {
  if (const auto again = file_.rewind(); !again) return Failure{again.error()};
  return reader_.read(file_, sink);
}

/// A page of a site in a folder may be written relative to that folder.
void Import::put_on_host(ImportedPage& page) const {
  auto there = parse_page_path(address_.path_on_host(page.path));
  if (!there) return;
  page.page = std::move(there->key);
  page.path = std::move(there->path);
}

/// Reads the file once and stores what is asked for.
Result<void, ImportError> Import::read(What what) {
  const auto done = read_from_beginning({
      .source = [](Blog&&) {},
      .page =
          [&](ImportedPage&& page) {
            put_on_host(page);
            return what == What::comments || add(std::move(page), std::nullopt);
          },
      .comment =
          [&](ImportedPage&& page, ImportedComment&& comment) {
            if (what == What::pages) return true;
            put_on_host(page);
            if (comment.ancestor != 0 && !survey_.has_comment(comment.parent))
              comment.parent = comment.ancestor;
            if (comment.comment.created.ms == 0) comment.comment.created = date_of_page(page);
            if (comment.comment.status == Status::deleted &&
                !needed_places_.has(comment.comment.id.value)) {
              leave_out("deleted there, without replies");
              return true;
            }
            return add(std::move(page), std::move(comment));
          },
      .left_out =
          [&](std::string why) {
            if (what != What::pages) leave_out(std::move(why));
          },
  });
  if (!done) return failure(done.error());
  if (*done == Reading::complete) flush();
  await_batch();
  if (failed_) return failure(*failed_);
  return {};
}

bool Import::add(ImportedPage&& post, std::optional<ImportedComment> comment) {
  // Two posts of WordPress may have one page.
  const auto [found, fresh] = piece_of_.emplace(
      post.numbers.empty() ? post.page
                           : fmt::format("{}\n{}", post.page, post.numbers.front().number),
      batch_.size());
  if (fresh)
    batch_.push_back({std::move(post), {}, true});
  else if (ImportedPage& known = batch_[found->second].post; known.title.empty())
    known.title = std::move(post.title);
  if (comment) {
    batched_bytes_ += stored_bytes(*comment);
    batch_[found->second].comments.push_back(*std::move(comment));
  }
  if (++batched_ < batch_comments && batched_bytes_ < batch_bytes) return true;
  if (progress_) progress_(counts_.sum());
  return flush();
}

/// Reading continues while the batch is stored. False if the previous batch could not be stored.
bool Import::flush() {
  await_batch();
  if (!failed_ && !batch_.empty()) {
    stored_ = std::exchange(batch_, {});
    storing_ = std::async(std::launch::async, [this] { return store_.put(stored_, now_); });
  }
  batch_.clear();
  piece_of_.clear();
  batched_ = batched_bytes_ = 0;
  return !failed_;
}

void Import::await_batch() {
  if (!storing_.valid()) return;
  const auto results = storing_.get();
  if (!results) {
    failed_ = results.error();
    return;
  }
  std::size_t at = 0;
  for (const ImportedPiece& piece : stored_)
    for (const ImportedComment& imported : piece.comments)
      count_result((*results)[at++], imported.comment.status, counts_);
}

}  // namespace afterword
