// Writes comments in WordPress's export format, for WordPress's own importer.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/site_address.h"
#include "base/time.h"
#include "store/transfer/imported_comment.h"

namespace afterword {

/// The beginning of the file, before all posts. `site_url` has no trailing slash. `installation` is
/// the exporting installation: an import recognises the comments by its identifier and their
/// numbers.
std::string wxr_beginning(std::string_view site_name, std::string_view site_url,
                          const Blog& installation, Instant now);

/// The installation that wrote a file, from its generator; nullopt for WordPress.
std::optional<Blog> installation_of(std::string_view generator);

/// A post without content, to which the importer adds the comments. The importer matches existing
/// posts by title and date. `post_id` is the page's number in WordPress, or a free one.
std::string wxr_item_beginning(const ImportedPage& page, std::int64_t post_id,
                               const SiteAddress& address, const TimeZone& zone);

/// A comment with extra metadata, so that an import here restores it completely. The placeholder of
/// a deleted comment is exported as trash.
std::string wxr_comment(const ImportedComment& imported, const Blog& installation,
                        const TimeZone& zone);
/// A comment's text as HTML, which is how WordPress stores it. Tags that are not allowed here are
/// escaped.
std::string wxr_content(std::string_view text, TextFormat format);
std::string wxr_item_end();

std::string wxr_end();

}  // namespace afterword
