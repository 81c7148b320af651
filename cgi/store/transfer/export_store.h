// Everything that is published or waiting, in batches, so that nobody who writes has to wait for
// whoever reads it all.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "base/result.h"
#include "store/engine/database.h"
#include "store/transfer/imported_comment.h"

namespace afterword {

/// How far a walk through the database went.
enum class Walk { whole, ended_by_sink };

class ExportStore {
 public:
  using PageSink = std::function<bool(ThreadId, const ImportedPage&)>;
  using CommentSink = std::function<bool(const ImportedComment&)>;

  explicit ExportStore(Database& database) : database_(database) {}

  /// Every page with a thread, in the order in which they came. False from the sink ends it.
  Result<Walk, StoreError> each_page(const PageSink& sink);

  /// A page's comments with the empty places of deleted ones, subthread by subthread.
  Result<Walk, StoreError> each_comment(ThreadId thread, const CommentSink& sink);

  /// The name by which an import knows again what this installation exports.
  Result<Blog, StoreError> installation();

  /// The highest number of a WordPress post, for pages that need one.
  Result<std::int64_t, StoreError> highest_post();

 private:
  std::map<std::int64_t, Blog> blogs();

  Database& database_;
};

}  // namespace afterword
