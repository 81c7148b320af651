// Imports the comments that a reader finds in a file. The file is read twice: the survey verifies
// that all of it can be read and changes nothing; then it is stored in short transactions, each on
// another thread while reading continues. Every comment of the file is counted in exactly one
// member of ImportCounts.
#pragma once

#include <cstdint>
#include <functional>
#include <future>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/site_address.h"
#include "base/time.h"
#include "store/transfer/import_store.h"
#include "transfer/import_reader.h"
#include "transfer/input_file.h"

namespace afterword {

/// The outcome of the comments of a file; each is counted once.
struct ImportCounts {
  std::int64_t comments = 0;  // in the file
  std::int64_t published = 0;
  std::int64_t waiting = 0;
  std::int64_t spam = 0;
  std::int64_t trash = 0;
  std::int64_t updated = 0;
  std::int64_t moved = 0;
  std::int64_t there = 0;
  std::int64_t deleted_here = 0;
  std::int64_t places = 0;  // empty placeholders of deleted comments with replies
  std::map<std::string, std::int64_t> skipped;  // by reason

  // Further counts about the comments above.
  std::int64_t pages = 0;
  std::int64_t without_date = 0;
  ImportRemarks remarks;

  std::int64_t sum() const;
};

/// Why an import stopped: a sentence about a file that differs from its survey, or a database
/// error.
using ImportError = std::variant<std::string, StoreError>;

class Import {
 public:
  /// Called repeatedly with the number of comments read or imported so far.
  using Progress = std::function<void(std::int64_t comments)>;

  Import(ImportReader& reader, InputFile& file, ImportStore& store, SiteAddress address,
         Instant now, Progress progress = {})
      : reader_(reader),
        file_(file),
        store_(store),
        address_(std::move(address)),
        now_(now),
        progress_(std::move(progress)) {}

  /// Reads the whole file; the error is a sentence about it.
  Result<void, std::string> survey();

  /// Imports what the survey has read. On an error, the batches stored before remain.
  Result<void, ImportError> store_comments();

  const ImportCounts& counts() const { return counts_; }

  /// The titles of the file's pages by their paths; the first `most_named_pages` of them.
  const std::map<std::string, std::string>& pages() const { return pages_; }
  static constexpr std::size_t most_named_pages = 20'000;

 private:
  enum class What { pages, comments, both };

  Result<Reading, std::string> read_from_beginning(const ImportSink& sink);
  void put_on_host(ImportedPage& page) const;
  void see_date(const ImportedPage& page, Instant date);
  void see_comment(const ImportedComment& comment);
  Instant date_of_page(const ImportedPage& page) const;
  void find_needed_places();
  Result<void, ImportError> read(What what);
  bool add(ImportedPage&& post, std::optional<ImportedComment> comment);
  void leave_out(std::string why) { ++counts_.skipped[std::move(why)]; }
  bool flush();
  void await_batch();

  ImportReader& reader_;
  InputFile& file_;
  ImportStore& store_;
  SiteAddress address_;
  Instant now_;
  Progress progress_;
  ImportCounts counts_;
  Blog blog_;
  ImportSurvey survey_;
  std::map<std::string, std::string> pages_;
  std::map<std::size_t, Instant> page_dates_;  // oldest of each page, by the key's hash
  Instant oldest_;                             // of the file; 0 if it has no date
  // some pages follow their comments, whose threads would be created without titles
  bool pages_come_late_ = false;
  std::map<std::int64_t, std::int64_t> deleted_;  // deleted comments and their parents
  NumberSet answered_;                            // parents of comments that are not deleted
  NumberSet needed_places_;                       // deleted comments with replies
  std::vector<ImportedPiece> batch_;  // being collected while the previous batch is stored
  std::map<std::string, std::size_t> piece_of_;  // index of a page's piece in the batch
  std::size_t batched_ = 0;                      // comments and pages
  std::size_t batched_bytes_ = 0;
  std::optional<StoreError> failed_;
  std::vector<ImportedPiece> stored_;
  /// Stores stored_ on another thread. Only one thread uses the database at a time.
  std::future<Result<std::vector<ImportResult>, StoreError>> storing_;
};

}  // namespace afterword
