#include "store/sqlite/sqlite_wal.h"

#include <unistd.h>

#include <algorithm>
#include <vector>

namespace afterword {
namespace {

using Clock = std::chrono::steady_clock;

struct Patience {
  sqlite3* connection;
  Clock::time_point deadline;
};

/// If SQLite cannot get the lock of writers, it makes a passive checkpoint instead. The interrupt
/// ends that before it copies a page or marks one as copied.
int wait_or_interrupt(void* data, int) {
  const auto& patience = *static_cast<const Patience*>(data);
  if (Clock::now() >= patience.deadline) {
    sqlite3_interrupt(patience.connection);
    return 0;
  }
  ::usleep(200);
  return 1;
}

sqlite3_file* wal_file(sqlite3* connection) {
  sqlite3_file* wal = nullptr;
  sqlite3_file_control(connection, "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal);
  return wal != nullptr && wal->pMethods != nullptr ? wal : nullptr;
}

int count_frames(void* frames, sqlite3*, const char*, int count) {
  *static_cast<int*>(frames) = count;
  return SQLITE_OK;
}

}  // namespace

void take_over_wal(sqlite3* connection, int* frames) {
  // Replaces the hook by which SQLite makes its own checkpoints.
  sqlite3_wal_hook(connection, count_frames, frames);
}

bool make_checkpoint(sqlite3* connection, Checkpoint kind, std::chrono::milliseconds max_wait) {
  Patience patience{connection, Clock::now() + max_wait};
  sqlite3_busy_handler(connection, wait_or_interrupt, &patience);
  const int mode = kind == Checkpoint::empty ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_FULL;
  int frames = 0;
  int copied = 0;
  const int code = sqlite3_wal_checkpoint_v2(connection, "main", mode, &frames, &copied);
  sqlite3_busy_handler(connection, nullptr, nullptr);
  return code == SQLITE_OK && copied == frames;
}

bool sync_wal(sqlite3* connection) {
  sqlite3_file* wal = wal_file(connection);
  return wal != nullptr &&
         wal->pMethods->xSync(wal, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY) == SQLITE_OK;
}

bool rewrite_wal(sqlite3* connection) {
  sqlite3_file* wal = wal_file(connection);
  sqlite3_int64 size = 0;
  if (wal == nullptr || wal->pMethods->xFileSize(wal, &size) != SQLITE_OK) return false;
  std::vector<char> buffer(64 << 10);
  for (sqlite3_int64 at = 0; at < size; at += static_cast<sqlite3_int64>(buffer.size())) {
    const auto part = std::min(size - at, static_cast<sqlite3_int64>(buffer.size()));
    if (wal->pMethods->xRead(wal, buffer.data(), static_cast<int>(part), at) != SQLITE_OK ||
        wal->pMethods->xWrite(wal, buffer.data(), static_cast<int>(part), at) != SQLITE_OK)
      return false;
  }
  return true;
}

}  // namespace afterword
