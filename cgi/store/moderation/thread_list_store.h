// The pages with comments, for the moderators' page of threads.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/moderation/moderation.h"
#include "store/engine/database.h"

namespace afterword {

class ThreadListStore {
 public:
  explicit ThreadListStore(Database& database) : database_(database) {}

  /// Pages with comments, the last commented first, from `offset` on. `search` is a part of title
  /// or path, in any case of ASCII letters; "" for all.
  Result<std::vector<ThreadSummary>, StoreError> list(std::string_view search, int offset,
                                                      int limit);

 private:
  Database& database_;
};

}  // namespace afterword
