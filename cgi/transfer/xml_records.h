// Reads the children of an XML file's root element one at a time, so that a file of any size needs
// a few megabytes.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "transfer/import_reader.h"
#include "transfer/input_file.h"

namespace afterword {

struct XmlElement {
  std::string name;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::string text;  // without that of the elements in it
  std::vector<XmlElement> children;

  /// The first child with this name; nullptr if there is none.
  const XmlElement* child(std::string_view name) const;
  /// The text of a child, without white space around it; "" if there is none.
  std::string_view text_of(std::string_view child_name) const;
  /// The attribute without white space around it; "" if there is none.
  std::string_view attribute(std::string_view name) const;
};

/// The prefix that names of a namespace get, whatever the file's own prefix is. May be "".
struct XmlNamespace {
  std::string_view uri;
  std::string_view prefix;
};

struct XmlFormat {
  std::string_view system;  // that writes such files, for the sentences
  std::string_view root;    // the name of the root element
  /// Names of other namespaces get the prefix "other".
  std::span<const XmlNamespace> namespaces;
};

/// Passes on each child of the root element; `record` returns whether to continue. Texts of more
/// than half a megabyte, which are no comment's, are cut off. The error is a sentence that names
/// the line.
Result<Reading, std::string> read_xml_records(
    InputFile& file, const XmlFormat& format,
    const std::function<bool(XmlElement& element)>& record);

/// The same of a text.
Result<Reading, std::string> read_xml_records(
    std::string_view text, const XmlFormat& format,
    const std::function<bool(XmlElement& element)>& record);

/// The name of the root element without its prefix, by the beginning of a file; "" if it is not
/// XML.
std::string_view xml_root(std::string_view beginning);

}  // namespace afterword
