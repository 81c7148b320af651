// Comments as JSON: an array of objects with id, page, parent, author, email, url, status, reason,
// created (RFC 3339, UTC) and text. What `comment list --json` and `export json` print, `import
// json` reads.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/comment/comment_store.h"
#include "store/transfer/import_store.h"

namespace afterword {

/// One comment as an object on one line.
std::string comment_as_json(const ListedComment& listed);
/// The same with everything that is stored about it, for an export. `earlier` is what it said
/// before it was edited, the newest first.
std::string exported_as_json(const std::string& path, const ImportedComment& moved,
                             const std::vector<Revision>& earlier);
/// A page of an export.
std::string page_as_json(const ImportedPage& page);

/// Gets what is found, in the order of the file. Each answers whether to go on reading.
struct JsonSink {
  /// The installation that the file says it comes from.
  std::function<void(Blog&& installation)> source;
  std::function<bool(ImportedPage&& page)> page;
  /// Of the page only its name and its path are known.
  std::function<bool(ImportedPage&& page, ImportedComment&& comment)> comment;
};

/// How far a file was read.
enum class CommentReading { whole, ended_by_sink };

/// The next bytes of a file, valid until the next call; empty at its end.
using ByteSource = std::function<Result<std::string_view, std::string>()>;

/// Reads an array of comments, or an export, which has pages too, as a stream: it keeps one comment
/// at a time, and refuses one of more than 1 MB, so that a file of any size takes a few megabytes.
/// The error is a sentence that names the line and what is wrong there.
Result<CommentReading, std::string> read_json_comments(const ByteSource& source,
                                                       const JsonSink& sink);

}  // namespace afterword
