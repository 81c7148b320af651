// Blogger's exports: the Atom file of the blog's settings, and feed.atom of Google Takeout.
#pragma once

#include <memory>
#include <string_view>

#include "transfer/import_reader.h"
#include "transfer/source_records.h"

namespace afterword {

bool is_blogger(std::string_view beginning);
std::unique_ptr<ImportReader> make_blogger_reader(const SourceSettings& settings);

}  // namespace afterword
