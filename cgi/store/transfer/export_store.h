// Reads all published and waiting comments in batches, so that a slow reader does not block
// writers.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "base/result.h"
#include "store/engine/database.h"
#include "store/transfer/imported_comment.h"

namespace afterword {

/// Whether the sink saw everything.
enum class Walk { complete, ended_by_sink };

class ExportStore {
 public:
  using PageSink = std::function<bool(ThreadId, const ImportedPage&)>;
  using CommentSink = std::function<bool(const ImportedComment&)>;

  explicit ExportStore(Database& database) : database_(database) {}

  /// All pages with a thread, in order of creation. The sink ends the walk by returning false.
  Result<Walk, StoreError> each_page(const PageSink& sink);

  /// A page's comments and the placeholders of deleted ones, subthread by subthread.
  Result<Walk, StoreError> each_comment(ThreadId thread, const CommentSink& sink);

  /// The identifier by which an import recognises exports of this installation.
  Result<Blog, StoreError> installation();

  /// The highest WordPress post number in use, for numbering pages that have none.
  Result<std::int64_t, StoreError> highest_post();

 private:
  std::map<std::int64_t, Blog> blogs();

  Database& database_;
};

}  // namespace afterword
