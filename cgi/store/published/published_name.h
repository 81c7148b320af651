// The names of published files.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace afterword {

/// The folder of a page's files, relative to that of all threads: the page's path followed by '@'.
/// "/my/page/" has "my/page/@", and "/my/page" has "my/page@". A web server therefore finds it from
/// the path of a request alone, and no page's folder is in another page's way.
///
/// nullopt for a path that cannot be a name: with a segment that is longer than 254 bytes, begins
/// with '.', or ends with '@'.
std::optional<std::string> published_name(std::string_view page_path);

/// The file of a page of comments in that folder: "index.html" for the page without a number.
std::string published_file(std::optional<int> comments_page);

/// The same file, compressed by gzip.
inline constexpr std::string_view compressed_ending = ".gz";

}  // namespace afterword
