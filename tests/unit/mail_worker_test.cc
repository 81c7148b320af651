// What the mail worker does between its waits.
#include "server/application/mail_worker.h"

#include <gtest/gtest.h>

#include "base/secret.h"
#include "store/stores.h"
#include "temp_folder.h"
#include "test_database.h"

namespace afterword {
namespace {

constexpr Instant noon{1'700'000'000'000};

Instant after_days(std::int64_t days) { return Instant{noon.ms + days * day_ms}; }

TEST(MailWorkerTest, DataExpiresOnAnIdleSite) {
  start_secrets();
  TempFolder folder;
  const auto database = made_database(folder / "a.db");
  Stores stores(*database, {});
  ASSERT_TRUE(stores.outbox.enqueue_test("mia@example.org", noon));
  ASSERT_TRUE(stores.outbox.note_sent(*stores.outbox.take(noon), noon));

  Service service{.config = {},
                  .templates = TemplateCache(""),
                  .zone = *TimeZone::load("UTC"),
                  .writer_lock = {}};
  service.config.database = folder / "a.db";
  MailWorker worker(service);
  worker.look(after_days(29));
  EXPECT_EQ(stores.outbox.list("sent", 10)->size(), 1u);
  worker.look(after_days(31));
  EXPECT_EQ(stores.outbox.list("sent", 10)->size(), 0u);
}

}  // namespace
}  // namespace afterword
