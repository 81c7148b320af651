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

std::int64_t monotonic_ms() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

}  // namespace

struct WriterLock::Shared {
  pthread_mutex_t mutex;
  std::atomic<std::int64_t> backoff_until_ms{0};  // monotonic clock
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
  pthread_mutex_init(&shared_->mutex, &attributes);
  pthread_mutexattr_destroy(&attributes);
}

std::shared_ptr<WriterLock> WriterLock::make() {
  return std::shared_ptr<WriterLock>(new WriterLock);
}

bool WriterLock::acquire(std::chrono::steady_clock::time_point deadline) {
  const auto since_boot = std::chrono::duration_cast<std::chrono::nanoseconds>(
      deadline.time_since_epoch());  // steady_clock is CLOCK_MONOTONIC on Linux
  constexpr std::int64_t second_ns = 1'000'000'000;
  const timespec until{since_boot.count() / second_ns, since_boot.count() % second_ns};
  const int locked = pthread_mutex_clocklock(&shared_->mutex, CLOCK_MONOTONIC, &until);
  // The shared memory contains only the lock and a number, so it is consistent after any crash.
  if (locked == EOWNERDEAD) pthread_mutex_consistent(&shared_->mutex);
  return locked == 0 || locked == EOWNERDEAD;
}

void WriterLock::release() { pthread_mutex_unlock(&shared_->mutex); }

void WriterLock::start_backoff() { shared_->backoff_until_ms = monotonic_ms() + backoff_ms; }

bool WriterLock::is_backing_off() const { return monotonic_ms() < shared_->backoff_until_ms; }

void WriterLock::end_backoff() {
  if (shared_->backoff_until_ms != 0) shared_->backoff_until_ms = 0;
}

}  // namespace afterword
