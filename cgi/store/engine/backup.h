// The result of a backup, common to all engines.
#pragma once

#include <cstdint>

namespace afterword {

struct BackupReport {
  std::int64_t bytes = 0;
  std::int64_t comments = 0;
  std::int64_t held_ms = 0;  // the longest time for which writers had to wait
};

}  // namespace afterword
