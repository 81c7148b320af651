// Rendering threads to files while the database or the thread is changed.
#include "handler/publish/thread_publisher.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <utility>

#include "store/comment/submission_store.h"
#include "temp_folder.h"
#include "test_database.h"
#include "test_policy.h"

namespace afterword {
namespace {

constexpr Instant noon{1'700'000'000'000};

/// A connection on which something happens before its next statement.
class InterruptedDatabase final : public Database {
 public:
  InterruptedDatabase(Database& inner, std::function<void()> event)
      : inner_(inner), event_(std::move(event)) {}

  std::int64_t run(StatementId statement, std::initializer_list<Value> values,
                   RowSink sink) override {
    if (const auto event = std::exchange(event_, {})) event();
    return inner_.run(statement, values, std::move(sink));
  }
  void begin() override { inner_.begin(); }
  void begin_read() override { inner_.begin_read(); }
  void commit() override { inner_.commit(); }
  void rollback() noexcept override { inner_.rollback(); }
  bool must_reopen() const override { return inner_.must_reopen(); }
  void check_identity() noexcept override { inner_.check_identity(); }
  std::optional<std::string> storage_error() override { return inner_.storage_error(); }
  std::optional<std::uint64_t> change_counter() override { return inner_.change_counter(); }
  void set_workload(Workload workload) noexcept override { inner_.set_workload(workload); }

 private:
  Database& inner_;
  std::function<void()> event_;
};

class ThreadPublisherTest : public testing::Test {
 protected:
  ThreadPublisherTest() {
    start_secrets();
    site_.allow = {"**"};
    site_.verify_file = false;
    Submission submission;
    submission.author = "Mia";
    submission.email = "mia@example.org";
    submission.text = submission.plain_text = "A thought";
    submission.page = {"/a", "/a/"};
    submission.address_prefix = "192.0.2.0/24";
    SubmissionStore submissions(*database_);
    thread_ = submissions.submit(submission, always(publish_all()), {}, noon)->comment.thread;
    EXPECT_TRUE(files_.adopt(publisher_.stamp()));
  }

  PublishResult publish(Database& database) {
    return publisher_.publish(database, SecretKey(std::string(64, 'a')), files_, thread_,
                              PublishedThreads::Existing::replace, PublishExtent::all, noon);
  }
  bool is_shown() const {
    return std::filesystem::exists(folder_ / "published/thread/a/@/index.html");
  }

  TempFolder folder_;
  std::unique_ptr<Database> database_ = made_database(folder_ / "a.db");
  Site site_;
  TemplateCache templates_{""};
  TimeZone zone_ = *TimeZone::load("UTC");
  ThreadPublisher publisher_{site_, templates_, zone_};
  PublishedThreads files_{folder_ / "published"};
  ThreadId thread_;
};

TEST_F(ThreadPublisherTest, AChangeBeforeFilesAreWrittenIsNoFailure) {
  InterruptedDatabase database(*database_, [&] {
    PublishedThreads writer(folder_ / "published");
    writer.remove_before_commit({{thread_.value}, false});
    writer.unlock();
  });
  EXPECT_EQ(publish(database), PublishResult::published) << files_.error();
  EXPECT_TRUE(is_shown());
}

TEST_F(ThreadPublisherTest, AReplacedDatabaseIsNotPublished) {
  EXPECT_EQ(publish(*database_), PublishResult::published);
  // As a restore does, before the publisher begins and while it reads.
  const auto restore = [&] {
    PublishedThreads restorer(folder_ / "published");
    restorer.remove_all();
    std::filesystem::rename(folder_ / "a.db", folder_ / "former.db");
    restorer.unlock();
  };
  InterruptedDatabase database(*database_, restore);
  EXPECT_EQ(publish(database), PublishResult::failed);
  EXPECT_FALSE(is_shown());
  EXPECT_EQ(publish(database), PublishResult::failed);
  EXPECT_FALSE(is_shown());
}

}  // namespace
}  // namespace afterword
