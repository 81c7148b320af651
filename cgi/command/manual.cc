#include "command/manual.h"

#include <fmt/format.h>

#include "base/ascii.h"

namespace afterword {
namespace {

constexpr std::string_view beginning = R"(.SH NAME
afterword \- comments for any website
.SH SYNOPSIS
.B afterword
.I COMMAND
.RI [ OPTION ...]
.SH DESCRIPTION
.B afterword
is a comment system for websites.
A web server starts it by CGI or FastCGI to serve requests; a shell can run
the commands below.
Every command has the option
.BR \-\-help ;
.B afterword \-\-version
prints the version.
.PP
Commands that use the site have the option
.B \-\-config
.IR FILE .
Its default is
.BR $AFTERWORD_CONFIG ,
otherwise
.I afterword.toml
in the folder of the program, otherwise
.IR /etc/afterword/afterword.toml .
)";

constexpr std::string_view end = R"(.SH EXIT STATUS
.TP
.B 0
The command did what it should.
.TP
.B 1
It failed, and a message says why.
.TP
.B 2
The command line is wrong.
.SH ENVIRONMENT
.TP
.B AFTERWORD_CONFIG
The configuration file, if
.B \-\-config
is not given.
.SH FILES
.TP
.I /etc/afterword/afterword.toml
The configuration that the package installs.
.TP
.I /var/lib/afterword
The database of that configuration.
.TP
.I /usr/share/doc/afterword
The documentation: one page for each task and each web server.
.SH SEE ALSO
.BR afterword.toml (5)
)";

/// A text as roff, in lines of at most 78 characters. No character of it is a request or an escape.
std::string roff(std::string_view text) {
  constexpr std::size_t longest_line = 78;
  std::string out;
  std::size_t column = 0;
  const auto add_word = [&](std::string_view word) {
    if (column > 0 && column + 1 + word.size() > longest_line) column = 0;
    if (!out.empty()) out += column > 0 ? ' ' : '\n';
    // A line that begins with one of these would be a request.
    if (column == 0 && (word.starts_with('.') || word.starts_with('\''))) out += "\\&";
    column += word.size() + 1;
    for (const char c : word) {
      if (c == '\\')
        out += "\\e";
      else
        out += c == '-' ? std::string("\\-") : std::string(1, c);
    }
  };
  while (!text.empty()) {
    std::string_view line = take_part(text, '\n');
    while (!line.empty()) add_word(take_part(line, ' '));
    if (text.empty()) break;
    out += "\n.br";
    column = 0;
  }
  return out;
}

/// What follows an option's name: "NUMBER", "TEXT" or the choices.
std::string value_of(const Option& option) {
  if (!option.choices.empty()) {
    std::string choices;
    for (const std::string& choice : option.choices)
      choices += (choices.empty() ? "" : "|") + choice;
    return choices;
  }
  return option.kind == Option::Kind::number ? "NUMBER" : "TEXT";
}

bool is_positional(const Option& option) { return !option.name.starts_with('-'); }

std::string synopsis(const Command& command) {
  std::string line = ".B " + roff(command.words) + "\n";
  for (const Option& option : command.options) {
    std::string shown = option.name;
    if (!is_positional(option) && option.kind != Option::Kind::flag)
      shown += " " + value_of(option);
    if (option.several) shown += " ...";
    if (!option.required) shown = "[" + shown + "]";
    line += roff(shown) + "\n";
  }
  return line;
}

std::string section(const Command& command) {
  std::string text = ".SS " + roff(command.words) + "\n" + synopsis(command) + ".PP\n" +
                     roff(command.help) + ".\n";
  for (const Option& option : command.options) {
    text += ".TP\n.B " + roff(option.name) + "\n" + roff(option.help) + "\n";
    if (is_positional(option) && !option.choices.empty())
      text += ".br\nOne of:\n" + roff(fmt::format("{}", fmt::join(option.choices, ",\n"))) + ".\n";
  }
  if (!command.footer.empty()) text += ".PP\n" + roff(command.footer) + "\n";
  return text;
}

}  // namespace

std::string manual_page(const std::vector<CommandGroup>& groups,
                        const std::vector<Command>& commands) {
  std::string text = ".TH AFTERWORD 1 \"\" \"Afterword " AFTERWORD_VERSION "\" \"User Commands\"\n";
  text += beginning;
  text += ".SH COMMANDS\n";
  for (const CommandGroup& group : groups)
    text += fmt::format(".TP\n.B {}\n{}\n", roff(group.word), roff(group.help));
  for (const Command& command : commands) text += section(command);
  return text + std::string(end);
}

}  // namespace afterword
