// What is known of a file before it is read, by which its format is recognised.
#pragma once

#include <initializer_list>
#include <string_view>

#include "transfer/source_folder.h"

namespace afterword {

struct FileBeginning {
  std::string_view bytes;                // unpacked, at most 64 kB; "" for a folder
  const SourceFolder* folder = nullptr;  // if it is one
};

bool contains_all(std::string_view text, std::initializer_list<std::string_view> words);

}  // namespace afterword
