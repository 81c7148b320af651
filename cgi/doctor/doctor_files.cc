#include "doctor/doctor_files.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/file.h"
#include "config/document_roots.h"
#include "config/listen_address.h"

namespace afterword {
namespace {

void examine_place(const Config& config, const std::string& database, Findings& findings) {
  const auto folders = document_roots(config, nullptr);
  if (const auto shown = document_root_of(database, folders))
    findings.push_back(
        {Health::fail, "database file",
         fmt::format("{} is in {}, which the web server serves, so anyone can download it; move "
                     "it and set store.database = \"{}\"",
                     database, *shown, better_database(config, folders))});
  else
    findings.push_back({Health::ok, "database file", "is outside the document root"});
}

void examine_readers(const std::string& path, Findings& findings) {
  struct stat info {};
  if (::stat(path.c_str(), &info) == 0 && (info.st_mode & 0007) != 0)
    findings.push_back({Health::warn, "permissions",
                        fmt::format("other users can read {}; run: chmod 600 {}", path, path)});
}

/// The user that the workers run as, determined from their socket.
std::optional<uid_t> serving_user(const Config& config) {
  const auto listen = parse_listen_address(config.listen);
  struct stat info {};
  if (!listen || !listen->is_local() || ::stat(listen->path.c_str(), &info) != 0)
    return std::nullopt;
  return info.st_uid;
}

void examine_writing(const Config& config, const std::string& database, Findings& findings) {
  const std::string folder = folder_of(database);
  struct stat file {};
  const bool there = ::stat(database.c_str(), &file) == 0;
  const auto serving = serving_user(config);
  if (there && serving && *serving != file.st_uid && *serving != 0)
    findings.push_back(
        {Health::fail, "owner",
         fmt::format("{} belongs to user {}, but Afterword runs as user {}; run: chown -R {} {}",
                     database, file.st_uid, *serving, *serving, folder)});
  if (there && (::access(folder.c_str(), W_OK) != 0 || ::access(database.c_str(), W_OK) != 0))
    findings.push_back(
        {Health::fail, "permissions",
         fmt::format("this user cannot write to {} and its folder; run the check as the user that "
                     "runs Afterword, or change their owner",
                     database)});
  else if (there)
    findings.push_back({Health::ok, "permissions", "the database and its folder are writable"});
}

void examine_file_system(const Config& config, const std::string& database, Findings& findings) {
  if (!on_network_file_system(database)) {
    findings.push_back({Health::ok, "file system", "is local"});
    return;
  }
  const bool overruled = config.journal == JournalMode::wal;
  findings.push_back(
      {Health::warn, "file system",
       fmt::format("the database is on a network file system; it is slower there and its locks are "
                   "less safe, so the journal mode is \"truncate\"{}",
                   overruled ? ", regardless of store.journal" : "")});
}

void examine_space(const std::string& database, Findings& findings) {
  constexpr std::uint64_t little = 64u << 20;
  struct statvfs space {};
  if (::statvfs(folder_of(database).c_str(), &space) == 0 &&
      static_cast<std::uint64_t>(space.f_bavail) * space.f_frsize < little)
    findings.push_back(
        {Health::warn, "disk space", "less than 64 MB are free where the database is"});
}

}  // namespace

void examine_files(const Config& config, Findings& findings) {
  const std::string database = real_path(config.database);
  examine_place(config, database, findings);
  examine_readers(database, findings);
  examine_readers(real_path(config.file), findings);
  examine_writing(config, database, findings);
  examine_file_system(config, database, findings);
  examine_space(database, findings);
}

}  // namespace afterword
