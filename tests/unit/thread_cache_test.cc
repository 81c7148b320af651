// The cache of threads: what strangers invent evicts only one another, and its memory is limited.
#include "handler/thread/thread_cache.h"

#include <gtest/gtest.h>

#include <string>

namespace afterword {
namespace {

CachedThread entry_of(std::size_t bytes, bool is_canonical) {
  CachedThread entry;
  entry.is_canonical = is_canonical;
  entry.kept.response.body = std::string(bytes, 'x');
  return entry;
}

TEST(ThreadCache, AHundredThousandInventedAddressesDoNotEvictAThread) {
  ThreadCache cache;
  cache.put("wanted", entry_of(32'000, true));
  for (int i = 0; i < 100'000; ++i)
    cache.put("invented " + std::to_string(i), entry_of(7'000, false));
  ASSERT_NE(cache.find("wanted"), nullptr);
  EXPECT_LE(cache.bytes(), 34'200 + ThreadCache::max_other_bytes);
  EXPECT_NE(cache.find("invented 99999"), nullptr);
  EXPECT_EQ(cache.find("invented 0"), nullptr);
}

TEST(ThreadCache, TheLeastRecentlyUsedThreadsAreEvictedByOthers) {
  ThreadCache cache;
  for (int i = 0; i < 1'000; ++i) {
    cache.put(std::to_string(i), entry_of(32'000, true));
    ASSERT_NE(cache.find("0"), nullptr);
    EXPECT_LE(cache.bytes(), ThreadCache::max_canonical_bytes);
  }
  EXPECT_EQ(cache.find("1"), nullptr);
}

TEST(ThreadCache, AnEntryThatIsLargerThanTheLimitIsKeptUntilTheNext) {
  ThreadCache cache;
  cache.put("huge", entry_of(ThreadCache::max_canonical_bytes + 1, true));
  EXPECT_NE(cache.find("huge"), nullptr);
  cache.put("next", entry_of(1, true));
  EXPECT_EQ(cache.find("huge"), nullptr);
}

TEST(ThreadCache, AnEntryMayBecomeCanonicalOrCeaseToBe) {
  ThreadCache cache;
  cache.put("a", entry_of(100, false));
  const std::size_t one = cache.bytes();
  for (const bool is_canonical : {true, true, false}) {
    cache.put("a", entry_of(100, is_canonical));
    EXPECT_EQ(cache.bytes(), one);
    ASSERT_NE(cache.find("a"), nullptr);
    EXPECT_EQ(cache.find("a")->is_canonical, is_canonical);
  }
}

TEST(ThreadCache, TheFormWithGzipCounts) {
  ThreadCache cache;
  for (int i = 0; i < 500; ++i) {
    CachedThread& entry = cache.put(std::to_string(i), entry_of(10'000, true));
    entry.kept.gzip = std::string(10'000, 'z');
    cache.recount();
    EXPECT_LE(cache.bytes(), ThreadCache::max_canonical_bytes);
  }
  EXPECT_EQ(cache.find("300"), nullptr);
  EXPECT_NE(cache.find("499"), nullptr);
  EXPECT_NE(cache.find("380"), nullptr);
}

}  // namespace
}  // namespace afterword
