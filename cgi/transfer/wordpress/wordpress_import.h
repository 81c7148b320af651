// Imports a WordPress export file: its posts become pages and its comments become comments here.
// Every comment of the file is counted in exactly one member of ImportCounts.
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

#include "base/page_path.h"
#include "base/result.h"
#include "base/site_address.h"
#include "base/time.h"
#include "store/transfer/import_store.h"
#include "transfer/import.h"
#include "transfer/wordpress/wxr_reader.h"

namespace afterword {

struct WordPressCounts : ImportCounts {
  std::int64_t held_back = 0;            // waiting, because their page is not public
  std::vector<std::string> query_pages;  // the first pages whose only address is like /?p=12
};

/// Reads a file twice: the survey verifies that it can be read and collects its numbers, changing
/// nothing; then it is imported.
class WordPressImport {
 public:
  WordPressImport(SiteAddress address, const TimeZone& zone, Instant now)
      : address_(std::move(address)), zone_(zone), now_(now) {}

  /// For the first pass: only counts.
  WxrSink survey();
  /// The source of the file and its survey, after the first pass.
  const Blog& blog() const { return blog_; }
  const ImportSurvey& surveyed() const { return survey_; }

  /// For the second pass, after ImportStore::begin: stores comments in batches.
  WxrSink import_sink(ImportStore& store);
  /// Stores the last batch. Reports a failure of any batch.
  Result<void, StoreError> finish();

  /// Whether a batch before the last could not be stored. The rest of the file is then read without
  /// being stored.
  bool failed() const { return failed_.has_value(); }

  const WordPressCounts& counts() const { return counts_; }

 private:
  void begin_item(const WxrItem& item);
  void end_item();
  void take_comment(const WxrItem& item, WxrComment& found);
  std::optional<ImportedComment> convert(const WxrItem& item, WxrComment& found);
  Instant date_of(const WxrItem& item, const WxrComment& found);
  ImportedPiece& piece_in_hand();
  void flush();
  void await_batch();

  std::optional<PagePath> page_of(std::string_view link) const;
  std::string new_place(std::string_view href) const;
  std::optional<PagePath> page_of_item(const WxrItem& item) const;

  SiteAddress address_;
  const TimeZone& zone_;
  Instant now_;
  std::map<std::string, std::int64_t> users_;  // the numbers of the blog's users
  std::string blog_url_;                       // of the file's blog
  std::string blog_path_;                      // of the file's blog, without a trailing slash
  ImportStore* store_ = nullptr;
  WordPressCounts counts_;
  Blog blog_{BlogSource::wordpress, ""};
  ImportSurvey survey_;
  std::optional<ImportedPage> post_;  // the page of the current item; nullopt if it has none
  std::vector<ImportedPiece> batch_;  // being collected while the previous batch is stored
  std::size_t batched_ = 0;
  std::size_t batched_bytes_ = 0;
  bool piece_open_ = false;  // the last piece of the batch belongs to the current post
  bool post_begun_ = false;  // a part of the current post was stored
  std::optional<StoreError> failed_;
  std::vector<ImportedPiece> stored_;
  /// Stores stored_ on another thread. Only one thread uses the database at a time.
  std::future<Result<std::vector<ImportResult>, StoreError>> storing_;
};

}  // namespace afterword
