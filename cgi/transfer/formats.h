// The formats that `afterword import` reads. A new one is a reader (transfer/readers) and a row of
// the table in formats.cc.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "transfer/import_reader.h"
#include "transfer/source_records.h"

namespace afterword {

struct ImportFormat {
  std::string_view name;   // on the command line
  std::string_view title;  // the system
  std::string_view file;   // which file, for the help
  /// Whether a file with this beginning (unpacked, at most 64 kB) has the format.
  bool (*recognises)(std::string_view beginning);
  std::unique_ptr<ImportReader> (*reader)(const SourceSettings& settings);
};

/// In the order in which they are tried.
std::span<const ImportFormat> import_formats();

/// nullptr if no format has this name.
const ImportFormat* find_import_format(std::string_view name);

/// Recognises the format of a file by its beginning; nullptr if it is unknown.
const ImportFormat* recognise_format(std::string_view beginning);

}  // namespace afterword
