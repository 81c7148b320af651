// Comments as JSON: an array of objects with id, page, parent, author, email, url, status, reason,
// created (RFC 3339, UTC) and text. Written by `comment list --json` and `export json`, read by
// `import json`.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/comment/comment_store.h"
#include "store/transfer/import_store.h"

namespace afterword {

/// A comment as an object on one line.
std::string comment_as_json(const ListedComment& listed);
/// A comment with everything that is stored about it, for an export. `earlier` are its revisions,
/// newest first.
std::string exported_as_json(const std::string& path, const ImportedComment& imported,
                             const std::vector<Revision>& earlier);
/// A page of an export.
std::string page_as_json(const ImportedPage& page);

/// Receives what is found, in file order. The functions return whether to continue.
struct JsonSink {
  /// The installation that the file names as its source.
  std::function<void(Blog&& installation)> source;
  std::function<bool(ImportedPage&& page)> page;
  /// Only the page's key and path are known.
  std::function<bool(ImportedPage&& page, ImportedComment&& comment)> comment;
};

/// How far a file was read.
enum class CommentReading { complete, ended_by_sink };

/// Returns the next bytes of a file, valid until the next call; empty at its end.
using ByteSource = std::function<Result<std::string_view, std::string>()>;

/// Parses an array of comments, or an export, which also contains pages. Keeps one comment at a
/// time and refuses one of more than 1 MB, so that a file of any size needs a few megabytes. The
/// error is a sentence that names the line.
Result<CommentReading, std::string> read_json_comments(const ByteSource& source,
                                                       const JsonSink& sink);

}  // namespace afterword
