// The files of published threads: their names, and the order of writers and publishers.
#include "store/published/published_threads.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <set>
#include <thread>

#include "store/engine/database.h"
#include "store/published/published_name.h"
#include "temp_folder.h"

namespace afterword {
namespace {

constexpr Instant noon{1'700'000'000'000};
constexpr ThreadId one{1};
using Beginning = PublishedThreads::Beginning;
using Existing = PublishedThreads::Existing;
using Finished = PublishedThreads::Finished;

TEST(PublishedNameTest, APagesPathIsItsName) {
  const std::vector<std::pair<std::string, std::string>> names{
      {"/", "@"},
      {"/a", "a@"},
      {"/a/", "a/@"},
      {"/a/b.html", "a/b.html@"},
      {"/a b/ünï/", "a b/ünï/@"},
      {"/?p=12", "?p=12@"},
      {"/100%/", "100%/@"},
      {"/@user", "@user@"},
      {"/a/index.html", "a/index.html@"},
      {"/" + std::string(254, 'x'), std::string(254, 'x') + "@"},
  };
  for (const auto& [path, name] : names) EXPECT_EQ(published_name(path), name) << path;
}

TEST(PublishedNameTest, NoNameLeadsElsewhere) {
  for (const std::string& path :
       {std::string(""), std::string("a"), std::string("/.."), std::string("/../a"),
        std::string("/a/../b"), std::string("/a/./b"), std::string("/.hidden/a"),
        std::string("/a@"), std::string("/a@/b"), std::string("/@/b"), std::string("//a"),
        std::string("/a//b"), std::string("/?p=../../x"), "/" + std::string(255, 'x'),
        std::string("/a\0b", 4)})
    EXPECT_FALSE(published_name(path)) << path;
}

class PublishedThreadsTest : public testing::Test {
 protected:
  PublishedThreadsTest() { EXPECT_TRUE(files_.adopt("stamp")); }

  PublishedThreads files() const { return PublishedThreads(folder_ / "published"); }
  std::string file(const std::string& name = "a/@") const {
    return folder_ / ("published/thread/" + name + "/index.html");
  }
  bool is_shown(const std::string& name = "a/@") const {
    const bool plain = std::filesystem::exists(file(name));
    EXPECT_EQ(plain, std::filesystem::exists(file(name) + ".gz"));
    return plain;
  }
  Finished publish(const std::string& name = "a/@", Existing existing = Existing::keep) {
    PublishedThreads::Edition edition;
    EXPECT_EQ(files_.begin(one, "stamp", existing, noon, edition), Beginning::begun);
    EXPECT_TRUE(files_.write(edition, "index.html", "text", "packed"));
    return files_.finish(edition, name, true);
  }
  static void change(PublishedThreads& files) {
    files.remove_before_commit({{one.value}, false});
    files.unlock();
  }

  TempFolder folder_;
  PublishedThreads files_ = files();
};

TEST_F(PublishedThreadsTest, AChangeRemovesTheFiles) {
  EXPECT_EQ(publish(), Finished::published);
  EXPECT_TRUE(is_shown());
  EXPECT_FALSE(files_.is_pending(one));
  change(files_);
  EXPECT_FALSE(is_shown());
  EXPECT_TRUE(files_.is_pending(one));
}

TEST_F(PublishedThreadsTest, WhatWasReadBeforeAChangeIsNotShown) {
  PublishedThreads writer = files();
  PublishedThreads::Edition edition;
  ASSERT_EQ(files_.begin(one, "stamp", Existing::keep, noon, edition), Beginning::begun);
  ASSERT_TRUE(files_.write(edition, "index.html", "text", "packed"));
  change(writer);
  EXPECT_EQ(files_.finish(edition, "a/@", true), Finished::overtaken);
  EXPECT_FALSE(is_shown());
  EXPECT_TRUE(files_.is_pending(one));
}

TEST_F(PublishedThreadsTest, AdditionalFilesAreNotAddedToLaterOnes) {
  ASSERT_EQ(publish(), Finished::published);
  PublishedThreads other = files();
  PublishedThreads::Edition edition;
  ASSERT_EQ(other.begin(one, "stamp", Existing::complete, noon, edition), Beginning::begun);
  ASSERT_TRUE(other.write(edition, "2.html", "text", "packed"));
  change(files_);
  EXPECT_EQ(other.finish(edition, "a/@", true), Finished::overtaken);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "published/thread/a/@/2.html"));
}

