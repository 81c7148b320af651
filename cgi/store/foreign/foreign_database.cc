// SQLite reads the file by a VFS of its own that has only this descriptor: the file may be an
// unnamed temporary one, and no journal beside it is ever used. The VFS declares the file
// immutable, so that SQLite takes no locks and reads a database in WAL mode without its log.
#include "store/foreign/foreign_database.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

namespace afterword {
namespace {

constexpr std::string_view magic("SQLite format 3\0", 16);

constexpr std::size_t header_bytes = 100;

/// Bytes of a value or a row.
constexpr int longest_value = 16 << 20;

struct DescriptorFile {
  sqlite3_file base;
  int descriptor;
};

DescriptorFile* as_ours(sqlite3_file* file) { return reinterpret_cast<DescriptorFile*>(file); }

int close_nothing(sqlite3_file* /*file*/) { return SQLITE_OK; }

int read_at(sqlite3_file* file, void* to, int bytes, sqlite3_int64 offset) {
  auto* out = static_cast<char*>(to);
  auto left = static_cast<std::size_t>(bytes);
  while (left > 0) {
    const ssize_t got = ::pread(as_ours(file)->descriptor, out, left, offset);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return SQLITE_IOERR_READ;
    if (got == 0) break;
    out += got;
    offset += got;
    left -= static_cast<std::size_t>(got);
  }
  if (left == 0) return SQLITE_OK;
  std::memset(out, 0, left);
  return SQLITE_IOERR_SHORT_READ;
}

int refuse_write(sqlite3_file* /*file*/, const void* /*from*/, int /*bytes*/,
                 sqlite3_int64 /*offset*/) {
  return SQLITE_READONLY;
}

int refuse_truncate(sqlite3_file* /*file*/, sqlite3_int64 /*size*/) { return SQLITE_READONLY; }

int accept_flags(sqlite3_file* /*file*/, int /*flags*/) { return SQLITE_OK; }

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  struct stat info {};
  if (::fstat(as_ours(file)->descriptor, &info) != 0) return SQLITE_IOERR_FSTAT;
  *size = info.st_size;
  return SQLITE_OK;
}

int find_no_lock(sqlite3_file* /*file*/, int* is_locked) {
  *is_locked = 0;
  return SQLITE_OK;
}

int ignore_control(sqlite3_file* /*file*/, int /*operation*/, void* /*argument*/) {
  return SQLITE_NOTFOUND;
}

int sector_size(sqlite3_file* /*file*/) { return 0; }

int is_immutable(sqlite3_file* /*file*/) { return SQLITE_IOCAP_IMMUTABLE; }

constexpr sqlite3_io_methods descriptor_methods = [] {
  sqlite3_io_methods methods{};
  methods.iVersion = 1;
  methods.xClose = close_nothing;
  methods.xRead = read_at;
  methods.xWrite = refuse_write;
  methods.xTruncate = refuse_truncate;
  methods.xSync = accept_flags;
  methods.xFileSize = file_size;
  methods.xLock = accept_flags;
  methods.xUnlock = accept_flags;
  methods.xCheckReservedLock = find_no_lock;
  methods.xFileControl = ignore_control;
  methods.xSectorSize = sector_size;
  methods.xDeviceCharacteristics = is_immutable;
  return methods;
}();

/// The database is this VFS's only file; temporary files, for sorting, are those of the system.
struct DescriptorVfs {
  sqlite3_vfs base;
  sqlite3_vfs* system;
  int descriptor;
};

const DescriptorVfs& as_ours(sqlite3_vfs* vfs) {
  return *static_cast<const DescriptorVfs*>(vfs->pAppData);
}

int open_descriptor(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags,
                    int* flags_of_result) {
  const DescriptorVfs& ours = as_ours(vfs);
  if ((flags & SQLITE_OPEN_MAIN_DB) == 0) {
    if (name == nullptr) return ours.system->xOpen(ours.system, name, file, flags, flags_of_result);
    file->pMethods = nullptr;
    return SQLITE_CANTOPEN;
  }
  as_ours(file)->base.pMethods = &descriptor_methods;
  as_ours(file)->descriptor = ours.descriptor;
  if (flags_of_result != nullptr) *flags_of_result = SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB;
  return SQLITE_OK;
}

int refuse_delete(sqlite3_vfs* /*vfs*/, const char* /*name*/, int /*sync*/) {
  return SQLITE_READONLY;
}

int find_no_file(sqlite3_vfs* /*vfs*/, const char* /*name*/, int /*flags*/, int* is_there) {
  *is_there = 0;
  return SQLITE_OK;
}

int keep_name(sqlite3_vfs* /*vfs*/, const char* name, int bytes, char* to) {
  sqlite3_snprintf(bytes, to, "%s", name);
  return SQLITE_OK;
}

class NamedRow final : public ForeignRow {
 public:
  explicit NamedRow(sqlite3_stmt* statement) : statement_(statement) {
    for (int i = 0; i < sqlite3_column_count(statement); ++i)
      names_.emplace_back(sqlite3_column_name(statement, i));
  }

