// The fields of a small file that holds one comment.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace afterword {

/// Texts by name; numbers are their digits. Lists, objects, null, true and false are left out.
using SourceFields = std::map<std::string, std::string, std::less<>>;

/// Read a JSON object, an XML element `root` with an element for each field, as `system` writes it,
/// a YAML mapping (1.1), or YAML between lines "---" with a text behind it,
/// which becomes the field `text_name`. YAML's values are texts as they stand in the file: `no` is
/// "no". The error says where the file is wrong. YAML with several documents, aliases or a name
/// that is there twice is refused, and so is XML with a document type or elements within a field.
Result<SourceFields, std::string> read_json_fields(std::string_view text);
Result<SourceFields, std::string> read_xml_fields(std::string_view text, std::string_view system,
                                                  std::string_view root);
Result<SourceFields, std::string> read_yaml_fields(std::string_view text);
Result<SourceFields, std::string> read_front_matter(std::string_view text,
                                                    const std::string& text_name);

}  // namespace afterword
