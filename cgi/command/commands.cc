#include "command/commands.h"

#include <fmt/format.h>
#include <cstdio>

namespace afterword {

void add_config_option(CommandLine& line, CLI::App& command) {
  command.add_option("--config", line.config,
                     "the configuration file (else $AFTERWORD_CONFIG, else afterword.toml beside "
                     "this program, else /etc/afterword/afterword.toml)");
}

int fail_with(const std::string& sentence) {
  fmt::print(stderr, "afterword: {}\n", sentence);
  return exit_failed;
}

int run_command(int argc, char** argv, const std::string& found_config) {
  CommandLine line;
  line.config = found_config;
  line.app.name("afterword");
  line.app.description(
      "Afterword: comments for any website.\n"
      "Started by a web server as CGI or FastCGI it answers requests; else it is these commands.");
  line.app.set_version_flag("--version", "afterword " AFTERWORD_VERSION);
  line.app.require_subcommand(1);
  line.app.failure_message([](const CLI::App*, const CLI::Error& error) {
    return fmt::format("afterword: {}\nTry `afterword --help`, or `afterword COMMAND --help`.\n",
                       error.what());
  });
  add_init(line);
  add_serve(line);
  add_check(line);
  add_comment(line);
  add_rule(line);
  add_mail(line);
  add_moderator(line);
  add_import(line);
  add_export(line);
  add_backup(line);
  add_person(line);
  try {
    line.app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return line.app.exit(error) == 0 ? exit_done : exit_usage;
  }
  return line.chosen ? line.chosen() : exit_usage;
}

}  // namespace afterword
