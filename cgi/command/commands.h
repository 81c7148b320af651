// The commands, one a file. Each adds its words to the command line and, when it was chosen, leaves
// what to run in `chosen`.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

namespace afterword {

/// Exit statuses of every command.
inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_usage = 2;

struct CommandLine {
  CLI::App app;
  std::string config;  // --config, or where it was found
  std::function<int()> chosen;
};

void add_init(CommandLine& line);
void add_serve(CommandLine& line);
void add_check(CommandLine& line);
void add_comment(CommandLine& line);
void add_mail(CommandLine& line);
void add_rule(CommandLine& line);
void add_moderator(CommandLine& line);
void add_import(CommandLine& line);
void add_export(CommandLine& line);
void add_backup(CommandLine& line);
void add_person(CommandLine& line);

/// Adds --config to a subcommand.
void add_config_option(CommandLine& line, CLI::App& command);

/// Parses and runs. `found_config` is used when --config is not given.
int run_command(int argc, char** argv, const std::string& found_config);

/// Prints "afterword: SENTENCE" to standard error and returns exit_failed.
int fail_with(const std::string& sentence);

}  // namespace afterword
