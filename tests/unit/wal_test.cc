// Checkpoints of the write-ahead log: SQLite's WAL-reset bug, and what remains in which file.
#include "store/sqlite/sqlite_wal.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "recorded_disk.h"
#include "sql_number.h"
#include "temp_folder.h"

namespace afterword {
namespace {

using std::chrono::milliseconds;

class Connection {
 public:
  explicit Connection(const std::string& file) {
    EXPECT_EQ(sqlite3_open(file.c_str(), &connection_), SQLITE_OK);
    take_over_wal(connection_, &frames_);
    run("PRAGMA journal_mode = WAL");
  }
  ~Connection() { sqlite3_close(connection_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  int run(const std::string& sql) {
    return sqlite3_exec(connection_, sql.c_str(), nullptr, nullptr, nullptr);
  }
  /// Changes the pages of some rows in one transaction.
  int write(int first, int last, const std::string& value) {
    return run(fmt::format("UPDATE t SET v = '{}' || substr(v, {}) WHERE id BETWEEN {} AND {}",
                           value, value.size() + 1, first, last));
  }
  int count(const std::string& value) {
    sqlite3_stmt* statement = nullptr;
    const std::string sql = fmt::format("SELECT count(*) FROM t WHERE v GLOB '{}*'", value);
    sqlite3_prepare_v2(connection_, sql.c_str(), -1, &statement, nullptr);
    const int rows = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int(statement, 0) : -1;
    sqlite3_finalize(statement);
    return rows;
  }
  int frames() const { return frames_; }
  sqlite3* get() { return connection_; }

 private:
  sqlite3* connection_ = nullptr;
  int frames_ = 0;
};

void passive_checkpoint(Connection& connection) {
  sqlite3_wal_checkpoint_v2(connection.get(), "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

void our_checkpoint(Connection& connection) {
  make_checkpoint(connection.get(), Checkpoint::copy, milliseconds{0});
}

/// The history of https://www.sqlite.org/wal.html#walresetbug: a checkpoint; a second one, while
/// which another connection starts the WAL again; transactions until the WAL is longer than before;
/// a third checkpoint. Returns how many rows of 40 lost what was committed last.
int rows_lost(void (*checkpoint)(Connection&)) {
  const TempFolder folder;
  RecordedDisk disk;
  const std::string file = folder / "a.db";
  constexpr int rows = 40;
  {
    Connection one(file);
    Connection other(file);
    // Each row fills a page.
    one.run("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)");
    for (int i = 1; i <= rows; ++i)
      one.run(fmt::format("INSERT INTO t VALUES ({}, hex(zeroblob(1500)))", i));
    checkpoint(one);
    EXPECT_EQ(other.count("0"), rows);
    one.write(1, 30, "before");
    checkpoint(one);
    bool written = false;
    disk.in_checkpoint = [&] { written = one.write(1, 1, "meanwhile") == SQLITE_OK; };
    checkpoint(other);
    if (!written) {
      EXPECT_EQ(one.write(1, 1, "meanwhile"), SQLITE_OK);
    }
    for (int i = 1; i <= rows; ++i) EXPECT_EQ(one.write(i, i, "after"), SQLITE_OK);
    checkpoint(one);
    // The next transaction starts the WAL again, if everything counts as copied.
    EXPECT_EQ(other.run("CREATE TABLE last (x)"), SQLITE_OK);
  }
  Connection reader(file);
  return rows - reader.count("after");
}

/// https://www.sqlite.org/wal.html#walresetbug
bool has_wal_reset_bug(int version) {
  const bool is_repaired_branch = (version >= 3'050'007 && version < 3'051'000) ||
                                  (version >= 3'044'006 && version < 3'045'000);
  return version < 3'051'003 && !is_repaired_branch;
}

TEST(WalReset, APassiveCheckpointLosesACommittedTransactionUntilSqliteIsFixed) {
  EXPECT_EQ(rows_lost(passive_checkpoint) > 0, has_wal_reset_bug(sqlite3_libversion_number()));
}

TEST(WalReset, OurCheckpointLosesNothing) { EXPECT_EQ(rows_lost(our_checkpoint), 0); }

/// If the lock of writers is not available, SQLite would make a passive checkpoint.
TEST(Wal, ACheckpointDuringAForeignTransactionCopiesNothing) {
  const TempFolder folder;
  Connection one(folder / "a.db");
  Connection other(folder / "a.db");
  one.run("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES (1, 'x')");
  one.run("BEGIN IMMEDIATE");
  EXPECT_FALSE(make_checkpoint(other.get(), Checkpoint::copy, milliseconds{5}));
  EXPECT_EQ(std::filesystem::file_size(folder / "a.db"), 4096) << "the header only";
  one.run("COMMIT");
  EXPECT_EQ(other.run("SELECT * FROM t"), SQLITE_OK) << "the interrupt is over";
  EXPECT_TRUE(make_checkpoint(other.get(), Checkpoint::copy, milliseconds{5}));
  EXPECT_GT(std::filesystem::file_size(folder / "a.db"), 4096);
}

TEST(Wal, AnEmptiedWalLeavesACompleteDatabaseFile) {
  const TempFolder folder;
  Connection one(folder / "a.db");
  one.run("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES (1, 'x')");
  EXPECT_GT(one.frames(), 0);
  EXPECT_TRUE(make_checkpoint(one.get(), Checkpoint::empty, milliseconds{5}));
  EXPECT_EQ(std::filesystem::file_size(folder / "a.db-wal"), 0);
  std::filesystem::copy(folder / "a.db", folder / "copy.db");
  EXPECT_EQ(sql_number(folder / "copy.db", "SELECT count(*) FROM t"), 1);
}

TEST(Wal, SqliteMakesNoCheckpointOfItsOwn) {
  const TempFolder folder;
  Connection one(folder / "a.db");
  one.run("CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT); INSERT INTO t VALUES (1, 'x')");
  one.run("PRAGMA synchronous = OFF");
  for (int i = 0; one.frames() < 1'500; ++i) one.write(1, 1, std::to_string(i));
  EXPECT_EQ(std::filesystem::file_size(folder / "a.db"), 4096);
}

}  // namespace
}  // namespace afterword
