// Taking in a file of comments as JSON: read once to see that all of it can be taken, which changes
// nothing, and then again to store it in short transactions.
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
#include "base/time.h"
#include "store/transfer/import_store.h"
#include "transfer/input_file.h"

namespace afterword {

/// What became of the comments of a file.
struct JsonAccount {
  std::int64_t comments = 0;  // in the file
  std::int64_t added = 0;
  std::int64_t there = 0;
  std::int64_t updated = 0;
  std::int64_t moved = 0;
  std::int64_t deleted_here = 0;
  ImportRemarks remarks;

  std::int64_t sum() const { return added + there + updated + moved + deleted_here; }
};

/// Why an import stopped: a sentence for a file that is not what its survey saw, or the database.
using JsonImportFault = std::variant<std::string, StoreError>;

class JsonImport {
 public:
  /// Told again and again how many comments were seen, or taken in, so far.
  using Progress = std::function<void(std::int64_t comments)>;

  JsonImport(InputFile& file, ImportStore& store, Instant now, Progress progress = {})
      : file_(file), store_(store), now_(now), progress_(std::move(progress)) {}

  /// Reads all of the file; the error is a sentence about it.
  Result<void, std::string> survey();

  /// Stores what the survey saw. What was stored before an error stays.
  Result<void, JsonImportFault> take_in();

  const JsonAccount& account() const { return account_; }

 private:
  enum class What { pages, comments, both };

  Result<std::string_view, std::string> next_bytes();
  Result<void, JsonImportFault> read(What what);
  bool add(ImportedPage&& post, std::optional<ImportedComment> comment);
  bool flush();
  void count(const ImportResult& result);

  InputFile& file_;
  ImportStore& store_;
  Instant now_;
  Progress progress_;
  bool surveyed_ = false;
  JsonAccount account_;
  Blog blog_;
  ImportSurvey survey_;
  bool pages_come_late_ = false;  // after comments, which would make their threads without titles
  std::vector<ImportedPiece> batch_;
  std::map<std::string, std::size_t> piece_of_;  // of the batch, by page
  std::size_t batched_ = 0;                      // comments and pages
  std::size_t batched_bytes_ = 0;
  std::optional<StoreError> failed_;
};

}  // namespace afterword
