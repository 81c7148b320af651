// Moves of threads to other pages: which names people may write, what a list of moves would do, and
// which pages have lost their file. For the moderators' pages and for commands. Changes nothing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/page_path.h"
#include "base/result.h"
#include "config/site.h"
#include "domain/moderation/moderation.h"
#include "domain/page_map.h"
#include "handler/thread/named_page.h"
#include "http/request.h"
#include "store/stores.h"

namespace afterword {

enum class PageNameProblem {
  not_a_path,
  foreign_site,
  no_such_page,  // the page cannot show comments
  other_page,    // the name shows another page, which is to be named instead
};

/// Why a name cannot be used. `page` is the path that the name shows; "" for not_a_path and
/// foreign_site.
struct PageNameError {
  PageNameProblem problem = PageNameProblem::not_a_path;
  std::string page = {};
};

/// The page that a person names: as it is written, because a former name may be any, and as
/// requests for it name it.
struct WrittenPage {
  PagePath page;
  NamedPage named;
};

/// The request, which a command does not have, gives the host of a site without site.url.
Result<WrittenPage, PageNameError> written_page(const Site& site, const Request& request,
                                                std::string_view text);

/// The thread of the page that a person names; nullopt if it has none.
Result<std::optional<Thread>, StoreError> thread_of(CommentStore& comments,
                                                    const WrittenPage& page);

/// The page to which comments are to be moved: one that can show them.
Result<PagePath, PageNameError> target_page(const Site& site, const Request& request,
                                            std::string_view text);

/// The page that is to be another name of a thread. It need not exist.
Result<PagePath, PageNameError> alias_page(const Site& site, const Request& request,
                                           std::string_view text);

/// A rule of a map that names a page to which a thread cannot be moved.
struct WrongMove {
  int line = 0;
  std::string from;
  std::string to;  // as written
  PageNameProblem problem = PageNameProblem::no_such_page;
};

struct MovePlan {
  std::vector<ThreadMove> moves;
  std::vector<std::string> from;  // of each move: the page's encoded path
  std::vector<WrongMove> wrong;
  std::size_t unused_rules = 0;  // which name no page with comments
};

/// What the rules of a map would do with the present threads. A rule names a page as requests do,
/// but not by a former name. Threads that are where their rule leads are left out.
Result<MovePlan, StoreError> plan_moves(const Site& site, const Request& request, Stores& stores,
                                        const PageMap& map);

/// The pages with comments that have no file, the last commented first. Reads names and titles of
/// the site's files. Requires pages.document_root.
Result<std::vector<OrphanPage>, StoreError> find_orphans(const Site& site, Stores& stores);

}  // namespace afterword
