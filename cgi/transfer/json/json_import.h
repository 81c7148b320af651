// Imports comments from JSON. The file is read twice: the survey verifies that all of it can be
// imported and changes nothing; then it is stored in short transactions.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/site_address.h"
#include "base/time.h"
#include "store/transfer/import_store.h"
#include "transfer/input_file.h"

namespace afterword {

/// The outcome of the comments of a file.
struct JsonCounts {
  std::int64_t comments = 0;  // in the file
  std::int64_t added = 0;
  std::int64_t there = 0;
  std::int64_t updated = 0;
  std::int64_t moved = 0;
  std::int64_t deleted_here = 0;
  ImportRemarks remarks;

  std::int64_t sum() const { return added + there + updated + moved + deleted_here; }
};

/// Why an import stopped: a sentence about a file that differs from its survey, or a database
/// error.
using JsonImportError = std::variant<std::string, StoreError>;

class JsonImport {
 public:
  /// Called repeatedly with the number of comments read or imported so far.
  using Progress = std::function<void(std::int64_t comments)>;

  JsonImport(InputFile& file, ImportStore& store, SiteAddress address, Instant now,
             Progress progress = {})
      : file_(file),
        store_(store),
        address_(std::move(address)),
        now_(now),
        progress_(std::move(progress)) {}

  /// Reads the whole file; the error is a sentence about it.
  Result<void, std::string> survey();

  /// Imports what the survey has read. On an error, the batches stored before remain.
  Result<void, JsonImportError> store_comments();

  const JsonCounts& counts() const { return counts_; }

 private:
  enum class What { pages, comments, both };

  Result<std::string_view, std::string> next_bytes();
  void put_on_host(ImportedPage& page) const;
  Result<void, JsonImportError> read(What what);
  bool add(ImportedPage&& post, std::optional<ImportedComment> comment);
  bool flush();
  void count(const ImportResult& result);

  InputFile& file_;
  ImportStore& store_;
  SiteAddress address_;
  Instant now_;
  Progress progress_;
  bool surveyed_ = false;
  JsonCounts counts_;
  Blog blog_;
  ImportSurvey survey_;
  // pages follow their comments, whose threads would be created without titles
  bool pages_come_late_ = false;
  std::vector<ImportedPiece> batch_;
  std::map<std::string, std::size_t> piece_of_;  // index of a page's piece in the batch
  std::size_t batched_ = 0;                      // comments and pages
  std::size_t batched_bytes_ = 0;
  std::optional<StoreError> failed_;
};

}  // namespace afterword
