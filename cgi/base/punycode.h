#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace afterword {

/// A label of a host name as DNS has it: "xn--mller-kva" for "müller" (Punycode, RFC 3492, of the
/// label in lower case and NFC). ASCII labels are returned in lower case. nullopt if the label has
/// a character other than letters, digits, marks and hyphens, or is longer than DNS allows.
std::optional<std::string> to_ascii_label(std::string_view label);

/// A host name with each label as DNS has it; a label for which there is none stays as it is.
std::string to_ascii_host(std::string_view host);

}  // namespace afterword
