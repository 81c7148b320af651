// Frequently included headers, precompiled by the build (Makefile, "precompiled"). This does not
// replace an include: every source includes what it uses, and `make check` compiles each without
// this header. It is included once, by the command line, and needs no guard.

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>
