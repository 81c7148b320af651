#pragma once

#include <ctemplate/template_string.h>

#include <string_view>

namespace afterword {

/// The same characters as ctemplate takes them, without a copy.
inline ctemplate::TemplateString template_string(std::string_view text) {
  return {text.data(), text.size()};
}

}  // namespace afterword
