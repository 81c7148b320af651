// afterword moderator …: manages accounts, in particular the first one and lost passwords.
#include "command/moderator.h"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <iostream>

#include "base/secret.h"
#include "base/text.h"
#include "command/site_store.h"
#include "domain/account/password_rule.h"
#include "domain/comment/submission.h"
#include "server/application/service.h"

namespace afterword {
namespace {

/// Disables the terminal's echo while a password is typed.
class SilentTerminal {
 public:
  SilentTerminal() {
    if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
    termios silent = before_;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
  }
  ~SilentTerminal() {
    if (changed_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;

 private:
  termios before_{};
  bool changed_ = false;
};

std::optional<std::string> read_line() {
  std::string line;
  if (!std::getline(std::cin, line)) return std::nullopt;
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

std::optional<std::string> ask(const std::string& prompt) {
  const SilentTerminal silent;
  fmt::print(stderr, "{}", prompt);
  auto line = read_line();
  fmt::print(stderr, "\n");
  return line;
}

std::string_view sentence_of(PasswordError error) {
  switch (error) {
    case PasswordError::too_short:
      return "the password must have at least 8 characters";
    case PasswordError::too_long:
      return "the password must have at most 1,000 bytes";
    case PasswordError::common:
      return "the password consists of common words or passwords";
    case PasswordError::own_words:
      return "the password consists of the name of the site or the moderator";
    case PasswordError::repeats:
      return "the password consists of repetitions";
    case PasswordError::sequence:
      return "the password consists of a sequence such as abcd or 1234";
    case PasswordError::keyboard:
      return "the password consists of neighbouring keys";
    case PasswordError::date:
      return "the password consists of a date or a year";
    case PasswordError::guessable:
      return "the password is too easy to guess; use a longer one";
  }
  return "";
}

/// Reads a password twice from the terminal without echo, or one line from standard input. It is
/// never an argument, because other users can see those.
Result<std::string, std::string> read_password(const PasswordOwner& owner) {
  const bool terminal = ::isatty(STDIN_FILENO) == 1;
  const auto password = terminal ? ask("Password: ") : read_line();
  if (!password) return Failure{std::string("no password was given on standard input")};
  if (terminal && ask("Again: ") != password)
    return Failure{std::string("the two passwords differ; nothing was changed")};
  if (const auto error = password_error(*password, owner))
    return Failure{fmt::format("{}; nothing was changed", sentence_of(*error))};
  return *password;
}

int failed(AccountRefusal error, const std::string& name) {
  switch (error) {
    case AccountRefusal::name_taken:
      return fail_with(fmt::format("the moderator {} already exists", name));
    case AccountRefusal::no_such_moderator:
      return fail_with(
          fmt::format("there is no moderator {}; `afterword moderator list` lists all", name));
    case AccountRefusal::last_owner:
      return fail_with(fmt::format("{} is the last owner; add another one first", name));
    case AccountRefusal::not_first:  // returned to the set-up page only
      break;
  }
  return fail_with("a moderator already exists");
}

int failed(const ModeratorError& error, const std::string& name) {
  if (const auto* refusal = std::get_if<AccountRefusal>(&error)) return failed(*refusal, name);
  return store_failed(std::get<StoreError>(error));
}

struct AddOptions {
  std::string name;
  std::string email;
  bool owner = false;
  bool random = false;
};

int add(const AddOptions& options, const Config& config, Stores& stores) {
  const std::string name = clean_line(options.name);
  if (name.empty()) return fail_with("the name is empty");
  if (count_characters(name) > longest_moderator_name)
    return fail_with(fmt::format("the name is longer than {} characters", longest_moderator_name));
  if (!options.email.empty() && !is_email(options.email))
    return fail_with(fmt::format("{} is not a complete email address", options.email));
  const auto password = options.random
                            ? Result<std::string, std::string>(random_hex(8))
                            : read_password(config.site.password_owner(name, options.email));
  if (!password) return fail_with(password.error());
  const auto added = stores.moderators.add(command_line, name, options.email,
                                           options.owner ? Role::owner : Role::moderator,
                                           hash_password(*password), current_time());
  if (!added) return failed(added.error(), name);
  const auto made = stores.moderators.find(*added);
  const bool owner = made && *made && (*made)->role == Role::owner;
  fmt::print("Created moderator {} ({}).\n", name, owner ? "owner" : "moderator");
  if (options.random) fmt::print("password {}\n", *password);
  return exit_done;
}

int list_moderators(Stores& stores) {
  const auto moderators = stores.moderators.list();
  if (!moderators) return store_failed(moderators.error());
  if (moderators->empty())
    fmt::print("There is no moderator yet. Create the first: afterword moderator add NAME\n");
  for (const Moderator& each : *moderators)
    fmt::print("{:<9}  {}{}{}\n", to_text(each.role), each.name, each.email.empty() ? "" : "  ",
               each.email);
  return exit_done;
}

/// Runs `work` for the moderator with this name.
int with_moderator(const std::string& name, Stores& stores,
                   const std::function<int(const Moderator&)>& work) {
  const auto found = stores.moderators.find(name);
  if (!found) return store_failed(found.error());
  if (!*found) return failed(AccountRefusal::no_such_moderator, name);
  return work(**found);
}

int password(const std::string& name, const Config& config, Stores& stores) {
  return with_moderator(name, stores, [&](const Moderator& moderator) {
    const auto password =
        read_password(config.site.password_owner(moderator.name, moderator.email));
    if (!password) return fail_with(password.error());
    const auto done = stores.moderators.set_password(command_line, moderator.id,
                                                     hash_password(*password), current_time());
    if (!done) return failed(done.error(), name);
    fmt::print("Changed the password of {} and ended all sessions.\n", moderator.name);
    return exit_done;
  });
}

int remove(const std::string& name, const Config&, Stores& stores) {
  return with_moderator(name, stores, [&](const Moderator& moderator) {
    const auto done = stores.moderators.remove(command_line, moderator.id, current_time());
    if (!done) return failed(done.error(), moderator.name);
    fmt::print("Removed moderator {}.\n", moderator.name);
    return exit_done;
  });
}

Command named(const std::string& word, const std::string& help,
              int (*work)(const std::string&, const Config&, Stores&)) {
  return {"moderator " + word,
          help,
          {{"NAME", "the name of the moderator", Option::Kind::text, true}},
          [work](const Arguments& arguments) {
            return with_store(arguments.config, [&](const Config& config, Stores& stores) {
              return work(arguments.text("NAME"), config, stores);
            });
          }};
}

}  // namespace

std::vector<Command> moderator_commands() {
  return {
      {"moderator add",
       "add a moderator; the first one is an owner. The password is read from the terminal or "
       "from standard input",
       {{"NAME", "the name to sign in with, shown on their replies", Option::Kind::text, true},
        {"--email", "the address for alerts"},
        {"--owner", "also manages moderators, rules and help lines", Option::Kind::flag},
        {"--random", "generate a password and print it", Option::Kind::flag}},
       [](const Arguments& arguments) {
         const AddOptions options{arguments.text("NAME"), arguments.text("--email"),
                                  arguments.has("--owner"), arguments.has("--random")};
         return with_store(arguments.config, [&](const Config& config, Stores& stores) {
           return add(options, config, stores);
         });
       }},
      {"moderator list",
       "list all moderators",
       {},
       [](const Arguments& arguments) {
         return with_store(arguments.config,
                           [](const Config&, Stores& stores) { return list_moderators(stores); });
       }},
      named("password", "set a moderator's password", password),
      named("remove", "remove a moderator", remove),
  };
}

}  // namespace afterword
