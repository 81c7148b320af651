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

constexpr std::int64_t refused_ms = 10'000;

std::int64_t monotonic_ms() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

}  // namespace

struct WriterLock::Shared {
  pthread_mutex_t mutex;
  std::atomic<std::int64_t> refused_until_ms{0};  // of the monotonic clock
};

// Never unmapped: workers of an earlier configuration may still use it, and there is one for each
// time the configuration is read.
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

bool WriterLock::take(std::chrono::steady_clock::time_point deadline) {
  const auto since_boot = std::chrono::duration_cast<std::chrono::nanoseconds>(
      deadline.time_since_epoch());  // steady_clock is CLOCK_MONOTONIC
  constexpr std::int64_t second_ns = 1'000'000'000;
  const timespec until{since_boot.count() / second_ns, since_boot.count() % second_ns};
  const int locked = pthread_mutex_clocklock(&shared_->mutex, CLOCK_MONOTONIC, &until);
  // Nothing in the shared memory can be half done: there are only the lock and a number.
  if (locked == EOWNERDEAD) pthread_mutex_consistent(&shared_->mutex);
  return locked == 0 || locked == EOWNERDEAD;
}

void WriterLock::give_back() { pthread_mutex_unlock(&shared_->mutex); }

void WriterLock::refuse_for_a_while() { shared_->refused_until_ms = monotonic_ms() + refused_ms; }

bool WriterLock::refuses() const { return monotonic_ms() < shared_->refused_until_ms; }

void WriterLock::refuse_no_more() {
  if (shared_->refused_until_ms != 0) shared_->refused_until_ms = 0;
}

}  // namespace afterword
