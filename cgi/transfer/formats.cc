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
#include "transfer/readers/isso_json.h"
#include "transfer/readers/remark42.h"
#include "transfer/readers/twikoo.h"
#include "transfer/readers/valine.h"
#include "transfer/readers/waline.h"

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

// A format whose files contain the words of another one comes first.
constexpr std::array formats{
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
    ImportFormat{"isso", "Isso", "a JSON file in the format that Isso imports as generic",
                 is_isso_json, make_isso_json_reader},
    ImportFormat{"ghost", "Ghost", "a backup with comments (.json)", is_ghost, make_ghost_reader},
    ImportFormat{"json", "Afterword",
                 "the output of `afterword export json` or `comment list --json`", is_ours,
                 make_json_reader},
};

}  // namespace

std::span<const ImportFormat> import_formats() { return formats; }

const ImportFormat* find_import_format(std::string_view name) {
  const auto found = std::find_if(formats.begin(), formats.end(),
                                  [&](const ImportFormat& each) { return each.name == name; });
  return found == formats.end() ? nullptr : &*found;
}

const ImportFormat* recognise_format(std::string_view beginning) {
  const auto found = std::find_if(formats.begin(), formats.end(), [&](const ImportFormat& each) {
    return each.recognises(beginning);
  });
  return found == formats.end() ? nullptr : &*found;
}

}  // namespace afterword
