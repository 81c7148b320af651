#include "view/text_direction.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/ascii.h"

namespace afterword {
namespace {

// Languages that are usually written from right to left (Unicode CLDR, likely subtags).
constexpr std::array<std::string_view, 27> languages{
    "ar",  "arc", "azb", "bal", "bqi", "ckb", "dv",  "fa", "glk", "he", "iw", "ji", "khw", "ks",
    "lrc", "mzn", "nqo", "pnb", "prs", "ps",  "rhg", "sd", "skr", "ug", "ur", "yi", "syr"};
constexpr std::array<std::string_view, 10> scripts{"arab", "aran", "hebr", "syrc", "thaa",
                                                   "nkoo", "adlm", "rohg", "mand", "samr"};

template <std::size_t n>
bool contains(const std::array<std::string_view, n>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

std::string_view direction_of(std::string_view language) {
  std::string tag = ascii_lower(language);
  std::replace(tag.begin(), tag.end(), '_', '-');
  std::string_view rest = tag;
  const std::string_view primary = take_part(rest, '-');
  while (!rest.empty()) {
    const std::string_view part = take_part(rest, '-');
    if (part.size() == 1) break;  // extensions follow
    const bool is_script = part.size() == 4 && std::all_of(part.begin(), part.end(), [](char c) {
                             return is_ascii_lower(static_cast<unsigned char>(c));
                           });
    if (is_script) return contains(scripts, part) ? "rtl" : "ltr";
  }
  return contains(languages, primary) ? "rtl" : "ltr";
}

}  // namespace afterword
