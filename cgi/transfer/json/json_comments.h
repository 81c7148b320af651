// Comments as JSON: an array of objects with id, page, parent, author, email, url, status, reason,
// created (RFC 3339, UTC) and text. Written by `comment list --json` and `export json`, read by
// `import json`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/comment/comment_store.h"
#include "transfer/import_reader.h"

namespace afterword {

/// A comment as an object on one line.
std::string comment_as_json(const ListedComment& listed);
/// A comment with everything that is stored about it, for an export. `earlier` are its revisions,
/// newest first.
std::string exported_as_json(const std::string& path, const ImportedComment& imported,
                             const std::vector<Revision>& earlier);
/// A page of an export.
std::string page_as_json(const ImportedPage& page);

/// Reads an array of comments, or an export, which also contains pages. Keeps one comment at a time
/// and refuses one of more than 1 MB, so that a file of any size needs a few megabytes.
class JsonReader : public ImportReader {
 public:
  Result<Reading, std::string> read(InputFile& file, const ImportSink& sink) override;
};

}  // namespace afterword