  std::string_view text(std::string_view column) const override {
    const int at = find(column);
    if (at < 0) return {};
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, at));
    if (bytes == nullptr) return {};
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, at))};
  }

  std::optional<double> number(std::string_view column) const override {
    const int at = find(column);
    if (at < 0 || sqlite3_column_type(statement_, at) == SQLITE_NULL) return std::nullopt;
    return sqlite3_column_double(statement_, at);
  }

 private:
  int find(std::string_view column) const {
    const auto found = std::find(names_.begin(), names_.end(), column);
    return found == names_.end() ? -1 : static_cast<int>(found - names_.begin());
  }

  sqlite3_stmt* statement_;
  std::vector<std::string> names_;
};

/// Findings about values, which do not hinder reading.
bool is_harmless(std::string_view finding) {
  constexpr std::array<std::string_view, 9> beginnings{
      "ok",   "NULL value in",    "NUMERIC value in", "TEXT value in",           "non-",
      "row ", "wrong # of entri", "CHECK constraint", "unable to validate the i"};
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view each) { return finding.starts_with(each); });
}

/// Why these first bytes of a file are not a database, or not a complete one. SQLite itself takes
/// the missing end of the last page for zeros.
std::optional<std::string> header_error(std::string_view beginning, std::int64_t file_bytes) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(beginning[at]); };
  if (beginning.size() < header_bytes || !ForeignDatabase::is_database(beginning))
    return "the file is not an SQLite database";
  const int written = byte(16) << 8 | byte(17);
  const int page_bytes = written == 1 ? 65536 : written;
  if (page_bytes < 512) return "the database is damaged: its page size is wrong";
  if (file_bytes % page_bytes != 0)
    return "the database is damaged: it ends in the middle; it was cut off";
  return std::nullopt;
}

}  // namespace

struct ForeignDatabase::Connection {
  DescriptorVfs vfs{};
  sqlite3* database = nullptr;

  Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { sqlite3_close(database); }

  int open(int descriptor) {
    sqlite3_vfs* const system = sqlite3_vfs_find(nullptr);
    vfs = {*system, system, descriptor};
    vfs.base.zName = "afterword-foreign";
    vfs.base.pAppData = &vfs;
    vfs.base.szOsFile = std::max(system->szOsFile, static_cast<int>(sizeof(DescriptorFile)));
    vfs.base.xOpen = open_descriptor;
    vfs.base.xDelete = refuse_delete;
    vfs.base.xAccess = find_no_file;
    vfs.base.xFullPathname = keep_name;
    vfs.base.xDlOpen = nullptr;
    if (const int code = sqlite3_vfs_register(&vfs.base, 0); code != SQLITE_OK) return code;
    const int code = sqlite3_open_v2("foreign", &database, SQLITE_OPEN_READONLY, vfs.base.zName);
    sqlite3_vfs_unregister(&vfs.base);  // the connection keeps it
    return code;
  }

  void secure() const {
    sqlite3_limit(database, SQLITE_LIMIT_LENGTH, longest_value);
    sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  }

