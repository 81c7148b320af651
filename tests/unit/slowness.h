// How much slower an instrumented program may be (`make asan`, `make coverage`); same as in
// tests/lib/wait.mjs.
#pragma once

#include <cstdlib>

namespace afterword {

inline int slowness() { return std::getenv("INSTRUMENTED") != nullptr ? 10 : 1; }

}  // namespace afterword
