// How much of each comment a page shows, so that the size of a page is bounded.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace afterword {

/// The size of all texts in a page or a feed together, and the least part of each that is shown.
/// The longest are cut.
constexpr std::size_t response_text_bytes = 256u << 10;
constexpr std::size_t least_text_bytes = 1'000;

/// The size of a text as escaped HTML, without its markup: an ampersand takes five bytes.
std::size_t shown_bytes(std::string_view text);

/// The longest beginning of a text that takes at most `bytes` as HTML. Cut at the end of a line or
/// a word if there is one in its second half. Returns the whole text if it fits.
std::string_view shown_part(std::string_view text, std::size_t bytes);

/// The limit per text such that all of them together take at most `total`: the longest are cut to
/// the same size, and none to less than `least`.
std::size_t fair_share(std::vector<std::size_t> sizes, std::size_t total, std::size_t least);

}  // namespace afterword
