#include "transfer/file_beginning.h"

#include <algorithm>

namespace afterword {

bool contains_all(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::all_of(words.begin(), words.end(), [text](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

}  // namespace afterword
