#include "store/engine/writer_lock.h"

#include <pthread.h>
#include <sys/mman.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <ctime>
#include <new>

namespace afterword {
namespace {

constexpr std::int64_t backoff_ms = 10'000;
// Longer than a commit takes on a slow disk.
constexpr std::int64_t moving_ms = 300;

std::int64_t monotonic_ms() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

bool lock(pthread_mutex_t& mutex, std::chrono::steady_clock::time_point deadline) {
  const auto since_boot = std::chrono::duration_cast<std::chrono::nanoseconds>(
      deadline.time_since_epoch());  // steady_clock is CLOCK_MONOTONIC on Linux
  constexpr std::int64_t second_ns = 1'000'000'000;
  const timespec until{since_boot.count() / second_ns, since_boot.count() % second_ns};
  const int locked = pthread_mutex_clocklock(&mutex, CLOCK_MONOTONIC, &until);
  // The shared memory contains only locks and numbers, so it is consistent after any crash.
  if (locked == EOWNERDEAD) pthread_mutex_consistent(&mutex);
  return locked == 0 || locked == EOWNERDEAD;
}

}  // namespace

struct WriterLock::Shared {
  // Held while waiting for `mutex`: its releaser cannot take it again before the process that waits
  // for it.
  pthread_mutex_t gate;
  pthread_mutex_t mutex;
  std::atomic<std::int64_t> backoff_until_ms{0};      // monotonic clock
  std::atomic<std::int64_t> progress_ms{-moving_ms};  // monotonic clock
  std::atomic<std::uint64_t> newest_commit{0};
  std::atomic<std::uint64_t> synced{0};  // all commits up to this number are durable
  std::atomic<bool> sync_failed{false};
};

// Never unmapped, because workers of an earlier configuration may still use it. There is one
// mapping per load of the configuration.
WriterLock::WriterLock() : shared_(nullptr) {
  void* memory =
      ::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  shared_ = new (memory) Shared;
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
  pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
  pthread_mutex_init(&shared_->gate, &attributes);
  pthread_mutex_init(&shared_->mutex, &attributes);
  pthread_mutexattr_destroy(&attributes);
}

std::shared_ptr<WriterLock> WriterLock::make() {
  return std::shared_ptr<WriterLock>(new WriterLock);
}

bool WriterLock::acquire(std::chrono::steady_clock::time_point deadline) {
  if (!lock(shared_->gate, deadline)) return false;
  const bool locked = lock(shared_->mutex, deadline);
  pthread_mutex_unlock(&shared_->gate);
  return locked;
}

void WriterLock::release() { pthread_mutex_unlock(&shared_->mutex); }

void WriterLock::start_backoff() { shared_->backoff_until_ms = monotonic_ms() + backoff_ms; }

bool WriterLock::is_backing_off() const { return monotonic_ms() < shared_->backoff_until_ms; }

void WriterLock::note_progress() {
  shared_->progress_ms = monotonic_ms();
  if (shared_->backoff_until_ms != 0) shared_->backoff_until_ms = 0;
}

bool WriterLock::is_moving() const { return monotonic_ms() - shared_->progress_ms < moving_ms; }

std::uint64_t WriterLock::note_commit() { return ++shared_->newest_commit; }

std::uint64_t WriterLock::newest_commit() const { return shared_->newest_commit; }

void WriterLock::note_synced(std::uint64_t number) {
  std::uint64_t before = shared_->synced;
  while (before < number && !shared_->synced.compare_exchange_weak(before, number)) continue;
}

bool WriterLock::is_synced(std::uint64_t number) const { return shared_->synced >= number; }

void WriterLock::note_sync_failed(bool failed) { shared_->sync_failed = failed; }

bool WriterLock::has_sync_failed() const { return shared_->sync_failed; }

}  // namespace afterword