TEST_F(PublishedThreadsTest, NothingIsReadBetweenTheRemovalAndTheCommit) {
  PublishedThreads writer = files();
  std::atomic<bool> committed = false;
  std::atomic<bool> trying = false;
  writer.remove_before_commit({{one.value}, false});
  std::thread publisher([&] {
    PublishedThreads mine = files();
    PublishedThreads::Edition edition;
    trying = true;
    EXPECT_EQ(mine.begin(one, "stamp", Existing::keep, noon, edition), Beginning::begun);
    EXPECT_TRUE(committed);
  });
  while (!trying) std::this_thread::yield();
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  committed = true;
  writer.unlock();
  publisher.join();
}

TEST_F(PublishedThreadsTest, OnePublisherAThread) {
  PublishedThreads other = files();
  PublishedThreads::Edition first;
  PublishedThreads::Edition second;
  PublishedThreads::Edition third;
  ASSERT_EQ(files_.begin(one, "stamp", Existing::keep, noon, first), Beginning::begun);
  EXPECT_EQ(other.begin(one, "stamp", Existing::keep, noon, second), Beginning::busy);
  EXPECT_EQ(other.begin(ThreadId{2}, "stamp", Existing::keep, noon, third), Beginning::begun);
}

TEST_F(PublishedThreadsTest, FilesOfAnotherConfigurationAreRemoved) {
  ASSERT_EQ(publish(), Finished::published);
  EXPECT_TRUE(files_.adopt("stamp"));
  EXPECT_TRUE(is_shown());
  EXPECT_TRUE(files().adopt("another"));
  EXPECT_FALSE(is_shown());
  PublishedThreads::Edition edition;
  EXPECT_EQ(files_.begin(one, "stamp", Existing::keep, noon, edition), Beginning::outdated);
}

TEST_F(PublishedThreadsTest, EachEditionHasAnotherDate) {
  std::set<std::int64_t> dates;
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(publish("a/@", Existing::replace), Finished::published);
    struct stat info {};
    ASSERT_EQ(::stat(file().c_str(), &info), 0);
    EXPECT_GT(info.st_mtim.tv_sec, noon.ms / second_ms);
    dates.insert(info.st_mtim.tv_sec);
  }
  EXPECT_EQ(dates.size(), 3U);
}

TEST_F(PublishedThreadsTest, FilesFollowTheirThread) {
  ASSERT_EQ(publish(), Finished::published);
  change(files_);
  ASSERT_EQ(publish("b/@"), Finished::published);
  EXPECT_TRUE(is_shown("b/@"));
  EXPECT_FALSE(is_shown("a/@"));
  ThreadChanges many;
  for (std::int64_t id = 1; id < 100; ++id) many.threads.push_back(id);
  files_.remove_before_commit(many);
  files_.unlock();
  EXPECT_FALSE(is_shown("b/@"));
}

TEST_F(PublishedThreadsTest, AThreadThatFollowsAnotherOneHasItsOwnFiles) {
  constexpr ThreadId two{2};
  const auto publish_two = [&](const std::string& name) {
    PublishedThreads::Edition edition;
    EXPECT_EQ(files_.begin(two, "stamp", Existing::complete, noon, edition), Beginning::begun);
    EXPECT_FALSE(files_.adds(edition));
    EXPECT_TRUE(files_.write(edition, "index.html", "text of two", "packed"));
    EXPECT_EQ(files_.finish(edition, name, true), Finished::published);
  };
  EXPECT_EQ(publish("a/@"), Finished::published);
  publish_two("b/@");
  // Both are moved by one transaction: one to the place of two.
  files_.remove_before_commit({{one.value, two.value}, false});
  files_.unlock();
  EXPECT_EQ(publish("b/@"), Finished::published);
  EXPECT_FALSE(files_.place_of(two)->has_files);
  // A further change of two leaves the files of one.
  files_.remove_before_commit({{two.value}, false});
  files_.unlock();
  EXPECT_TRUE(is_shown("b/@"));
  publish_two("c/@");
  EXPECT_TRUE(is_shown("b/@"));
  EXPECT_TRUE(is_shown("c/@"));
}

TEST_F(PublishedThreadsTest, AFolderWithOtherFilesIsNotUsed) {
  std::filesystem::create_directory(folder_ / "pages");
  folder_.write("pages/index.html", "mine");
  PublishedThreads wrong(folder_ / "pages");
  EXPECT_FALSE(wrong.adopt("stamp"));
  EXPECT_NE(wrong.error().find("other files"), std::string::npos) << wrong.error();
  wrong.remove_before_commit({{one.value}, false});
  wrong.unlock();
  EXPECT_TRUE(std::filesystem::exists(folder_ / "pages/index.html"));
}

}  // namespace
}  // namespace afterword
