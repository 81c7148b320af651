// The pages of an import: finds or creates the thread of each page, stores the posts of its source,
// and follows changes of its address there.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/time.h"
#include "domain/comment/comment.h"
#include "store/comment/comment_rows.h"
#include "store/engine/database.h"
#include "store/transfer/import_matcher.h"
#include "store/transfer/import_survey.h"
#include "store/transfer/imported_comment.h"

namespace afterword {

/// A page whose address at the source has changed since an earlier import.
struct PageMove {
  std::string from;
  std::string to;
};

struct PageRemarks {
  std::vector<PageMove> page_moves;
  std::int64_t moved_along = 0;  // comments written here that were moved with such a page
};

/// Every function is called within a transaction.
class ImportPages {
 public:
  /// The references must outlive it. To `touched` it adds the threads whose rendered pages are
  /// outdated.
  ImportPages(Database& database, ImportMatcher& matcher, const ImportSurvey& survey,
              PageRemarks& remarks, std::set<std::int64_t>& touched)
      : database_(database),
        matcher_(matcher),
        survey_(survey),
        remarks_(remarks),
        touched_(touched) {}

  /// Stores a page of the file and returns its thread.
  ThreadId put(const ImportedPage& page, Instant now);

  /// The other thread whose page has the name here that the page of `thread` has in the file.
  std::optional<ThreadId> named_here(ThreadId thread) const;

  /// Records that what readers see of a thread has changed, unless they have never seen anything.
  void touch_if_seen(ThreadId thread);

  /// Moves a comment and all replies below it to a page: below `parent`, in the subthread of
  /// `top_level`. Returns the number of comments that were moved.
  std::int64_t move_subthread(std::int64_t id, std::int64_t thread, std::int64_t parent,
                              std::int64_t top_level);

 private:
  /// A post of a page of the file. `before` is its page at the source as of earlier imports.
  struct KnownPost {
    std::int64_t blog = 0;
    std::int64_t number = 0;
    bool is_kept = false;  // described by another source
    std::optional<PageAddress> before = {};
    ThreadId thread;
  };

  std::vector<KnownPost> known_posts(const ImportedPage& page);
  std::optional<ThreadId> find_page(const ImportedPage& page, const std::vector<KnownPost>& posts);
  void put_posts(const ImportedPage& page, const std::vector<KnownPost>& posts, ThreadId thread,
                 bool is_new);
  void move_page(ThreadId from, ThreadId to, bool is_new);

  Database& database_;
  ImportMatcher& matcher_;
  const ImportSurvey& survey_;
  PageRemarks& remarks_;
  std::set<std::int64_t>& touched_;
  // by the thread of a page of the file, another one whose page has that name here
  std::map<std::int64_t, std::int64_t> named_here_;
};

}  // namespace afterword
