// What a backup was: the same for every engine.
#pragma once

#include <cstdint>

namespace afterword {

struct BackupReport {
  std::int64_t bytes = 0;
  std::int64_t comments = 0;
  std::int64_t held_ms = 0;  // for how long visitors' posts had to wait at most
};

}  // namespace afterword
