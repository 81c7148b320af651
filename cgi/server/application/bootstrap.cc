#include "server/application/bootstrap.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/log.h"
#include "config/document_roots.h"
#include "config/store_settings.h"
#include "server/application/service.h"
#include "store/open_store.h"
#include "store/people/setup_token.h"
#include "view/templates.h"

namespace afterword {
namespace {

constexpr std::string_view about_name = "about-this-folder.txt";

/// Written last, so its presence proves that a database existed.
void write_about(const std::string& folder) {
  const std::string file = folder + std::string(about_name);
  const std::string_view text = embedded_template(about_name);
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return;
  const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  if (::close(fd) != 0 || !written)
    log_line(fmt::format("{} could not be written completely", file));
}

std::string misplaced(const Config& config, const Request* request) {
  return fmt::format(
      "the database would lie in a folder that the web server shows to everybody (store.database "
      "is "
      "\"{}\"); in afterword.toml write database = \"{}\"",
      config.database_setting, better_database(config, document_roots(config, request)));
}

std::string not_created(const Config& config) {
  return fmt::format(
      "the database cannot be made in its folder (store.database is \"{}\"); see that the folder "
      "belongs to the user that runs Afterword, who may write to it, and that there is space left",
      config.database_setting);
}

std::optional<std::string> make(const Config& config, const std::string& folder) {
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
    return fmt::format(
        "the folder of the database cannot be made: {} (store.database is \"{}\"); make that "
        "folder "
        "yourself and let the user that runs Afterword write to it",
        std::strerror(errno), config.database_setting);
  const auto opened = open_store(store_settings(config), Opening::create, current_time());
  if (!opened) {
    log_line(opened.error().sentence);
    return not_created(config);
  }
  const SetupToken code(folder);
  if (!code.write(SetupToken::make(), embedded_template("set-up-code.txt")))
    log_line(fmt::format("no setup token could be written to {}", folder));
  write_about(folder);
  log_line(fmt::format("made the database {}", config.database));
  return std::nullopt;
}

}  // namespace

bool has_database(const Config& config) {
  return !config.create_database || has_store(store_settings(config));
}

std::optional<std::string> bootstrap_error(const Config& config, const Request* request) {
  // Checked before the database, because a concurrent process writes it after creating the
  // database.
  const std::string about = folder_of(config.database) + std::string(about_name);
  const bool was_here = ::access(about.c_str(), F_OK) == 0;
  if (has_database(config)) return std::nullopt;
  if (was_here)
    return fmt::format(
        "the database is gone from its folder (store.database is \"{}\"); put your backup there, "
        "or "
        "remove {} from it to begin with an empty one",
        config.database_setting, about_name);
  if (document_root_of(config.database, document_roots(config, request)))
    return misplaced(config, request);
  const std::string folder = folder_of(config.database);
  if (::access(folder.c_str(), F_OK) == 0 && ::access(folder.c_str(), W_OK) != 0)
    return not_created(config);
  return std::nullopt;
}

std::optional<std::string> ensure_database(const Config& config, const Request* request) {
  if (auto error = bootstrap_error(config, request)) return error;
  if (has_database(config)) return std::nullopt;
  return make(config, folder_of(config.database));
}

}  // namespace afterword
