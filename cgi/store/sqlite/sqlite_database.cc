#include "store/sqlite/sqlite_database.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

#include "base/file.h"
#include "sql/statements.h"
#include "store/sqlite/migration.h"
#include "store/sqlite/schema.h"
#include "store/sqlite/sqlite_file.h"
#include "store/sqlite/sqlite_wal.h"

namespace afterword {
namespace {

using Clock = std::chrono::steady_clock;

// The size of the WAL, in pages, from which a commit also makes a checkpoint; SQLite's default.
constexpr int checkpoint_frames = 1'000;
// How long a checkpoint waits for readers and, in processes without the writer lock, for writers.
constexpr std::chrono::milliseconds checkpoint_max_wait{20};
// How long a writer waits for others that make progress, and how often it asks whether they do.
constexpr std::chrono::milliseconds longest_turn{2'000};
constexpr std::chrono::milliseconds step_of_turn{50};

StoreError store_error(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return StoreError::busy;
    case SQLITE_CONSTRAINT:
      return StoreError::constraint;
    case SQLITE_FULL:
      return StoreError::full;
    default:
      return StoreError::unavailable;
  }
}

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
  bool is_null(int column) const override {
    return sqlite3_column_type(statement_, column) == SQLITE_NULL;
  }
  std::int64_t integer(int column) const override {
    return sqlite3_column_int64(statement_, column);
  }
  std::string_view text(int column) const override {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    if (bytes == nullptr) return {};
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }

 private:
  sqlite3_stmt* statement_;
};

class SqliteDatabase final : public Database {
 public:
  explicit SqliteDatabase(const StoreSettings& settings)
      : path_(settings.path),
        busy_timeout_(std::chrono::milliseconds(settings.busy_timeout_ms)),
        writer_lock_(settings.writer_lock),
        wait_(settings.wait) {}

