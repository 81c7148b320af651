// A disk that can lose power: a VFS that records every write, truncation, sync and name of SQLite's
// files, and can write the files as they may be found after a power cut.
//
// The model: what was written before a sync began is on the disk when the sync has ended. Of the
// rest, any sectors may be there or not, in any order. Names are changed in order, and are on the
// disk after the folder was synced. Bytes that are not written are not damaged, as SQLite assumes
// too (https://www.sqlite.org/psow.html).
#pragma once

#include <sqlite3.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace afterword {

class RecordedDisk {
 public:
  /// Becomes SQLite's default VFS until the end of the scope.
  RecordedDisk();
  ~RecordedDisk();
  RecordedDisk(const RecordedDisk&) = delete;
  RecordedDisk& operator=(const RecordedDisk&) = delete;

  /// Called while a WAL is synced, unless a connection holds the lock of writers or of checkpoints.
  std::function<void()> while_syncing;
  /// Called once, when a checkpoint has read the header of the WAL index.
  std::function<void()> in_checkpoint;
  /// Pretends that syncs were made, as a bad disk does.
  bool lies = false;
  /// The number of syncs, from now on, that fail. What they should have synced may never be on the
  /// disk, whatever is synced later.
  std::atomic<int> failing_syncs = 0;

  /// Records that `text` was acknowledged.
  void acknowledge(const std::string& text);

  /// The number of events so far, and of those before the first acknowledgement.
  std::size_t size() const { return events_.size(); }
  std::size_t first_acknowledged() const;

  /// Writes the files into another folder as a power cut after `events` events may leave them, and
  /// returns what had been acknowledged.
  std::vector<std::string> cut_power(std::size_t events, const std::string& folder,
                                     std::mt19937& random) const;

 private:
  enum class Kind { create, remove, write, truncate, sync, failed_sync, sync_folder, acknowledge };
  struct Event {
    Kind kind;
    int inode = 0;
    std::int64_t at = 0;     // offset, size, or how many events a sync covers
    std::string bytes = {};  // content, name or text
  };
  struct Vfs;
  friend struct Vfs;

  void add(Event event) { events_.push_back(std::move(event)); }

  std::recursive_mutex mutex_;
  std::vector<Event> events_;
  std::map<std::string, int> inodes_;  // by name
  int newest_inode_ = 0;
  int exclusive_locks_ = 0;
  sqlite3_vfs vfs_{};
  sqlite3_vfs* real_ = nullptr;
};

struct RecordedDisk::Vfs {
  struct File {
    sqlite3_file base;
    RecordedDisk* disk;
    int inode;  // 0: not recorded
    bool is_wal;
    bool has_synced_folder;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  };

  static std::string base_name(const char* path) { return std::filesystem::path(path).filename(); }
  static File* file_of(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
  static sqlite3_file* real_of(sqlite3_file* file) { return file_of(file)->real(); }
  static RecordedDisk& disk_of(sqlite3_vfs* vfs) {
    return *static_cast<RecordedDisk*>(vfs->pAppData);
  }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out) {
    RecordedDisk& disk = disk_of(vfs);
    const std::lock_guard guard(disk.mutex_);
    File* opened = file_of(file);
    *opened = {};
    opened->disk = &disk;
    constexpr int recorded = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
    const bool is_recorded = name != nullptr && (flags & recorded) != 0;
    const bool was_there = is_recorded && std::filesystem::exists(name);
    const int code = disk.real_->xOpen(disk.real_, name, opened->real(), flags, out);
    if (opened->real()->pMethods != nullptr) opened->base.pMethods = methods();
    if (code != SQLITE_OK || !is_recorded) return code;
    opened->is_wal = (flags & SQLITE_OPEN_WAL) != 0;
    if (!was_there) {
      disk.inodes_[base_name(name)] = ++disk.newest_inode_;
      disk.add({Kind::create, disk.newest_inode_, 0, base_name(name)});
    }
    opened->inode = disk.inodes_[base_name(name)];
    return code;
  }