  std::string error() const {
    const int code = sqlite3_errcode(database);
    const char* words = sqlite3_errmsg(database);
    if (code == SQLITE_NOTADB) return "the file is not an SQLite database";
    if (code == SQLITE_TOOBIG) return "a value in the database has more than 16 MB";
    if (code == SQLITE_CORRUPT) return fmt::format("the database is damaged: {}", words);
    return fmt::format("the database cannot be read: {}", words);
  }

  std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> prepare(const std::string& sql) const {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr);
    return {statement, sqlite3_finalize};
  }
};

ForeignDatabase::ForeignDatabase(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)) {}
ForeignDatabase::~ForeignDatabase() = default;
ForeignDatabase::ForeignDatabase(ForeignDatabase&& other) noexcept = default;

bool ForeignDatabase::is_database(std::string_view beginning) {
  return beginning.starts_with(magic);
}

Result<ForeignDatabase, std::string> ForeignDatabase::open(int descriptor,
                                                           const std::string& path) {
  struct stat file {};
  std::array<char, header_bytes> beginning{};
  const ssize_t got = ::pread(descriptor, beginning.data(), beginning.size(), 0);
  if (got < 0 || ::fstat(descriptor, &file) != 0)
    return Failure{fmt::format("the database cannot be read: {}", std::strerror(errno))};
  if (auto error = header_error({beginning.data(), static_cast<std::size_t>(got)}, file.st_size))
    return Failure{*std::move(error)};
  for (const char* ending : {"-wal", "-journal"}) {
    struct stat info {};
    if (!path.empty() && ::stat((path + ending).c_str(), &info) == 0 && info.st_size > 0)
      return Failure{fmt::format(
          "{}{} has changes that are not in the file yet; stop the other program, or make a copy "
          "by `sqlite3 {} \".backup copy.db\"`, and import that",
          path, ending, path)};
  }
  auto connection = std::make_unique<Connection>();
  if (connection->open(descriptor) != SQLITE_OK) return Failure{connection->error()};
  connection->secure();
  ForeignDatabase database(std::move(connection));
  // Pages that are used twice would make a small file an endless one.
  std::string damage;
  const auto checked = database.read("PRAGMA quick_check(20)", [&](const ForeignRow& row) {
    const auto finding = row.text("quick_check");
    if (!is_harmless(finding)) damage = finding;
    return damage.empty();
  });
  if (!checked) return Failure{checked.error()};
  std::replace(damage.begin(), damage.end(), '\n', ' ');
  if (!damage.empty()) return Failure{fmt::format("the database is damaged: {}", damage)};
  return database;
}

bool ForeignDatabase::has_table(const std::string& table) {
  // Views and virtual tables have no page.
  const auto statement = connection_->prepare(
      "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 "
      "AND name = ? COLLATE NOCASE");
  sqlite3_bind_text(statement.get(), 1, table.c_str(), -1, SQLITE_STATIC);
  return sqlite3_step(statement.get()) == SQLITE_ROW;
}

Result<void, std::string> ForeignDatabase::require(
    const std::string& table, std::initializer_list<std::string_view> columns) {
  if (!has_table(table))
    return Failure{fmt::format("the database has no table {}; is it another format?", table)};
  for (const std::string_view column : columns) {
    const auto statement =
        connection_->prepare("SELECT 1 FROM pragma_table_info(?) WHERE name = ?");
    sqlite3_bind_text(statement.get(), 1, table.c_str(), -1, SQLITE_STATIC);
    sqlite3_bind_text(statement.get(), 2, column.data(), static_cast<int>(column.size()),
                      SQLITE_STATIC);
    if (sqlite3_step(statement.get()) != SQLITE_ROW)
      return Failure{
          fmt::format("the table {} has no column {}; is it another format?", table, column)};
  }
  return {};
}

Result<bool, std::string> ForeignDatabase::read(
    const std::string& select, const std::function<bool(const ForeignRow&)>& sink) {
  const auto statement = connection_->prepare(select);
  if (!statement) return Failure{connection_->error()};
  const NamedRow row(statement.get());
  int code = SQLITE_OK;
  while ((code = sqlite3_step(statement.get())) == SQLITE_ROW)
    if (!sink(row)) return false;
  if (code != SQLITE_DONE) return Failure{connection_->error()};
  return true;
}

}  // namespace afterword
