// The pages with comments, for the moderators' page of threads.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/moderation/moderation.h"
#include "store/engine/database.h"

namespace afterword {

struct ThreadSearch {
  std::string text;                     // a part of title or path, without regard to case and marks
  std::string page;                     // or the key of a page
  std::optional<ThreadId> thread = {};  // or one thread
};

class ThreadListStore {
 public:
  explicit ThreadListStore(Database& database) : database_(database) {}

  /// Pages with comments that match, the last commented first, from `offset` on; all pages if the
  /// search is empty. A search reads every page.
  Result<std::vector<ThreadSummary>, StoreError> list(const ThreadSearch& search, int offset,
                                                      int limit);

  /// Every page with comments, the last commented first, with its path and title only.
  Result<std::vector<ThreadSummary>, StoreError> pages();

 private:
  Database& database_;
};

}  // namespace afterword
