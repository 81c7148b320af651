// How many times as long an instrumented program may take (`make asan`, `make coverage`); as in
// tests/lib/wait.mjs.
#pragma once

#include <cstdlib>

namespace afterword {

inline int slowness() { return std::getenv("INSTRUMENTED") != nullptr ? 10 : 1; }

}  // namespace afterword
