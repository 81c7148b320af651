// Published threads as data files for a static site generator: one JSON file a page. Never contains
// an email address, a network, or anything that is not published.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/comment/comment.h"
#include "store/transfer/export_store.h"

namespace afterword {

enum class DataLayout { hugo, jekyll, eleventy };

std::optional<DataLayout> parse_data_layout(std::string_view text);

/// The folder of the files below the folder of the site's source: "data/comments" or
/// "_data/comments".
std::string_view data_folder(DataLayout layout);

/// The name of a page's file below that folder: "blog/hello.json" for "/blog/hello/", "index.json"
/// for "/". Different pages have different names, none of which is that of a folder of another
/// page. No part of a name is longer than 255 bytes.
std::string data_file_name(std::string_view page_key);

/// The file of a page: its path, title and comments in order of time, as indented JSON. The same
/// comments give the same text. nullopt if readers see no comment of it.
std::optional<std::string> page_data(const ImportedPage& page,
                                     const std::vector<ImportedComment>& comments);

/// The member that distinguishes these files from others in the folder.
inline constexpr std::string_view data_mark = "\"made_by\": \"afterword export data\"";

}  // namespace afterword
