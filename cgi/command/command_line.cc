#include "command/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdio>

namespace afterword {
namespace {

std::optional<std::int64_t> parse_number(const std::string& text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  if (parsed.ec != std::errc{} || parsed.ptr != end) return std::nullopt;
  return number;
}

/// Why a value is not a valid number for the option; "" if it is.
std::string number_problem(const Option& option, const std::string& typed) {
  const auto number = parse_number(typed);
  if (number && *number >= option.lowest && *number <= option.highest) return "";
  if (option.highest == std::numeric_limits<std::int64_t>::max())
    return fmt::format("{} is not a number of {} or more", typed, option.lowest);
  return fmt::format("{} is not a number from {} to {}", typed, option.lowest, option.highest);
}

}  // namespace

/// Converts the tables of commands to CLI11's objects. All values are stored as text by option
/// name.
class CommandParser {
 public:
  CommandParser(const std::vector<CommandGroup>& groups, std::string found_config) {
    arguments_.config = std::move(found_config);
    app_.name("afterword");
    app_.description(
        "Afterword: comments for any website.\n"
        "A web server can start this program by CGI or FastCGI to serve requests. A shell can run "
        "these commands.");
    app_.set_version_flag("--version", "afterword " AFTERWORD_VERSION);
    app_.require_subcommand(1);
    app_.failure_message([](const CLI::App*, const CLI::Error& error) {
      return fmt::format("afterword: {}\nTry `afterword --help`, or `afterword COMMAND --help`.\n",
                         error.what());
    });
    for (const CommandGroup& group : groups) groups_[group.word] = group.help;
  }

  void add(const Command& command) {
    const std::size_t space = command.words.find(' ');
    CLI::App& parent =
        space == std::string::npos ? app_ : group_app(command.words.substr(0, space));
    const std::string word =
        space == std::string::npos ? command.words : command.words.substr(space + 1);
    CLI::App& app = *parent.add_subcommand(word, command.help);
    for (const Option& option : command.options) add_option(app, option);
    if (command.takes_config)
      app.add_option("--config", arguments_.config,
                     "the configuration file (default: $AFTERWORD_CONFIG, otherwise "
                     "afterword.toml in the folder of this program, otherwise "
                     "/etc/afterword/afterword.toml)");
    app.footer(command.footer);
    app.callback([this, &command] { chosen_ = &command; });
  }

  int run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return app_.exit(error) == 0 ? exit_done : exit_usage;
    }
    return chosen_ != nullptr ? chosen_->run(arguments_) : exit_usage;
  }

 private:
  CLI::App& group_app(const std::string& word) {
    CLI::App*& group = group_apps_[word];
    if (group == nullptr) {
      group = app_.add_subcommand(word, groups_.at(word));
      group->require_subcommand(1);
    }
    return *group;
  }

  void add_option(CLI::App& app, const Option& option) {
    std::vector<std::string>& values = arguments_.values_[option.name];
    if (option.kind == Option::Kind::flag) {
      app.add_flag_callback(
          option.name, [&values] { values.assign(1, "on"); }, option.help);
      return;
    }
    CLI::Option& added =
        option.several
            ? *app.add_option(option.name, values, option.help)
            : *app.add_option_function<std::string>(
                  option.name, [&values](const std::string& typed) { values.assign(1, typed); },
                  option.help);
    added.required(option.required);
    if (option.kind == Option::Kind::number) {
      added.type_name("NUMBER");
      added.check([&option](const std::string& typed) { return number_problem(option, typed); });
    }
    if (!option.choices.empty()) added.check(CLI::IsMember(option.choices));
  }

  CLI::App app_;
  std::map<std::string, std::string> groups_;    // help by group
  std::map<std::string, CLI::App*> group_apps_;  // owned by app_
  Arguments arguments_;
  const Command* chosen_ = nullptr;
};

std::string Arguments::text(const std::string& name) const {
  const auto& values = values_.at(name);
  return values.empty() ? "" : values.front();
}

std::optional<std::int64_t> Arguments::number(const std::string& name) const {
  const auto& values = values_.at(name);
  return values.empty() ? std::nullopt : parse_number(values.front());
}

std::vector<std::int64_t> Arguments::numbers(const std::string& name) const {
  std::vector<std::int64_t> numbers;
  for (const std::string& value : values_.at(name))
    numbers.push_back(parse_number(value).value_or(0));
  return numbers;
}

int run_command_line(const std::vector<CommandGroup>& groups, const std::vector<Command>& commands,
                     int argc, char** argv, const std::string& found_config) {
  CommandParser parser(groups, found_config);
  for (const Command& command : commands) parser.add(command);
  return parser.run(argc, argv);
}

int fail_with(const std::string& sentence) {
  fmt::print(stderr, "afterword: {}\n", sentence);
  return exit_failed;
}

}  // namespace afterword
