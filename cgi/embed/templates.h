#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace afterword::embed {

/// Converts templates/ and `others`, files that are named by their path. Refused are a .tpl whose
/// first line is not the AUTOESCAPE pragma, because ctemplate would then escape nothing, and a
/// marker with a modifier that removes escaping and a name that does not end in _HTML. Comment
/// lines are removed from scripts (.js), because browsers load the rest. Templates state how each
/// value is escaped, as ctemplate decided from the HTML, instead of the pragma.
void embed_templates(const std::filesystem::path& directory, const std::filesystem::path& header,
                     const std::filesystem::path& source, const std::vector<std::string>& others);

}  // namespace afterword::embed
