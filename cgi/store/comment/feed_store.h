// Data that other pages show: the newest published comments, and counts of published comments,
// and a search for readers.
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

struct PublicSearch {
  std::string typed;                     // into the search box
  std::optional<std::string> page = {};  // only the page with this key
  std::optional<CommentId> before = {};  // only older comments
  int limit = 20;
};

class FeedStore {
 public:
  explicit FeedStore(Database& database) : database_(database) {}

  /// The newest published comments, newest first, of the page with this key or of the whole site.
  /// Only members that readers see are filled in. Returns at most `limit`; `paging` describes how
  /// threads are divided into pages.
  Result<std::vector<PublishedComment>, StoreError> newest(const std::optional<std::string>& page,
                                                           int limit, const PageRequest& paging);

  /// The newest published comments whose text or name has every word that was typed; none without a
  /// word. Only members that readers see are filled in.
  Result<std::vector<PublishedComment>, StoreError> search(const PublicSearch& search,
                                                           const PageRequest& paging);

  /// A published comment, its page and its place there; nullopt if it is not published.
  Result<std::optional<PublishedComment>, StoreError> published(CommentId id,
                                                                const PageRequest& paging);

  /// Number of published comments per page, in the order of the keys; 0 for an unknown key.
  Result<std::vector<int>, StoreError> counts(const std::vector<std::string>& pages);

 private:
  Database& database_;
};

}  // namespace afterword
