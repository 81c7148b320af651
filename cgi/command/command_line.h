// Command line parsing: commands, their options, and the parsed arguments. Only command_line.cc
// includes the parser library.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

/// Exit statuses of all commands.
inline constexpr int exit_done = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_usage = 2;

/// The parsed arguments of a command. Names are those of its options, "--json" or "FILE"; an
/// undeclared name throws std::out_of_range.
class Arguments {
 public:
  bool has(const std::string& flag) const { return !values_.at(flag).empty(); }
  /// "" if it was not given.
  std::string text(const std::string& name) const;
  /// A number within the option's bounds; nullopt if it was not given.
  std::optional<std::int64_t> number(const std::string& name) const;
  /// The texts of a repeatable option.
  std::vector<std::string> texts(const std::string& name) const { return values_.at(name); }
  /// The numbers of a repeatable option.
  std::vector<std::int64_t> numbers(const std::string& name) const;

  /// The configuration file: --config, or the one that was found.
  std::string config;

 private:
  friend class CommandParser;
  std::map<std::string, std::vector<std::string>> values_;
};

struct Option {
  enum class Kind { flag, text, number };

  std::string name;  // "--json", or "FILE" for a positional argument
  std::string help = {};
  Kind kind = Kind::text;
  bool required = false;
  bool several = false;                   // repeatable
  std::vector<std::string> choices = {};  // the allowed texts; empty: any
  std::int64_t lowest = 1;                // of a number
  std::int64_t highest = std::numeric_limits<std::int64_t>::max();
};

struct Command {
  std::string words;  // "comment list"
  std::string help;
  std::vector<Option> options;
  std::function<int(const Arguments&)> run;  // returns the exit status
  bool takes_config = true;                  // has the option --config
  std::string footer = {};
};

/// A first word shared by several commands, such as "comment".
struct CommandGroup {
  std::string word;
  std::string help;
};

/// Parses the command line and runs the command. `commands` are listed in the help in this order.
/// `found_config` is used if --config is not given. Returns the exit status.
int run_command_line(const std::vector<CommandGroup>& groups, const std::vector<Command>& commands,
                     int argc, char** argv, const std::string& found_config);

/// Prints "afterword: SENTENCE" to standard error and returns exit_failed.
int fail_with(const std::string& sentence);

}  // namespace afterword
