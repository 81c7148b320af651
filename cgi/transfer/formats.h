// The formats that `afterword import` reads. A new one is a reader (transfer/readers) and a row of
// the table in formats.cc.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "transfer/file_beginning.h"
#include "transfer/import_reader.h"
#include "transfer/source_records.h"

namespace afterword {

enum class SourceKind { text, database, folder };

/// How a format names pages: as they are named here; as those of the source's own site; or with
/// hosts, of which the owner says which are this site.
enum class SourcePages { as_here, of_one_site, of_hosts };

struct ImportFormat {
  std::string_view name;   // on the command line; the files of one system may have several formats
  std::string_view title;  // the system
  std::string_view file;   // which file, for the help
  /// Whether a file with this beginning (unpacked, at most 64 kB) has the format.
  bool (*recognises)(std::string_view beginning);
  std::unique_ptr<ImportReader> (*reader)(const SourceSettings& settings);
  /// Whether a folder has the format; nullptr if it is a file.
  bool (*recognises_folder)(const SourceFolder& folder) = nullptr;
  SourceKind kind = SourceKind::text;
  SourcePages pages = SourcePages::of_hosts;
};

/// In the order in which they are tried.
std::span<const ImportFormat> import_formats();

/// The format with this name, nullptr if there is none. Among several with one name, the file
/// decides; if none recognises it, the first of its kind, else the first.
const ImportFormat* find_import_format(std::string_view name, const FileBeginning& file);

/// Recognises the format of a file or a folder; nullptr if it is unknown.
const ImportFormat* recognise_format(const FileBeginning& file);

}  // namespace afterword
