#include "transfer/formats.h"

#include <algorithm>
#include <array>

#include "transfer/json/json_comments.h"
#include "transfer/readers/blogger.h"
#include "transfer/readers/disqus.h"
#include "transfer/readers/remark42.h"

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
