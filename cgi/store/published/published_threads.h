// The files of published threads, which a web server sends without asking the program.
//
// The folder of publish.directory contains
//
//   thread/PAGE@/index.html      what the address of the page shows, and index.html.gz
//   thread/PAGE@/2.html          a page of comments, and 2.html.gz
//   thread/PAGE@/.ID             whose files these are, because a thread may follow another one
//   state/                       for the program only:
//     lock                         byte ranges of this file are locked, nothing is written
//     stamp                        what the files were rendered with
//     place/ID                     a symbolic link whose text is "SECONDS NAME": the folder that a
//                                  thread was last published as, and the date of its files
//     pending/ID                   the thread's files are missing or incomplete; ID may be "all"
//     new/ID/                      files that are being written
//     old/                         files that are being deleted
//
// The files of a thread appear together and disappear together, each by the rename of one folder.
// The order of events makes every file that can be seen current:
//
// 1. A writer has the database's write lock and is about to commit. It locks the thread here, moves
//    new/ID and the published folder aside, commits, and unlocks.
// 2. A publisher locks the thread here only while it creates new/ID. Then it reads the database,
//    writes and syncs the files, and renames new/ID to the published folder. That fails if new/ID
//    is gone.
//
// What a publisher reads is what was committed before it created new/ID, because a writer that is
// between the removal and its commit has the lock. If anything is committed afterwards, new/ID is
// gone before. A process that dies anywhere leaves no file or a current one: the kernel releases
// its locks, and new/ID is never seen. The folder that contained a removed name is synced before
// the commit, so that a power cut does not bring the name back.
//
// There is no deadlock: a writer waits for a thread's lock while it has the database's write lock,
// and a process that has a thread's lock without that never waits for anything. Publishers of one
// thread exclude each other by a second lock, for which nobody waits.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "store/engine/change_observer.h"

namespace afterword {

/// A locked byte range of state/lock; unlocked at the end of its life, and when the process ends.
class RangeLock {
 public:
  RangeLock() = default;
  explicit RangeLock(int fd) : fd_(fd) {}
  RangeLock(RangeLock&& other) noexcept;
  RangeLock& operator=(RangeLock&& other) noexcept;
  ~RangeLock();

  bool is_held() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

class PublishedThreads {
 public:
  explicit PublishedThreads(std::string directory) : directory_(std::move(directory)) {}

  const std::string& directory() const { return directory_; }
  /// The folder that web servers read, with a slash at the end.
  std::string root() const { return directory_ + "/thread/"; }

  // --- writers

  /// Removes the files of changed threads and keeps the threads locked until unlock(). Throws
  /// StoreException if a file cannot be removed, because it would be outdated.
  void remove_before_commit(const ThreadChanges& changes);
  /// Unlocks the threads and deletes what was removed.
  void unlock() noexcept;
  /// Removes the files of all threads, as remove_before_commit does. Their dates are kept, so that
  /// no later file has the same one.
  void remove_all();

  // --- publishers

  /// Makes the files belong to a configuration and its templates: if they were rendered with
  /// others, removes them all. Returns false if the folder cannot be used.
  bool adopt(std::string_view stamp);

  enum class Existing { keep, complete, replace };
  enum class Beginning {
    begun,
    current,   // there are files, and they are kept
    busy,      // another process is publishing this thread
    outdated,  // the files belong to another configuration
    failed,    // see error()
  };

  /// The files of one thread that are being written. One at a time.
  class Edition {
   public:
    Edition() = default;
    Edition(const Edition&) = delete;
    Edition& operator=(const Edition&) = delete;
    ~Edition();

   private:
    friend class PublishedThreads;
    std::string folder_;  // new/ID
    ThreadId thread_;
    std::string name_;   // of the existing files
    bool adds_ = false;  // to the existing files
    std::int64_t seconds_ = 0;
    RangeLock publishing_;
  };

  /// Begins to write the files of a thread. What is read from the database after this is current
  /// when finish() returns Finished::published. `keep` leaves existing files alone, `complete` adds
  /// files to them, `replace` replaces them.
  Beginning begin(ThreadId thread, std::string_view stamp, Existing existing, Instant now,
                  Edition& edition);
  /// Whether the edition adds to files that readers see already.
  bool adds(const Edition& edition) const { return edition.adds_; }
  bool has_file(const Edition& edition, const std::string& file) const;
  /// Writes a file of the edition, and the compressed one. False on failure; see error().
  bool write(Edition& edition, const std::string& file, std::string_view text,
             std::string_view compressed);
  /// Whether the thread was changed since begin(), so that finish() returns Finished::overtaken.
  bool is_overtaken(const Edition& edition) const;
  /// Lets a second name lead to a file of the edition.
  bool link(Edition& edition, const std::string& file, const std::string& other);

  enum class Finished {
    published,
    overtaken,  // the thread was changed meanwhile
    failed,     // see error()
  };
  /// Shows the files to readers. `name` is that of published_name(). The thread stays pending if
  /// files are still missing.
  Finished finish(Edition& edition, const std::string& name, bool is_complete);
  /// Removes the files of a thread that must have none.
  Finished withdraw(Edition& edition);

  // --- looking

  /// The threads that are marked as pending for at least a second, in no order.
  std::vector<ThreadId> pending(Instant now) const;
  /// Whether all threads are to be looked at.
  bool is_all_pending() const;
  void note_all_seen() const;

  struct Place {
    std::string name;
    Instant published;
    bool has_files = false;
  };
  /// Where a thread was last published.
  std::optional<Place> place_of(ThreadId thread) const;
  /// The threads that have a place.
  std::vector<ThreadId> placed() const;
  /// The names of all folders with files, of whatever thread.
  std::vector<std::string> names() const;
  /// Removes files that belong to no thread.
  bool remove_name(const std::string& name);
  /// Deletes what a process that died has left.
  void delete_leftovers() const;

  bool is_pending(ThreadId thread) const;
  /// The stamp of the files; "" if there is none.
  std::string stamp() const;

  /// The last failure, as a sentence for the log.
  const std::string& error() const { return error_; }

 private:
  std::string state(std::string_view name) const {
    return directory_ + "/state/" + std::string(name);
  }
  std::string of_thread(std::string_view kind, ThreadId thread) const;
  bool make_folders();
  bool fail(std::string_view what);
  RangeLock lock(std::int64_t first, std::int64_t length, std::int64_t patience_ms);
  bool set_aside(const std::string& path);
  std::string owner_mark(const std::string& name, ThreadId thread) const;
  bool has_files_at(const std::string& name, ThreadId thread) const;
  bool is_of_other(const std::string& name, ThreadId thread) const;
  bool remove_published(const std::string& name);
  bool remove_files_of(ThreadId thread);
  bool remove_every_file();
  bool show(Edition& edition, const std::string& name);
  bool add_files(const Edition& edition);
  bool write_file(const Edition& edition, const std::string& file, std::string_view bytes);
  bool set_place(const Edition& edition, const std::string& name);
  void give_to_owner(const std::string& path) const;

  std::string directory_;
  std::string error_;
  bool is_locked_by_other_ = false;  // why the last lock() failed
  std::vector<RangeLock> held_;
  std::vector<std::string> aside_;  // to be deleted
};

}  // namespace afterword
