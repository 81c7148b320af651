// afterword person export EMAIL and afterword person erase EMAIL.
#include <fmt/format.h>

#include <memory>

#include "command/commands.h"
#include "command/site_store.h"
#include "comment/submission.h"
#include "server/service.h"
#include "transfer/person_json.h"
#include "view/person_view.h"

namespace afterword {
namespace {

struct Options {
  std::string email;
  std::string format = "json";
};

int unknown(const std::string& email) {
  return fail_with(
      fmt::format("nothing is kept under {}; a person may have used another address", email));
}

Result<PersonData, int> find(const Options& options, Stores& stores) {
  const std::string email = normalized_email(options.email);
  if (!is_email(email))
    return Failure{fail_with(fmt::format("{} is not an e-mail address", options.email))};
  auto person = stores.people.find(email);
  if (!person) return Failure{store_failed(person.error())};
  if (person->comments.empty() && person->mail.empty() && person->consent.empty())
    return Failure{unknown(email)};
  return std::move(person).value();
}

int export_person(const Options& options, const Config& config, Stores& stores) {
  const auto person = find(options, stores);
  if (!person) return person.error();
  if (options.format == "json") {
    fmt::print("{}\n", person_as_json(*person));
    return exit_done;
  }
  const auto zone = TimeZone::load(config.timezone);
  if (!zone) return fail_with("the time zone of the configuration is not there");
  const TemplateCache templates(config.templates_directory);
  const SecretKey unused(std::string(64, '0'));
  fmt::print("{}",
             render_person({templates, config.site.view, *zone, unused}, *person, current_time()));
  return exit_done;
}

int erase_person(const Options& options, const Config&, Stores& stores) {
  const auto person = find(options, stores);
  if (!person) return person.error();
  const auto erased = stores.people.erase({"the command line", {}}, person->email, current_time());
  if (!erased) return store_failed(erased.error());
  fmt::print("{} {} by {} {} \"Anonymous\" now; the texts stay.\n", *erased,
             *erased == 1 ? "comment" : "comments", person->email, *erased == 1 ? "is" : "are");
  fmt::print(
      "Later imports and restored backups forget this address again. Backups that you keep "
      "still have it.\n");
  return exit_done;
}

}  // namespace

void add_person(CommandLine& line) {
  CLI::App& group =
      *line.app.add_subcommand("person", "what is kept about somebody who wrote comments");
  group.require_subcommand(1);
  struct Command {
    const char* name;
    const char* what;
    int (*run)(const Options&, const Config&, Stores&);
  };
  for (const Command& each :
       {Command{"export", "print everything under an e-mail address", export_person},
        Command{"erase", "forget who wrote; the texts stay, as \"Anonymous\"", erase_person}}) {
    CLI::App& command = *group.add_subcommand(each.name, each.what);
    auto options = std::make_shared<Options>();
    command.add_option("EMAIL", options->email)->required();
    if (std::string_view(each.name) == "export")
      command.add_option("--format", options->format, "json, or html for them to read")
          ->check(CLI::IsMember({"json", "html"}));
    add_config_option(line, command);
    command.callback([&line, options, run = each.run] {
      line.chosen = [&line, options, run] {
        return with_store(line.config, [&](const Config& config, Stores& stores) {
          return run(*options, config, stores);
        });
      };
    });
  }
}

}  // namespace afterword
