// Data that other pages show: the newest published comments, and counts of published comments.
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

  /// The newest published comments, newest first, of the page with this key or of the whole site.
  /// Only members that readers see are filled in. Returns at most `limit`; `paging` describes how
  /// threads are divided into pages.
  Result<std::vector<PublishedComment>, StoreError> newest(const std::optional<std::string>& page,
                                                           int limit, const PageRequest& paging);

  /// A published comment, its page and its place there; nullopt if it is not published.
  Result<std::optional<PublishedComment>, StoreError> published(CommentId id,
                                                                const PageRequest& paging);

  /// Number of published comments per page, in the order of the keys; 0 for an unknown key.
  Result<std::vector<int>, StoreError> counts(const std::vector<std::string>& pages);

 private:
  Database& database_;
};

}  // namespace afterword
