// Disqus's XML export.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "transfer/import_reader.h"
#include "transfer/source_records.h"

namespace afterword {

bool is_disqus(std::string_view beginning);
std::unique_ptr<ImportReader> make_disqus_reader(const SourceSettings& settings);

/// The HTML of a comment without Disqus's own parts: links lead to their targets instead of
/// https://disq.us/url, the texts of shortened links are complete, and "@name:disqus" is "@name".
std::string own_html_of_disqus(std::string_view html);

}  // namespace afterword
