// Comments as JSON: an array of objects with id, page, parent, author, email, url, status, reason,
// created (RFC 3339, UTC) and text. What `comment list --json` prints, `import json` reads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/comment_store.h"

namespace afterword {

/// One comment as an object on one line.
std::string comment_as_json(const ListedComment& listed);

/// Reads an array. The error is a sentence that names the comment and what is wrong with it.
Result<std::vector<ImportedComment>, std::string> parse_json_comments(std::string_view text);

}  // namespace afterword
