// What is fuzzed: everything that takes bytes from strangers or from files of other programs. A
// target aborts where a function breaks its promise; the sanitizers find the rest.
#pragma once

#include <span>
#include <string_view>

namespace afterword::fuzz {

struct Target {
  std::string_view name;  // also of its folder in tests/fuzz/corpus
  void (*run)(std::string_view input);
};

std::span<const Target> targets();

/// nullptr if there is none.
const Target* find_target(std::string_view name);

}  // namespace afterword::fuzz
