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
      fmt::format("nothing is kept under {}; a person may have used another address", email));
}

Result<CommenterData, int> find(const std::string& typed, Stores& stores) {
  const std::string email = normalized_email(typed);
  if (!is_email(email))
    return Failure{fail_with(fmt::format("{} is not an e-mail address", typed))};
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
  if (!zone) return fail_with("the time zone of the configuration is not there");
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
  fmt::print("{} {} by {} {} \"Anonymous\" now; the texts stay.\n", *erased,
             *erased == 1 ? "comment" : "comments", commenter->email, *erased == 1 ? "is" : "are");
  fmt::print(
      "Later imports and restored backups forget this address again. Backups that you keep "
      "still have it.\n");
  return exit_done;
}

}  // namespace

std::vector<Command> person_commands() {
  const Option email{"EMAIL", "", Option::Kind::text, true};
  return {
      {"person export",
       "print everything under an e-mail address",
       {email,
        {.name = "--format",
         .help = "json, or html for them to read",
         .choices = {"json", "html"}}},
       [](const Arguments& arguments) {
         return with_store(arguments.config, [&](const Config& config, Stores& stores) {
           return export_person(arguments.text("EMAIL"), arguments.text("--format"), config,
                                stores);
         });
       }},
      {"person erase",
       "forget who wrote; the texts stay, as \"Anonymous\"",
       {email},
       [](const Arguments& arguments) {
         return with_store(arguments.config, [&](const Config&, Stores& stores) {
           return erase_person(arguments.text("EMAIL"), stores);
         });
       }},
  };
}

}  // namespace afterword
