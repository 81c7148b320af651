#include "command/commands.h"

#include <fmt/format.h>

#include "command/backup.h"
#include "command/check.h"
#include "command/command_line.h"
#include "command/comment.h"
#include "command/init.h"
#include "command/mail.h"
#include "command/manual.h"
#include "command/moderator.h"
#include "command/person.h"
#include "command/publish.h"
#include "command/quickstart.h"
#include "command/rule.h"
#include "command/serve.h"
#include "command/thread.h"
#include "command/transfer/export.h"
#include "command/transfer/import.h"

namespace afterword {

int run_command(int argc, char** argv, const std::string& found_config) {
  const std::vector<CommandGroup> groups{
      {"comment", "list, show and moderate comments"},
      {"thread", "list pages with comments, and move their comments to other pages"},
      {"rule", "manage words and patterns that hold or block comments"},
      {"mail", "deliver mail, and list pending mail"},
      {"moderator", "manage moderators and their passwords"},
      {"person", "export or erase the personal data of a commenter"},
  };
  // In the order of the help.
  std::vector<Command> commands;
  for (auto more :
       {init_commands, quickstart_commands, serve_commands, check_commands, comment_commands,
        thread_commands, publish_commands, rule_commands, mail_commands, moderator_commands,
        import_commands, export_commands, backup_commands, person_commands})
    for (Command& command : more()) commands.push_back(std::move(command));
  commands.push_back({"manual",
                      "print the manual page afterword(1), in the format of `man -l`",
                      {},
                      [&](const Arguments&) {
                        fmt::print("{}", manual_page(groups, commands));
                        return exit_done;
                      },
                      false});
  return run_command_line(groups, commands, argc, argv, found_config);
}

}  // namespace afterword
