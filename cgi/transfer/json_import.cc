#include "transfer/json_import.h"

#include <algorithm>

#include "transfer/input_limits.h"
#include "transfer/json_comments.h"

namespace afterword {

Result<bool, std::string> JsonImport::survey() {
  bool comment_seen = false;
  return read_json_comments([this] { return file_.read(); },
                            {[&](MovedPost&&) {
                               pages_come_late_ = pages_come_late_ || comment_seen;
                               return true;
                             },
                             [&](MovedPost&&, MovedComment&& moved) {
                               comment_seen = true;
                               ++account_.comments;
                               highest_id_ = std::max(highest_id_, moved.comment.id.value);
                               return true;
                             }});
}

Result<bool, std::string> JsonImport::take_in(bool dry_run) {
  const auto begun = store_.begin(highest_id_, dry_run);
  if (!begun) {
    failed_ = begun.error();
    return true;
  }
  if (pages_come_late_)
    if (auto pages = read(What::pages); !pages || failed_) return pages;
  if (auto all = read(pages_come_late_ ? What::comments : What::both); !all || failed_) return all;
  // A reply that came before its parent finds it now: what is there already is only compared.
  if (const std::int64_t unjoined = store_.parents_missing(); unjoined > 0 && !dry_run) {
    joining_ = true;
    if (auto again = read(What::comments); !again || failed_) return again;
    account_.parents_missing = store_.parents_missing() - unjoined;
  }
  if (dry_run) return true;
  const auto ended = store_.end({"the command line", {}}, account_.comments, now_);
  if (!ended) failed_ = ended.error();
  return true;
}

/// One reading of the file from its beginning.
Result<bool, std::string> JsonImport::read(What what) {
  if (auto again = file_.rewind(); !again) return again;
  auto done =
      read_json_comments([this] { return file_.read(); },
                         {[&](MovedPost&& page) {
                            return what == What::comments || add(std::move(page), std::nullopt);
                          },
                          [&](MovedPost&& page, MovedComment&& comment) {
                            return what == What::pages || add(std::move(page), std::move(comment));
                          }});
  if (done) flush();
  return done;
}

bool JsonImport::add(MovedPost&& post, std::optional<MovedComment> comment) {
  const auto [found, fresh] = piece_of_.emplace(post.page, batch_.size());
  // A piece is complete as far as is known: the store then joins its replies, and keeps none in
  // memory until a parent comes that may never come.
  if (fresh) batch_.push_back({std::move(post), {}, true});
  if (comment) {
    batched_bytes_ += stored_bytes(*comment);
    batch_[found->second].comments.push_back(*std::move(comment));
  }
  if (++batched_ < batch_comments && batched_bytes_ < batch_bytes) return true;
  return flush();
}

/// False when the batch could not be stored.
bool JsonImport::flush() {
  const auto results = store_.put(batch_, now_);
  if (!results) failed_ = results.error();
  if (results && !joining_)
    for (const MovedResult& result : *results) count(result);
  batch_.clear();
  piece_of_.clear();
  batched_ = batched_bytes_ = 0;
  return results.has_value();
}

void JsonImport::count(const MovedResult& result) {
  account_.renumbered += result.renumbered ? 1 : 0;
  switch (result.as) {
    case MovedAs::added:
      ++account_.added;
      return;
    case MovedAs::updated:
      ++account_.updated;
      return;
    case MovedAs::there:
      ++account_.there;
      return;
    case MovedAs::deleted_here:
      ++account_.deleted_here;
      return;
  }
}

}  // namespace afterword
