// The factor of every time limit: SLOWNESS, or that of an instrumented program (`make asan`, `make
// coverage`); same as in tests/lib/wait.mjs.
#pragma once

#include <cstdlib>

namespace afterword {

inline int slowness() {
  const char* const set = std::getenv("SLOWNESS");
  const int factor = set != nullptr ? std::atoi(set) : 0;
  if (factor > 0) return factor;
  return std::getenv("INSTRUMENTED") != nullptr ? 10 : 1;
}

}  // namespace afterword