  ~SqliteDatabase() override {
    checkpoint();
    // The last connection makes a checkpoint when it is closed.
    if (!is_intact()) sqlite3_db_config(connection_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    for (sqlite3_stmt* statement : statements_) sqlite3_finalize(statement);
    for (sqlite3_stmt* statement : {begin_, begin_read_, commit_, rollback_})
      sqlite3_finalize(statement);
    sqlite3_close(connection_);
  }

  std::optional<OpenError> open(const StoreSettings& settings, Opening opening);

  std::int64_t run(StatementId statement, std::initializer_list<Value> values,
                   RowSink sink) override;
  void begin() override;
  void begin_read() override { step_alone(begin_read_); }
  void commit() override;
  void rollback() noexcept override {
    if (sqlite3_get_autocommit(connection_) == 0) {
      sqlite3_step(rollback_);
      sqlite3_reset(rollback_);
    }
    end_writing();
  }
  bool must_reopen() const override { return must_reopen_; }
  void check_identity() noexcept override;
  std::optional<std::string> storage_error() override;
  std::optional<std::uint64_t> change_counter() override;
  void checkpoint() noexcept override;
  std::string_view journal_mode() const override { return is_wal() ? "wal" : "truncate"; }
  void set_workload(Workload workload) noexcept override;

 private:
  std::optional<OpenError> open_file(Opening opening);
  std::optional<OpenError> copy_from_file();
  std::optional<OpenError> update_schema(Opening opening);
  std::optional<OpenError> set_journal_mode(const StoreSettings& settings, Opening opening);
  bool wants_wal(const StoreSettings& settings) const;
  bool is_wal() const;
  bool is_intact() noexcept;
  bool copy_wal(Checkpoint kind, std::chrono::milliseconds max_wait) noexcept;
  void checkpoint_long_wal() noexcept;
  void wait_for_turn();
  void sync_commit(std::uint64_t number);
  OpenError outdated(std::string_view why) const;
  std::optional<std::uint64_t> wal_change_counter();
  void harden();
  void check_schema();
  std::optional<std::string> prepare_at_start(bool all);
  bool prepare(StatementId statement);
  bool prepare_sql(std::string_view sql, sqlite3_stmt** statement);
  std::string pragma_text(const char* sql);
  void step_alone(sqlite3_stmt* statement);
  void end_writing() noexcept;
  /// Errors while opening: a lock is temporary, everything else is not.
  StoreError error_at_start() const {
    return met_lock_ ? StoreError::busy : StoreError::unavailable;
  }
  Clock::time_point new_deadline() const {
    return wait_ ? wait_->until() : Clock::now() + busy_timeout_;
  }
  [[noreturn]] void fail(int code, std::string_view what);
  static int wait_for_lock(void* self, int attempts);

  sqlite3* connection_ = nullptr;
  std::array<sqlite3_stmt*, statement_count> statements_{};
  sqlite3_stmt* begin_ = nullptr;
  sqlite3_stmt* begin_read_ = nullptr;
  sqlite3_stmt* commit_ = nullptr;
  sqlite3_stmt* rollback_ = nullptr;
  sqlite3_file* file_ = nullptr;  // owned by SQLite
  bool must_reopen_ = false;
  bool is_moved_ = false;
  bool foreign_schema_ = false;
  std::string path_;
  bool met_lock_ = false;
  Clock::duration busy_timeout_;
  // Limits all waiting within a write transaction, or within a single statement outside one.
  Clock::time_point deadline_{};
  bool writing_ = false;
  std::shared_ptr<WriterLock> writer_lock_;
  std::shared_ptr<LockWait> wait_;
  // Of WAL mode:
  bool syncs_itself_ = false;  // commits are synced by sync_commit and not by SQLite
  int committed_frames_ = 0;   // the size of the WAL after a commit that wrote; 0 otherwise
  int next_checkpoint_ = checkpoint_frames;
  sqlite3_int64 file_bytes_ = 0;  // the largest size seen
  bool has_written_ = false;      // since this connection last emptied the WAL
};

void SqliteDatabase::fail(int code, std::string_view what) {
  // The connection must be reopened, so that no restart is needed after the file was made writable
  // or replaced. A plain SQLITE_ERROR means a missing table.
  switch (code & 0xff) {
    case SQLITE_READONLY:
    case SQLITE_ERROR:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      must_reopen_ = true;
      break;
    default:
      break;
  }
  throw StoreException{store_error(code),
                       fmt::format("{}: {} ({})", what, sqlite3_errmsg(connection_), code)};
}

/// SQLite's own handler sleeps for up to 100 ms; a commit takes about one.
int SqliteDatabase::wait_for_lock(void* self, int attempts) {
  auto& database = *static_cast<SqliteDatabase*>(self);
  const auto now = Clock::now();
  if (attempts == 0 && !database.writing_) database.deadline_ = database.new_deadline();
  if (now >= database.deadline_) {
    database.met_lock_ = true;
    if (database.wait_) database.wait_->note_lock();
    return 0;
  }
  ::usleep(attempts < 50 ? 200U : 2'000U);
  return 1;
}

/// The settings of https://www.sqlite.org/security.html, and foreign keys, deletion without remains
/// in the file, and a full sync at each commit.
void SqliteDatabase::harden() {
  sqlite3_db_config(connection_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(connection_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(connection_, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  sqlite3_db_config(connection_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(connection_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_limit(connection_, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(connection_, SQLITE_LIMIT_LENGTH, 64 << 20);
  sqlite3_exec(connection_,
               "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA cell_size_check = ON;"
               "PRAGMA mmap_size = 0; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;",
               nullptr, nullptr, nullptr);
}

/// An import inserts at many places of the database. For each row it would copy the list of values
/// of each CHECK constraint into a temporary table, half of the time of an INSERT; backups and the
/// tests verify the constraints afterwards. These pragmas are in no statement of sql/query, because
/// preparing one is enough to change the connection.
void SqliteDatabase::set_workload(Workload workload) noexcept {
  sqlite3_exec(connection_,
               workload == Workload::import
                   ? "PRAGMA cache_size = -24000; PRAGMA ignore_check_constraints = ON"
                   : "PRAGMA cache_size = -4096; PRAGMA ignore_check_constraints = OFF",
               nullptr, nullptr, nullptr);
}

std::string SqliteDatabase::pragma_text(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  std::string text;
  if (sqlite3_prepare_v2(connection_, sql, -1, &statement, nullptr) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW)
    text = SqliteRow(statement).text(0);
  sqlite3_finalize(statement);
  return text;
}

/// Byte 18 of the header (SQLite file format, section 1.3). Read through SQLite's file handle,
/// because closing another descriptor of the file would release our locks.
bool SqliteDatabase::is_wal() const {
  constexpr int at = 18;
  constexpr unsigned char wal = 2;
  unsigned char mode = 0;
  return file_ != nullptr && file_->pMethods != nullptr &&
         file_->pMethods->xRead(file_, &mode, sizeof mode, at) == SQLITE_OK && mode == wal;
}

/// In WAL mode, only checkpoints change the database file, so SQLite does not notice if another
/// program empties, cuts or overwrites it, and a checkpoint would mix both. The file never shrinks
/// by itself, and a backup that is copied over it is not in WAL mode. Call it when no checkpoint is
/// in progress.
bool SqliteDatabase::is_intact() noexcept {
  if (!syncs_itself_) return true;
  constexpr std::string_view magic{"SQLite format 3", 16};
  std::array<char, magic.size()> begin{};
  sqlite3_int64 bytes = 0;
  if (file_->pMethods->xRead(file_, begin.data(), begin.size(), 0) != SQLITE_OK ||
      std::string_view(begin.data(), begin.size()) != magic || !is_wal() ||
      file_->pMethods->xFileSize(file_, &bytes) != SQLITE_OK || bytes < file_bytes_)
    return false;
  file_bytes_ = bytes;
  return true;
}

OpenError SqliteDatabase::outdated(std::string_view why) const {
  return {
      StoreError::unavailable,
      fmt::format("the database {} {}; the next request, start or command upgrades it", path_, why),
      true};
}

/// WAL requires memory shared by all processes, which does not exist between machines. A process
/// that serves a single request gains nothing by it, and would need to write to the folder even for
/// reading; so `automatic` keeps what it finds, and only `afterword serve` selects WAL.
bool SqliteDatabase::wants_wal(const StoreSettings& settings) const {
  if (on_network_file_system(path_)) return false;
  switch (settings.journal) {
    case JournalMode::truncate:
      return false;
    case JournalMode::wal:
      return true;
    case JournalMode::automatic:
      return settings.served ? is_wal() || on_local_file_system(path_) : is_wal();
  }
  return false;
}

/// WAL is a property of the file. TRUNCATE is a property of the connection; setting it writes
/// nothing.
std::optional<OpenError> SqliteDatabase::set_journal_mode(const StoreSettings& settings,
                                                          Opening opening) {
  // A private copy needs no journal mode. A read-only file keeps its mode, since both can be read.
  if (opening == Opening::copy || sqlite3_db_readonly(connection_, "main") == 1)
    return std::nullopt;
  const bool wal = wants_wal(settings);
  if (opening == Opening::current && wal != is_wal())
    return outdated("has another journal mode than is configured");
  std::string mode = wal ? "wal" : "truncate";
  std::string got =
      pragma_text(wal ? "PRAGMA journal_mode = WAL" : "PRAGMA journal_mode = TRUNCATE");
  // A file system without shared memory.
  if (wal && got != mode && !met_lock_ && settings.journal == JournalMode::automatic) {
    mode = "truncate";
    got = pragma_text("PRAGMA journal_mode = TRUNCATE");
  }
  // A connection that has seen the WAL keeps a lock by which no other can end this mode.
  syncs_itself_ = got == "wal" && sqlite3_exec(connection_, "PRAGMA synchronous = NORMAL", nullptr,
                                               nullptr, nullptr) == SQLITE_OK;
  if (got == mode) return std::nullopt;
  return OpenError{
      error_at_start(),
      fmt::format("{} could not be set to journal mode {} (it is {}); stop every program that uses "
                  "the file and start again",
                  path_, mode, got.empty() ? sqlite3_errmsg(connection_) : got.c_str())};
}

bool SqliteDatabase::prepare_sql(std::string_view sql, sqlite3_stmt** statement) {
  return sqlite3_prepare_v3(connection_, sql.data(), static_cast<int>(sql.size()),
                            SQLITE_PREPARE_PERSISTENT, statement, nullptr) == SQLITE_OK;
}

bool SqliteDatabase::prepare(StatementId statement) {
  return prepare_sql(statement_text(statement).sql,
                     &statements_[static_cast<std::size_t>(statement)]);
}

std::optional<std::string> SqliteDatabase::prepare_at_start(bool all) {
  // IMMEDIATE, because upgrading a deferred transaction fails with BUSY_SNAPSHOT without calling
  // the busy handler.
  if (!prepare_sql("BEGIN IMMEDIATE", &begin_) || !prepare_sql("BEGIN", &begin_read_) ||
      !prepare_sql("COMMIT", &commit_) || !prepare_sql("ROLLBACK", &rollback_))
    return std::string(sqlite3_errmsg(connection_));
  for (std::size_t i = 0; all && i < statement_count; ++i)
    if (const auto statement = static_cast<StatementId>(i); !prepare(statement))
      return fmt::format("the statement {} does not fit the database: {}",
                         statement_text(statement).name, sqlite3_errmsg(connection_));
  return std::nullopt;
}

std::optional<OpenError> SqliteDatabase::copy_from_file() {
  sqlite3* source = nullptr;
  int code =
      sqlite3_open_v2(path_.c_str(), &source, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
  if (code == SQLITE_OK) {
    sqlite3_busy_handler(source, wait_for_lock, this);
    sqlite3_backup* backup = sqlite3_backup_init(connection_, "main", source, "main");
    if (backup != nullptr) sqlite3_backup_step(backup, -1);
    code = backup != nullptr ? sqlite3_backup_finish(backup) : sqlite3_errcode(connection_);
  }
  sqlite3_close(source);
  if (code == SQLITE_OK) return std::nullopt;
  return OpenError{store_error(code),
                   fmt::format("the database {} cannot be copied to a temporary file (set TMPDIR "
                               "to a folder with space): {}",
                               path_, sqlite3_errstr(code))};
}

std::optional<OpenError> SqliteDatabase::open_file(Opening opening) {
  if (auto error = sqlite_file_error(path_, opening))
    return OpenError{StoreError::unavailable, *error};
  // Without statistics of its memory, SQLite needs no lock to allocate any. Once, before its first
  // use.
  [[maybe_unused]] static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    (opening == Opening::create ? SQLITE_OPEN_CREATE : 0);
  const int opened =
      sqlite3_open_v2(opening == Opening::copy ? "" : path_.c_str(), &connection_, flags, nullptr);
  if (opened != SQLITE_OK)
    return OpenError{store_error(opened),
                     fmt::format("the database {} cannot be opened: {}; the program needs to read "
                                 "and write the file and its folder",
                                 path_, sqlite3_errmsg(connection_))};
  sqlite3_busy_handler(connection_, wait_for_lock, this);
  take_over_wal(connection_, &committed_frames_);
  return opening == Opening::copy ? copy_from_file() : std::nullopt;
}

std::optional<OpenError> SqliteDatabase::update_schema(Opening opening) {
  if (auto error = opening == Opening::current ? sqlite_ownership_error(connection_, path_)
                                               : migrate_sqlite(connection_, path_))
    return OpenError{error_at_start(), *error};
  // If the version cannot be read, the following steps report the error.
  const int version = sqlite_schema_version(connection_);
  if (opening == Opening::current && version >= 0 && version < newest_schema())
    return outdated("is of an older version of Afterword");
  if (auto error = schema_error(connection_, path_, newest_schema()))
    return OpenError{error_at_start(), *error};
  return std::nullopt;
}

std::optional<OpenError> SqliteDatabase::open(const StoreSettings& settings, Opening opening) {
  if (auto error = open_file(opening)) return error;
  harden();
  sqlite3_file_control(connection_, "main", SQLITE_FCNTL_FILE_POINTER, &file_);
  if (auto error = update_schema(opening)) return error;
  // After the first wait for a lock has succeeded, because this would wait as well.
  set_workload(Workload::requests);
  if (auto error = set_journal_mode(settings, opening)) return error;
  if (auto error = prepare_at_start(settings.prepare_all))
    return OpenError{error_at_start(), *error};
  return std::nullopt;
}

std::int64_t SqliteDatabase::run(StatementId statement, std::initializer_list<Value> values,
                                 RowSink sink) {
  sqlite3_stmt*& prepared = statements_[static_cast<std::size_t>(statement)];
  const std::string_view name = statement_text(statement).name;
  if (prepared == nullptr && !prepare(statement)) fail(SQLITE_ERROR, name);
  sqlite3_stmt* handle = prepared;
  int at = 0;
  for (const Value& value : values) {
    ++at;
    if (const auto* number = std::get_if<std::int64_t>(&value))
      sqlite3_bind_int64(handle, at, *number);
    else if (const auto* text = std::get_if<std::string_view>(&value))
      // An empty view may have a null pointer, which SQLite would store as NULL.
      sqlite3_bind_text64(handle, at, text->data() != nullptr ? text->data() : "", text->size(),
                          SQLITE_STATIC, SQLITE_UTF8);
    else
      sqlite3_bind_null(handle, at);
  }
  const SqliteRow row(handle);
  int code = SQLITE_ROW;
  try {
    while ((code = sqlite3_step(handle)) == SQLITE_ROW)
      if (sink) sink(row);
  } catch (...) {
    sqlite3_reset(handle);
    throw;
  }
  sqlite3_reset(handle);
  if (code != SQLITE_DONE) fail(code, name);
  // SQLite reprepares a statement when the schema was changed.
  if (sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_REPREPARE, 1) != 0) check_schema();
  if (wait_) wait_->note_free();
  return sqlite3_stmt_readonly(handle) != 0 ? 0 : sqlite3_changes64(connection_);
}

void SqliteDatabase::check_identity() noexcept {
  int moved = 0;
  sqlite3_file_control(connection_, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  is_moved_ = moved != 0;
  must_reopen_ = must_reopen_ || is_moved_;
}

std::optional<std::string> SqliteDatabase::storage_error() {
  check_identity();
  if (must_reopen_) return "the file was moved, deleted or replaced, or is read-only";
  return sqlite_storage_error(path_);
}

/// Changes by a foreign trigger during the current statement are rolled back by the exception.
/// Nothing is written afterwards.
void SqliteDatabase::check_schema() {
  const auto error = schema_error(connection_, path_, newest_schema());
  if (!error) return;
  must_reopen_ = foreign_schema_ = true;
  throw StoreException{StoreError::unavailable, *error};
}

void SqliteDatabase::begin() {
  check_identity();
  if (foreign_schema_)
    throw StoreException{StoreError::unavailable, "the schema was changed by another program"};
  if (is_moved_)
    throw StoreException{StoreError::unavailable, "the database file was moved or deleted"};
  deadline_ = new_deadline();
  if (writer_lock_) wait_for_turn();
  writing_ = true;
  try {
    step_alone(begin_);
    if (writer_lock_) writer_lock_->note_progress();
    if (!is_intact()) {
      must_reopen_ = true;
      rollback();
      throw StoreException{StoreError::unavailable, "the database file was cut or overwritten"};
    }
  } catch (...) {
    end_writing();
    throw;
  }
}

/// Each worker gets its turn, so this takes as long as one commit of each. A request is not set
/// aside for it, because others would always be faster than its later attempts.
void SqliteDatabase::wait_for_turn() {
  const auto last = Clock::now() + longest_turn;
  while (!writer_lock_->acquire(deadline_)) {
    if (!writer_lock_->is_moving() || Clock::now() >= last) {
      if (wait_) wait_->note_lock();
      throw StoreException{StoreError::busy, "other workers are writing"};
    }
    deadline_ = Clock::now() + step_of_turn;
  }
}

void SqliteDatabase::commit() {
  committed_frames_ = 0;
  step_alone(commit_);
  const bool wrote = committed_frames_ > 0;
  has_written_ = has_written_ || wrote;
  if (wrote) checkpoint_long_wal();
  const std::uint64_t number = wrote && writer_lock_ ? writer_lock_->note_commit() : 0;
  end_writing();
  if (wait_) wait_->note_commit();
  if (writer_lock_) writer_lock_->note_progress();
  if (wrote && syncs_itself_) sync_commit(number);
}

/// Makes a commit durable after the writer lock was released, so that the syncs of several workers
/// overlap. A sync of another worker that began after the commit is as good.
///
/// After an error the system may have dropped pages of the WAL that it could not write, although it
/// still shows their content. A sync that succeeds afterwards proves nothing, and recovery would
/// end at the gap. So the WAL is written once more before it is synced again, by whichever worker
/// is next.
void SqliteDatabase::sync_commit(std::uint64_t number) {
  if (writer_lock_ && writer_lock_->is_synced(number)) return;
  const std::uint64_t newest = writer_lock_ ? writer_lock_->newest_commit() : 0;
  const bool had_failed = writer_lock_ && writer_lock_->has_sync_failed();
  if (!had_failed && sync_wal(connection_)) {
    if (writer_lock_) writer_lock_->note_synced(newest);
    return;
  }
  if (writer_lock_) writer_lock_->note_sync_failed(true);
  begin();
  const bool rewritten = rewrite_wal(connection_);
  rollback();
  if (!rewritten || !sync_wal(connection_))
    throw StoreException{StoreError::unavailable, "the change could not be synced to disk"};
  if (writer_lock_) writer_lock_->note_sync_failed(false);
}

bool SqliteDatabase::copy_wal(Checkpoint kind, std::chrono::milliseconds max_wait) noexcept {
  const bool done = make_checkpoint(connection_, kind, max_wait);
  sqlite3_busy_handler(connection_, wait_for_lock, this);
  if (done && kind == Checkpoint::empty) has_written_ = false;
  return done;
}

/// Called with the writer lock. If a reader prevents it, the next attempt is made when the WAL has
/// grown as much again.
void SqliteDatabase::checkpoint_long_wal() noexcept {
  if (committed_frames_ < checkpoint_frames) next_checkpoint_ = checkpoint_frames;
  if (committed_frames_ < next_checkpoint_) return;
  const bool done = copy_wal(Checkpoint::copy, checkpoint_max_wait);
  next_checkpoint_ = done ? checkpoint_frames : committed_frames_ + checkpoint_frames;
}

void SqliteDatabase::checkpoint() noexcept {
  if (!has_written_ || sqlite3_get_autocommit(connection_) == 0) return;
  // Who has the lock makes a checkpoint later.
  if (writer_lock_ && !writer_lock_->acquire(Clock::now())) return;
  if (is_intact()) copy_wal(Checkpoint::empty, checkpoint_max_wait);
  if (writer_lock_) writer_lock_->release();
}

void SqliteDatabase::end_writing() noexcept {
  if (writing_ && writer_lock_) writer_lock_->release();
  writing_ = false;
}

void SqliteDatabase::step_alone(sqlite3_stmt* statement) {
  const int code = sqlite3_step(statement);
  sqlite3_reset(statement);
  if (code != SQLITE_DONE) fail(code, sqlite3_sql(statement));
}

/// Read through SQLite's file handle, because closing another descriptor of the file would release
/// our locks. Of the header (SQLite file format, section 1.3), byte 18 tells whether the journal is
/// a WAL, which another process may have changed, and bytes 24 to 27 hold the change counter of
/// rollback mode, big endian.
std::optional<std::uint64_t> SqliteDatabase::change_counter() {
  constexpr int begin = 18;
  constexpr unsigned char wal = 2;
  std::array<unsigned char, 10> header{};
  if (file_ == nullptr || file_->pMethods == nullptr ||
      file_->pMethods->xRead(file_, header.data(), header.size(), begin) != SQLITE_OK)
    return std::nullopt;
  if (header[0] == wal) return wal_change_counter();
  std::uint64_t counter = 0;
  for (std::size_t at = 24 - begin; at < header.size(); ++at) counter = counter << 8 | header[at];
  return counter;
}

/// Read from the WAL index that this connection has mapped (SQLite WAL-mode file format, section
/// 2.1): the number of transactions, and the checksum of the index header, because recovery
/// restarts the number at 0. PRAGMA data_version would take a read lock and cost as much as
/// querying the thread.
std::optional<std::uint64_t> SqliteDatabase::wal_change_counter() {
  constexpr int region_bytes = 32'768;
  constexpr std::size_t change_at = 8;
  constexpr std::size_t initialised_at = 12;
  constexpr std::size_t check_sum_at = 40;
  volatile void* region = nullptr;
  if (file_->pMethods->iVersion < 2 ||
      file_->pMethods->xShmMap(file_, 0, region_bytes, 0, &region) != SQLITE_OK ||
      region == nullptr)
    return std::nullopt;
  const auto* bytes = static_cast<const volatile unsigned char*>(region);
  if (bytes[initialised_at] == 0) return std::nullopt;
  const auto word = [&](std::size_t at) -> std::uint64_t {
    return *reinterpret_cast<const volatile std::uint32_t*>(bytes + at);
  };
  return word(change_at) << 32 | word(check_sum_at);
}

}  // namespace

Result<std::unique_ptr<Database>, OpenError> open_sqlite(const StoreSettings& settings,
                                                         Opening opening) {
  auto database = std::make_unique<SqliteDatabase>(settings);
  // The database contains email addresses, so it is readable by its owner only, whatever the
  // umask.
  const mode_t before = ::umask(0077);
  auto error = database->open(settings, opening);
  ::umask(before);
  if (error) return Failure{*std::move(error)};
  return std::unique_ptr<Database>(std::move(database));
}

bool has_sqlite_database(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && info.st_size > 0;
}

}  // namespace afterword
