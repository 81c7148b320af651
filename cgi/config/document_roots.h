// Which folders a web server shows to everybody, as far as that can be known, so that a database
// never lies in one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/config.h"
#include "http/request.h"

namespace afterword {

/// A path with links and ".." resolved as far as it exists; the rest stays as it is written.
std::string real_path(const std::string& path);

/// The folders that are known to be shown: pages.document_root, and with a request the one that the
/// web server names.
std::vector<std::string> document_roots(const Config& config, const Request* request);

/// The folder of these that a path lies in, or one that hosts show by custom ("public_html",
/// "htdocs"); nullopt when the path is outside all of them.
std::optional<std::string> document_root_of(const std::string& path,
                                            const std::vector<std::string>& folders);

/// What to write as store.database instead, for a database that lies in a web folder: a place
/// beside the outermost of them, relative to the configuration file, so that it names no folder of
/// the machine.
std::string better_database(const Config& config, const std::vector<std::string>& folders);

}  // namespace afterword