  static int remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
    RecordedDisk& disk = disk_of(vfs);
    const std::lock_guard guard(disk.mutex_);
    const int code = disk.real_->xDelete(disk.real_, name, 0);
    if (code != SQLITE_OK) return code;
    disk.add({Kind::remove, 0, 0, base_name(name)});
    disk.inodes_.erase(base_name(name));
    if (sync_folder != 0 && !disk.lies) disk.add({Kind::sync_folder});
    return code;
  }

  static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
    File* opened = file_of(file);
    const std::lock_guard guard(opened->disk->mutex_);
    if (opened->inode != 0)
      opened->disk->add(
          {Kind::write, opened->inode, offset,
           std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size))});
    return opened->real()->pMethods->xWrite(opened->real(), bytes, size, offset);
  }

  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    File* opened = file_of(file);
    const std::lock_guard guard(opened->disk->mutex_);
    if (opened->inode != 0) opened->disk->add({Kind::truncate, opened->inode, size, {}});
    return opened->real()->pMethods->xTruncate(opened->real(), size);
  }

  /// Makes no real sync, so that tests are fast.
  static int sync(sqlite3_file* file, int) {
    File* opened = file_of(file);
    RecordedDisk& disk = *opened->disk;
    if (opened->inode == 0) return SQLITE_OK;
    std::size_t covered = 0;
    bool is_free = false;
    {
      const std::lock_guard guard(disk.mutex_);
      covered = disk.events_.size();
      is_free = disk.exclusive_locks_ == 0;
    }
    if (opened->is_wal && is_free && disk.while_syncing) disk.while_syncing();
    const std::lock_guard guard(disk.mutex_);
    if (disk.lies) return SQLITE_OK;
    if (disk.failing_syncs > 0) {
      --disk.failing_syncs;
      disk.add({Kind::failed_sync, opened->inode, static_cast<std::int64_t>(covered), {}});
      return SQLITE_IOERR_FSYNC;
    }
    disk.add({Kind::sync, opened->inode, static_cast<std::int64_t>(covered), {}});
    // As unixSync does it, for the files that SQLite may have created.
    if (!std::exchange(opened->has_synced_folder, true)) disk.add({Kind::sync_folder});
    return SQLITE_OK;
  }

  static int lock_shared_memory(sqlite3_file* file, int first, int count, int flags) {
    File* opened = file_of(file);
    const int code = opened->real()->pMethods->xShmLock(opened->real(), first, count, flags);
    constexpr int writers_and_checkpoints = 2;
    if (code != SQLITE_OK || first >= writers_and_checkpoints || (flags & SQLITE_SHM_SHARED) != 0)
      return code;
    const std::lock_guard guard(opened->disk->mutex_);
    opened->disk->exclusive_locks_ += (flags & SQLITE_SHM_LOCK) != 0 ? 1 : -1;
    return code;
  }

  /// SQLite calls it in a checkpoint, behind reading the header of the WAL index.
  static int unfetch(sqlite3_file* file, sqlite3_int64 offset, void* page) {
    File* opened = file_of(file);
    if (const auto call = std::exchange(opened->disk->in_checkpoint, nullptr)) call();
    return opened->real()->pMethods->xUnfetch(opened->real(), offset, page);
  }

  static const sqlite3_io_methods* methods() {
    static const sqlite3_io_methods all = {
        3,
        [](sqlite3_file* f) { return real_of(f)->pMethods->xClose(real_of(f)); },
        [](sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
          return real_of(f)->pMethods->xRead(real_of(f), to, size, at);
        },
        write,
        truncate,
        sync,
        [](sqlite3_file* f, sqlite3_int64* size) {
          return real_of(f)->pMethods->xFileSize(real_of(f), size);
        },
        [](sqlite3_file* f, int lock) { return real_of(f)->pMethods->xLock(real_of(f), lock); },
        [](sqlite3_file* f, int lock) { return real_of(f)->pMethods->xUnlock(real_of(f), lock); },
        [](sqlite3_file* f, int* locked) {
          return real_of(f)->pMethods->xCheckReservedLock(real_of(f), locked);
        },
        [](sqlite3_file* f, int operation, void* data) {
          return real_of(f)->pMethods->xFileControl(real_of(f), operation, data);
        },
        [](sqlite3_file* f) { return real_of(f)->pMethods->xSectorSize(real_of(f)); },
        [](sqlite3_file* f) { return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f)); },
        [](sqlite3_file* f, int page, int size, int extend, void volatile** to) {
          return real_of(f)->pMethods->xShmMap(real_of(f), page, size, extend, to);
        },
        lock_shared_memory,
        [](sqlite3_file* f) { real_of(f)->pMethods->xShmBarrier(real_of(f)); },
        [](sqlite3_file* f, int remove) {
          return real_of(f)->pMethods->xShmUnmap(real_of(f), remove);
        },
        [](sqlite3_file* f, sqlite3_int64 at, int size, void** to) {
          return real_of(f)->pMethods->xFetch(real_of(f), at, size, to);
        },
        unfetch,
    };
    return &all;
  }
};

