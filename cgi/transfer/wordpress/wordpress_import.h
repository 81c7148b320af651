// Moving in from WordPress: what its export file says becomes pages and comments here, and every
// comment of the file is accounted for in exactly one line.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <future>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "store/transfer/import_store.h"
#include "transfer/wordpress/wxr_reader.h"

namespace afterword {

/// What became of the comments of a file. Each is counted once.
struct WordPressAccount {
  std::int64_t comments = 0;  // in the file
  std::int64_t published = 0;
  std::int64_t waiting = 0;
  std::int64_t spam = 0;
  std::int64_t trash = 0;
  std::int64_t updated = 0;
  std::int64_t moved = 0;
  std::int64_t there = 0;
  std::int64_t deleted_here = 0;
  std::int64_t places = 0;  // empty ones, of deleted comments that have replies
  std::int64_t pingbacks = 0;
  std::int64_t trackbacks = 0;
  std::map<std::string, std::int64_t> skipped;  // by why

  // Remarks about some of those above.
  std::int64_t pages = 0;      // that a comment or a form may belong to
  std::int64_t held_back = 0;  // waiting, because their page is not public
  std::int64_t without_date = 0;
  ImportRemarks remarks;
  std::vector<std::string> query_pages;  // the first pages that have an address such as /?p=12 only

  std::int64_t sum() const;
};

/// Reads a file twice: once to see that all of it can be read and what its highest id is, which
/// changes nothing, and then to take it in.
class WordPressImport {
 public:
  WordPressImport(const TimeZone& zone, Instant now) : zone_(zone), now_(now) {}

  /// For the first reading: counts, and takes nothing in.
  WxrSink survey();
  /// Where the file comes from and what is in it, after the first reading.
  const Blog& blog() const { return blog_; }
  const ImportSurvey& surveyed() const { return survey_; }

  /// For the second, after ImportStore::begin: comments are stored in batches.
  WxrSink take_in(ImportStore& store);
  /// Stores the last batch. A failure of any batch is told here.
  Result<void, StoreError> finish();

  /// Whether a batch, but for the last one, could not be stored; the rest of the file is then only
  /// read.
  bool failed() const { return failed_.has_value(); }

  const WordPressAccount& account() const { return account_; }

 private:
  void begin_item(const WxrItem& item);
  void end_item();
  void take_comment(const WxrItem& item, WxrComment& found);
  std::optional<ImportedComment> moved(const WxrItem& item, WxrComment& found);
  Instant date_of(const WxrItem& item, const WxrComment& found);
  ImportedPiece& piece_in_hand();
  void count(const ImportResult& result, Status status);
  void flush();
  void await_batch();

  const TimeZone& zone_;
  Instant now_;
  ImportStore* store_ = nullptr;
  WordPressAccount account_;
  Blog blog_{BlogSource::wordpress, ""};
  ImportSurvey survey_;
  std::optional<ImportedPage> post_;  // of the item in hand; nullopt when it has no page here
  std::vector<ImportedPiece> batch_;  // being collected, while the one before is being stored
  std::size_t batched_ = 0;
  std::size_t batched_bytes_ = 0;
  bool piece_open_ = false;  // the last of the batch is of the post in hand
  bool post_begun_ = false;  // something of it was stored
  std::optional<StoreError> failed_;
  std::vector<ImportedPiece> stored_;
  /// Storing stored_, on a thread of its own: only one has to do with the database at a time.
  std::future<Result<std::vector<ImportResult>, StoreError>> storing_;
};

}  // namespace afterword
