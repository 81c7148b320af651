// afterword init DIR: creates a configuration and an empty database. Never overwrites a file.
#include "command/init.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <optional>

#include "base/ascii.h"
#include "base/text.h"
#include "config/care_mode.h"
#include "config/config.h"
#include "server/application/service.h"
#include "store/open_store.h"

namespace afterword {
namespace {

bool make_folder(const std::string& path, mode_t mode) {
  return ::mkdir(path.c_str(), mode) == 0 || errno == EEXIST;
}

/// O_EXCL: of two concurrent processes one fails, and an existing symbolic link is not followed.
bool write_new_file(const std::string& path, const std::string& text) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return false;
  const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  return ::close(fd) == 0 && written;
}

/// Asks at a terminal only. Without --care, a script leaves the choice to the set-up page.
std::optional<CareMode> ask_care_mode() {
  if (::isatty(STDIN_FILENO) == 0 || ::isatty(STDOUT_FILENO) == 0) return std::nullopt;
  fmt::print(
      "What is the site about?\n"
      "  1  illness, grief, crisis or recovery   (care.mode = \"attentive\")\n"
      "  2  anything else                        (care.mode = \"phrases\")\n"
      "  3  do not search comments for safety concerns   (care.mode = \"off\")\n"
      "[2] ");
  std::fflush(stdout);
  std::string line;
  std::getline(std::cin, line);
  const std::string_view typed = trim(line);
  if (typed == "1") return CareMode::attentive;
  return typed == "3" ? CareMode::off : CareMode::phrases;
}

int init(std::string folder, std::optional<CareMode> care) {
  while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
  const std::string config = folder + "/afterword.toml";
  const std::string data = folder + "/data";
  const std::string database = data + "/afterword.db";
  for (const std::string& path : {config, database})
    if (::access(path.c_str(), F_OK) == 0)
      return fail_with(fmt::format("{} already exists; nothing was changed", path));
  if (!make_folder(folder, 0755) || !make_folder(data, 0700))
    return fail_with(fmt::format("cannot create the folder {}: {}", data, std::strerror(errno)));

  if (!care) care = ask_care_mode();

  StoreSettings settings;
  settings.path = database;
  settings.care_phrases = shipped_care_phrases;
  const auto opened = open_store(settings, Opening::create, current_time());
  if (!opened) return fail_with(opened.error().sentence);
  // Written last, so that the configuration exists only if the database does.
  if (!write_new_file(config, starting_config(care)))
    return fail_with(fmt::format("cannot write {}: {}", config, std::strerror(errno)));
  fmt::print(
      "Created {0} and {1}.\nEdit {0}, create the first moderator with\n"
      "`afterword moderator add NAME --config {0}`, then run\n"
      "`afterword check --config {0}`.\n",
      config, database);
  return exit_done;
}

}  // namespace

std::vector<Command> init_commands() {
  return {
      {"init",
       "create DIR/afterword.toml and DIR/data/ with an empty database; never overwrites a file",
       {{"DIR", "a folder that the web server does not serve", Option::Kind::text, true},
        {.name = "--care",
         .help = "how to search comments for safety concerns: off, phrases, or attentive for sites "
                 "about illness, grief or crisis",
         .choices = {"off", "phrases", "attentive"}}},
       [](const Arguments& arguments) {
         return init(arguments.text("DIR"), parse_care_mode(arguments.text("--care")));
       },
       false}};
}

}  // namespace afterword
