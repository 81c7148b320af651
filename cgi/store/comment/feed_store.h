// What other pages show of the threads: the newest published comments, and how many there are.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/comment/comment.h"
#include "store/comment/comment_store.h"
#include "store/engine/database.h"

namespace afterword {

class FeedStore {
 public:
  explicit FeedStore(Database& database) : database_(database) {}

  /// The newest published comments, the newest first: of the page with this key, or of the site.
  /// Of each only what readers see is filled in. At most `limit`; `paging` is how threads are cut.
  Result<std::vector<PublishedComment>, StoreError> newest(const std::optional<std::string>& page,
                                                           int limit, const PageRequest& paging);

  /// How many comments each page publishes, in the order of the keys; 0 for an unknown one.
  Result<std::vector<int>, StoreError> counts(const std::vector<std::string>& pages);

 private:
  Database& database_;
};

}  // namespace afterword
