// The direction in which a language is written, for the attribute `dir`.
#pragma once

#include <string_view>

namespace afterword {

/// "rtl" or "ltr" for a language tag (BCP 47) such as "ar" or "az-Arab". A script in the tag
/// decides; otherwise the usual script of the language. Unknown languages are "ltr".
std::string_view direction_of(std::string_view language);

}  // namespace afterword
