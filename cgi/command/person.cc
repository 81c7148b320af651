// afterword person export EMAIL and afterword person erase EMAIL.
#include "command/person.h"

#include <fmt/format.h>

#include "command/site_store.h"
#include "domain/comment/submission.h"
#include "server/application/service.h"
#include "transfer/json/commenter_json.h"
#include "view/thread/commenter_view.h"

namespace afterword {
namespace {

int unknown(const std::string& email) {
  return fail_with(
      fmt::format("no data is stored for {}; the commenter may have used another address", email));
}

Result<CommenterData, int> find(const std::string& typed, Stores& stores) {
  const std::string email = normalized_email(typed);
  if (!is_email(email)) return Failure{fail_with(fmt::format("{} is not an email address", typed))};
  auto commenter = stores.commenters.find(email);
  if (!commenter) return Failure{store_failed(commenter.error())};
  if (commenter->is_empty()) return Failure{unknown(email)};
  return std::move(commenter).value();
}

int export_person(const std::string& typed, const std::string& format, const Config& config,
                  Stores& stores) {
  const auto commenter = find(typed, stores);
  if (!commenter) return commenter.error();
  if (format != "html") {
    fmt::print("{}\n", commenter_as_json(*commenter));
    return exit_done;
  }
  const auto zone = TimeZone::load(config.timezone);
  if (!zone) return fail_with("unknown time zone in site.timezone");
  const TemplateCache templates(config.templates_directory);
  const SecretKey unused(std::string(64, '0'));
  fmt::print("{}", render_commenter({templates, config.site.view, *zone, unused}, *commenter,
                                    current_time()));
  return exit_done;
}

int erase_person(const std::string& typed, Stores& stores) {
  const auto commenter = find(typed, stores);
  if (!commenter) return commenter.error();
  const auto erased = stores.commenters.erase(command_line, commenter->email, current_time());
  if (!erased) return store_failed(erased.error());
  fmt::print("{} {} by {} now {} the author \"Anonymous\". The texts remain.\n", *erased,
             *erased == 1 ? "comment" : "comments", commenter->email,
             *erased == 1 ? "has" : "have");
  fmt::print(
      "Later imports and restored backups also erase this address. Existing backup files still "
      "contain it.\n");
  return exit_done;
}

}  // namespace

std::vector<Command> person_commands() {
  const Option email{"EMAIL", "the email address of the commenter", Option::Kind::text, true};
  return {
      {"person export",
       "print all data that is stored for an email address",
       {email,
        {.name = "--format",
         .help = "json, or html as a readable page",
         .choices = {"json", "html"}}},
       [](const Arguments& arguments) {
         return with_store(arguments.config, [&](const Config& config, Stores& stores) {
           return export_person(arguments.text("EMAIL"), arguments.text("--format"), config,
                                stores);
         });
       }},
      {"person erase",
       "erase a commenter's personal data; the texts remain, by \"Anonymous\"",
       {email},
       [](const Arguments& arguments) {
         return with_store(arguments.config, [&](const Config&, Stores& stores) {
           return erase_person(arguments.text("EMAIL"), stores);
         });
       }},
  };
}

}  // namespace afterword
