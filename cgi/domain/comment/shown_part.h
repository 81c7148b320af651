// How much of each comment a page shows, so that a page stays within bounds whatever is on it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace afterword {

/// The bytes that a text takes as HTML, without its markup: an ampersand becomes five.
std::size_t shown_bytes(std::string_view text);

/// The beginning of a text that takes at most `bytes` as HTML, to the end of a line or of a word
/// where one ends in its second half; the whole text when it takes no more.
std::string_view shown_part(std::string_view text, std::size_t bytes);

/// The most that each of some texts may take so that together they take no more than `total`: the
/// longest are cut, all to the same size, and none to less than `least`.
std::size_t fair_share(std::vector<std::size_t> sizes, std::size_t total, std::size_t least);

}  // namespace afterword
