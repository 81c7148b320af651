#include "store/engine/writer_lock.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "slowness.h"

namespace afterword {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

Clock::time_point soon() { return Clock::now() + milliseconds{5'000} * slowness(); }

TEST(WriterLock, WhoHasJustReleasedItDoesNotOvertakeThoseThatWait) {
  const auto lock = WriterLock::make();
  std::atomic<bool> is_over = false;
  std::atomic<int> turns = 0;
  std::thread busy([&] {
    while (!is_over && lock->acquire(soon())) {
      ++turns;
      std::this_thread::sleep_for(milliseconds{1});
      lock->release();
    }
  });
  int most = 0;
  for (int i = 0; i < 50; ++i) {
    const int before = turns;
    ASSERT_TRUE(lock->acquire(soon()));
    most = std::max(most, turns - before);
    lock->release();
  }
  is_over = true;
  busy.join();
  // The turn during which it began to wait, and one that began before it waited.
  EXPECT_LE(most, 2);
}

TEST(WriterLock, TheLockOfADeadProcessIsReleased) {
  const auto lock = WriterLock::make();
  const pid_t child = ::fork();
  if (child == 0) ::_exit(lock->acquire(soon()) ? 0 : 1);
  int status = 1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_EQ(status, 0);
  EXPECT_TRUE(lock->acquire(soon()));
  lock->release();
}

TEST(WriterLock, ASyncThatBeganLaterCoversACommit) {
  const auto lock = WriterLock::make();
  const auto first = lock->note_commit();
  const auto begun = lock->newest_commit();
  const auto second = lock->note_commit();
  lock->note_synced(begun);
  EXPECT_TRUE(lock->is_synced(first));
  EXPECT_FALSE(lock->is_synced(second)) << "written while the disk was synced";
  lock->note_synced(second);
  lock->note_synced(begun);
  EXPECT_TRUE(lock->is_synced(second));
}

TEST(WriterLock, ItIsWorthWaitingForWritersThatMakeProgress) {
  const auto lock = WriterLock::make();
  EXPECT_FALSE(lock->is_moving());
  lock->note_progress();
  EXPECT_TRUE(lock->is_moving());
  lock->start_backoff();
  EXPECT_TRUE(lock->is_backing_off());
  lock->note_progress();
  EXPECT_FALSE(lock->is_backing_off());
}

}  // namespace
}  // namespace afterword
