#include "transfer/formats.h"

#include <algorithm>
#include <array>

#include "transfer/json/json_comments.h"
#include "transfer/readers/artalk.h"
#include "transfer/readers/blogger.h"
#include "transfer/readers/comentario.h"
#include "transfer/readers/commento.h"
#include "transfer/readers/disqus.h"
#include "transfer/readers/ghost.h"
#include "transfer/readers/hashover_database.h"
#include "transfer/readers/hashover_folder.h"
#include "transfer/readers/isso_database.h"
#include "transfer/readers/isso_json.h"
#include "transfer/readers/remark42.h"
#include "transfer/readers/staticman.h"
#include "transfer/readers/twikoo.h"
#include "transfer/readers/valine.h"
#include "transfer/readers/waline.h"
#include "transfer/readers/waline_csv.h"
#include "transfer/readers/waline_database.h"
#include "transfer/wordpress/wordpress_reader.h"

namespace afterword {
namespace {

std::unique_ptr<ImportReader> make_json_reader(const SourceSettings& /*settings*/) {
  return std::make_unique<JsonReader>();
}

bool is_ours(std::string_view beginning) {
  return contains_all(beginning, {"\"afterword_export\""}) ||
         contains_all(beginning, {"\"page\"", "\"created\""});
}

bool is_no_file(std::string_view /*beginning*/) { return false; }

// A format whose files contain the words of another one comes first.
constexpr std::array formats{
    ImportFormat{"wordpress", "WordPress", "the output of Tools, Export in WordPress (.xml)",
                 is_wordpress, make_wordpress_reader, nullptr, SourceKind::text,
                 SourcePages::of_one_site},
    ImportFormat{"disqus", "Disqus", "the export of Disqus (….xml.gz)", is_disqus,
                 make_disqus_reader},
    ImportFormat{"blogger", "Blogger",
                 "feed.atom of Google Takeout, or the older export of Blogger (blog-….xml)",
                 is_blogger, make_blogger_reader},
    ImportFormat{"remark42", "Remark42", "a backup (userbackup-….gz)", is_remark42,
                 make_remark42_reader},
    ImportFormat{"commento", "Commento", "the export of Commento, Commento++ or Comentario 1 and 2",
                 is_commento, make_commento_reader},
    ImportFormat{"comentario", "Comentario", "the export of Comentario 3", is_comentario,
                 make_comentario_reader},
    ImportFormat{"artalk", "Artalk", "the output of `artalk export` (.artrans)", is_artalk,
                 make_artalk_reader},
    ImportFormat{"waline", "Waline", "the export of its administration (waline.json)", is_waline,
                 make_waline_reader},
    ImportFormat{"twikoo", "Twikoo",
                 "the comments, exported as JSON in the administration or by mongoexport",
                 is_twikoo, make_twikoo_reader},
    ImportFormat{"valine", "Valine",
                 "the Comment class, exported as JSON by LeanCloud or another database", is_valine,
                 make_valine_reader},
    ImportFormat{"ghost", "Ghost", "a backup with comments (.json)", is_ghost, make_ghost_reader},
    ImportFormat{"isso", "Isso", "a JSON file in the format that Isso imports as generic",
                 is_isso_json, make_isso_json_reader},
    ImportFormat{"hashover", "HashOver", "the folder comments/threads", is_no_file,
                 make_hashover_folder_reader, is_hashover_folder, SourceKind::folder},
    ImportFormat{"hashover", "HashOver", "the SQLite database (comments/NAME.sqlite)",
                 is_hashover_database, make_hashover_database_reader, nullptr,
                 SourceKind::database},
    ImportFormat{"isso", "Isso", "the database (comments.db)", is_isso_database,
                 make_isso_database_reader, nullptr, SourceKind::database},
    ImportFormat{"staticman", "Staticman", "the folder of comments (_data/comments)", is_no_file,
                 make_staticman_reader, is_staticman, SourceKind::folder},
    ImportFormat{"waline", "Waline", "the SQLite database (waline.sqlite)", is_waline_database,
                 make_waline_database_reader, nullptr, SourceKind::database},
    ImportFormat{"waline", "Waline", "the comments as a CSV file", is_waline_csv,
                 make_waline_csv_reader},
    ImportFormat{"json", "Afterword",
                 "the output of `afterword export json` or `comment list --json`", is_ours,
                 make_json_reader, nullptr, SourceKind::text, SourcePages::as_here},
};

SourceKind kind_of(const FileBeginning& file) {
  if (file.folder != nullptr) return SourceKind::folder;
  return file.bytes.starts_with("SQLite format 3") ? SourceKind::database : SourceKind::text;
}

bool has_format(const ImportFormat& format, const FileBeginning& file) {
  if (format.kind != kind_of(file)) return false;
  return file.folder != nullptr ? format.recognises_folder(*file.folder)
                                : format.recognises(file.bytes);
}

}  // namespace

std::span<const ImportFormat> import_formats() { return formats; }

const ImportFormat* find_import_format(std::string_view name, const FileBeginning& file) {
  const ImportFormat* best = nullptr;
  for (const ImportFormat& format : formats) {
    if (format.name != name) continue;
    if (has_format(format, file)) return &format;
    const SourceKind kind = kind_of(file);
    if (best == nullptr || (best->kind != kind && format.kind == kind)) best = &format;
  }
  return best;
}

const ImportFormat* recognise_format(const FileBeginning& file) {
  const auto found = std::find_if(formats.begin(), formats.end(),
                                  [&](const ImportFormat& each) { return has_format(each, file); });
  return found == formats.end() ? nullptr : &*found;
}

}  // namespace afterword