inline RecordedDisk::RecordedDisk() : real_(sqlite3_vfs_find(nullptr)) {
  vfs_ = *real_;
  vfs_.zName = "recorded";
  vfs_.szOsFile = static_cast<int>(sizeof(Vfs::File)) + real_->szOsFile;
  vfs_.pAppData = this;
  vfs_.xOpen = Vfs::open;
  vfs_.xDelete = Vfs::remove;
  vfs_.xAccess = [](sqlite3_vfs* vfs, const char* name, int flags, int* out) {
    return Vfs::disk_of(vfs).real_->xAccess(Vfs::disk_of(vfs).real_, name, flags, out);
  };
  vfs_.xFullPathname = [](sqlite3_vfs* vfs, const char* name, int size, char* out) {
    return Vfs::disk_of(vfs).real_->xFullPathname(Vfs::disk_of(vfs).real_, name, size, out);
  };
  sqlite3_vfs_register(&vfs_, 1);
}

inline RecordedDisk::~RecordedDisk() {
  sqlite3_vfs_unregister(&vfs_);
  sqlite3_vfs_register(real_, 1);
}

inline void RecordedDisk::acknowledge(const std::string& text) {
  const std::lock_guard guard(mutex_);
  add({Kind::acknowledge, 0, 0, text});
}

inline std::size_t RecordedDisk::first_acknowledged() const {
  const auto found = std::find_if(events_.begin(), events_.end(), [](const Event& event) {
    return event.kind == Kind::acknowledge;
  });
  return static_cast<std::size_t>(found - events_.begin());
}

inline std::vector<std::string> RecordedDisk::cut_power(std::size_t events,
                                                        const std::string& folder,
                                                        std::mt19937& random) const {
  constexpr std::int64_t sector_bytes = 512;
  std::map<int, std::size_t> synced;  // by inode: the events before this one are on the disk
  struct Dropped {
    int inode;
    std::size_t first;
    std::size_t end;
  };
  std::vector<Dropped> dropped;
  std::size_t names_synced = 0;
  for (std::size_t i = 0; i < events; ++i) {
    const Event& event = events_[i];
    if (event.kind == Kind::sync)
      synced[event.inode] = std::max(synced[event.inode], static_cast<std::size_t>(event.at));
    if (event.kind == Kind::failed_sync)
      dropped.push_back({event.inode, synced[event.inode], static_cast<std::size_t>(event.at)});
    if (event.kind == Kind::sync_folder) names_synced = i;
  }
  // Everything that was not synced is lost, is there, or each sector by chance.
  const std::vector<double> chances{0, 1, 0.5, 0.9};
  const double chance = chances[random() % chances.size()];
  const auto survives = [&] { return std::bernoulli_distribution(chance)(random); };

  std::map<int, std::string> content;
  std::map<std::string, int> names;
  std::vector<std::string> acknowledged;
  bool names_end = false;
  for (std::size_t i = 0; i < events; ++i) {
    const Event& event = events_[i];
    const bool is_dropped = std::any_of(dropped.begin(), dropped.end(), [&](const Dropped& range) {
      return range.inode == event.inode && i >= range.first && i < range.end;
    });
    const bool is_synced = i < synced[event.inode] && !is_dropped;
    std::string& bytes = content[event.inode];
    switch (event.kind) {
      case Kind::create:
      case Kind::remove:
        names_end = names_end || (i >= names_synced && !survives());
        if (names_end) break;
        if (event.kind == Kind::create)
          names[event.bytes] = event.inode;
        else
          names.erase(event.bytes);
        break;
      case Kind::truncate:
        if (is_synced || survives()) bytes.resize(static_cast<std::size_t>(event.at));
        break;
      case Kind::write: {
        const auto size = static_cast<std::int64_t>(event.bytes.size());
        for (std::int64_t at = 0; at < size;) {
          const std::int64_t begin = event.at + at;
          const std::int64_t part = std::min(size - at, sector_bytes - begin % sector_bytes);
          if (is_synced || survives()) {
            const auto end = static_cast<std::size_t>(begin + part);
            if (bytes.size() < end) bytes.resize(end);
            bytes.replace(static_cast<std::size_t>(begin), static_cast<std::size_t>(part),
                          event.bytes, static_cast<std::size_t>(at),
                          static_cast<std::size_t>(part));
          }
          at += part;
        }
        break;
      }
      case Kind::acknowledge:
        acknowledged.push_back(event.bytes);
        break;
      case Kind::sync:
      case Kind::failed_sync:
      case Kind::sync_folder:
        break;
    }
  }
  for (const auto& [name, inode] : names)
    std::ofstream(folder + "/" + name, std::ios::binary) << content[inode];
  return acknowledged;
}

}  // namespace afterword
