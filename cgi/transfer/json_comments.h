// Comments as JSON: an array of objects with id, page, parent, author, email, url, status, reason,
// created (RFC 3339, UTC) and text. What `comment list --json` and `export json` print, `import
// json` reads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/comment_store.h"
#include "store/import_store.h"

namespace afterword {

/// One comment as an object on one line.
std::string comment_as_json(const ListedComment& listed);
/// The same with everything that is stored about it, for an export. `earlier` is what it said
/// before it was edited, the newest first.
std::string exported_as_json(const std::string& path, const MovedComment& moved,
                             const std::vector<Revision>& earlier);
/// A page of an export.
std::string page_as_json(const MovedPost& page);

/// Reads an array of comments, or an export, which has pages too. Comments without a page in it
/// bring their own. The error is a sentence that names the comment and what is wrong with it.
Result<std::vector<MovedPiece>, std::string> parse_json_comments(std::string_view text);

}  // namespace afterword
