// The document roots that the web server is known to publish, so that a database is never created
// below one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/config.h"
#include "http/request.h"

namespace afterword {

/// Resolves symbolic links and ".." as far as the path exists; the rest is unchanged.
std::string real_path(const std::string& path);

/// The known document roots: pages.document_root, and with a request the one that the web server
/// reports.
std::vector<std::string> document_roots(const Config& config, const Request* request);

/// The document root that contains a path: one of `folders`, or a folder with a customary name
/// ("public_html", "htdocs"). nullopt if the path is outside all of them.
std::optional<std::string> document_root_of(const std::string& path,
                                            const std::vector<std::string>& folders);

/// A replacement for a store.database that is below a document root: a path next to the outermost
/// of them. It is relative to the configuration file, so that it does not reveal folders of the
/// machine.
std::string better_database(const Config& config, const std::vector<std::string>& folders);

}  // namespace afterword
