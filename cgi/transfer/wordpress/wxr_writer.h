// Comments as WordPress's export file, for WordPress's own importer.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "store/transfer/imported_comment.h"

namespace afterword {

/// What stands before all posts. `site_url` has no slash at its end. `installation` is the one that
/// exports: by its name and their numbers an import knows the comments again.
std::string wxr_beginning(std::string_view site_name, std::string_view site_url,
                          const Blog& installation, Instant now);

/// The installation that wrote a file, by the generator that it names; nullopt for WordPress's own.
std::optional<Blog> installation_of(std::string_view generator);

/// A post without content, to which the importer adds the comments; by its title and its date it
/// knows one that is there. `post_id` is the page's number in WordPress, or one that is free.
std::string wxr_item_beginning(const ImportedPage& page, std::int64_t post_id,
                               std::string_view site_url, const TimeZone& zone);

/// With all that is known here in the comment's metadata, so that an import here gets the same
/// comment again. The empty place of a deleted one goes to the trash.
std::string wxr_comment(const ImportedComment& moved, const Blog& installation,
                        const TimeZone& zone);
/// A comment's text as WordPress keeps it, which is HTML; what was typed here as a tag that is not
/// allowed is text there too.
std::string wxr_content(std::string_view text, TextFormat format);
std::string wxr_item_end();

std::string wxr_end();

}  // namespace afterword
