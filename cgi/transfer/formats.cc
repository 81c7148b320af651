#include "transfer/formats.h"

#include <algorithm>
#include <array>

#include "transfer/json/json_comments.h"
#include "transfer/readers/hashover_database.h"
#include "transfer/readers/hashover_folder.h"
#include "transfer/readers/isso_database.h"
#include "transfer/readers/remark42.h"
#include "transfer/readers/staticman.h"
#include "transfer/readers/waline_csv.h"
#include "transfer/readers/waline_database.h"

namespace afterword {
namespace {

std::unique_ptr<ImportReader> make_json_reader(const SourceSettings& /*settings*/) {
  return std::make_unique<JsonReader>();
}

bool is_ours(std::string_view beginning) {
  return beginning.find("\"afterword_export\"") != std::string_view::npos ||
         (beginning.find("\"page\"") != std::string_view::npos &&
          beginning.find("\"created\"") != std::string_view::npos);
}

bool is_no_file(std::string_view /*beginning*/) { return false; }

// A format whose files contain the words of another one comes first.
constexpr std::array formats{
    ImportFormat{"hashover", "HashOver", "the folder comments/threads", is_no_file,
                 make_hashover_folder_reader, is_hashover_folder},
    ImportFormat{"hashover", "HashOver", "the SQLite database (hashover.sqlite)",
                 is_hashover_database, make_hashover_database_reader},
    ImportFormat{"isso", "Isso", "the database (comments.db)", is_isso_database,
                 make_isso_database_reader},
    ImportFormat{"remark42", "Remark42", "a backup (userbackup-….gz)", is_remark42,
                 make_remark42_reader},
    ImportFormat{"staticman", "Staticman", "the folder of comments (_data/comments)", is_no_file,
                 make_staticman_reader, is_staticman},
    ImportFormat{"waline", "Waline", "the SQLite database (waline.sqlite)", is_waline_database,
                 make_waline_database_reader},
    ImportFormat{"waline", "Waline", "the comments as a CSV file", is_waline_csv,
                 make_waline_csv_reader},
    ImportFormat{"json", "Afterword",
                 "the output of `afterword export json` or `comment list --json`", is_ours,
                 make_json_reader},
};

bool has_format(const ImportFormat& format, const FileBeginning& file) {
  if (file.folder == nullptr) return format.recognises(file.bytes);
  return format.recognises_folder != nullptr && format.recognises_folder(*file.folder);
}

}  // namespace

std::span<const ImportFormat> import_formats() { return formats; }

const ImportFormat* find_import_format(std::string_view name, const FileBeginning& file) {
  const ImportFormat* first = nullptr;
  for (const ImportFormat& format : formats) {
    if (format.name != name) continue;
    if (has_format(format, file)) return &format;
    if (first == nullptr) first = &format;
  }
  return first;
}

const ImportFormat* recognise_format(const FileBeginning& file) {
  const auto found = std::find_if(formats.begin(), formats.end(),
                                  [&](const ImportFormat& each) { return has_format(each, file); });
  return found == formats.end() ? nullptr : &*found;
}

}  // namespace afterword
