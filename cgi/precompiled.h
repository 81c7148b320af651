// What most sources include, parsed once by the build (Makefile, "precompiled"). It never replaces
// an include: a source names what it uses, and the lint of `make check` reads each without this. It
// is included once by the command line, so it needs no guard.

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
