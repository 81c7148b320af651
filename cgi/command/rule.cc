// afterword rule …: words, phrases and patterns that hold or block comments.
#include <fmt/format.h>

#include <memory>

#include "command/commands.h"
#include "command/site_store.h"
#include "server/service.h"

namespace afterword {
namespace {

int list(CommentStore& store) {
  const auto rules = store.rules();
  if (!rules) return store_failed(rules.error());
  for (const Rule& rule : *rules)
    fmt::print("{:>4}  {:<5}  {}\n", rule.id.value, to_text(rule.kind), rule.pattern);
  return exit_done;
}

int add(const std::string& kind, const std::string& pattern, CommentStore& store) {
  const auto id =
      store.add_rule(parse_rule_kind(kind).value_or(RuleKind::hold), pattern, current_time());
  if (!id) return store_failed(id.error());
  fmt::print("rule {}: {} {}\n", id->value, kind, pattern);
  return exit_done;
}

int remove(std::int64_t id, CommentStore& store) {
  const auto removed = store.remove_rule(RuleId{id});
  if (!removed) return store_failed(removed.error());
  if (!*removed) return fail_with(fmt::format("there is no rule {}", id));
  fmt::print("rule {} is removed\n", id);
  return exit_done;
}

}  // namespace

void add_rule(CommandLine& line) {
  CLI::App& rule = *line.app.add_subcommand("rule", "words and patterns that hold or block");
  rule.require_subcommand(1);

  CLI::App& list_command = *rule.add_subcommand("list", "all rules");
  add_config_option(line, list_command);
  list_command.callback([&line] {
    line.chosen = [&line] {
      return with_store(line.config,
                        [](const Config&, Stores& stores) { return list(stores.comments); });
    };
  });

  CLI::App& add_command = *rule.add_subcommand(
      "add",
      "hold: a person reads it first; block: to the trash; care: a person should read it soon");
  auto kind = std::make_shared<std::string>();
  auto pattern = std::make_shared<std::string>();
  add_command.add_option("KIND", *kind, "hold, block or care")
      ->required()
      ->check(CLI::IsMember({"hold", "block", "care"}));
  add_command.add_option("PATTERN", *pattern, "a word, a phrase, or /an RE2 pattern/")->required();
  add_config_option(line, add_command);
  add_command.callback([&line, kind, pattern] {
    line.chosen = [&line, kind, pattern] {
      if (const auto fault = pattern_fault(*pattern)) return fail_with(*fault);
      return with_store(line.config, [&](const Config&, Stores& stores) {
        return add(*kind, *pattern, stores.comments);
      });
    };
  });

  CLI::App& remove_command = *rule.add_subcommand("remove", "remove a rule");
  auto id = std::make_shared<std::int64_t>(0);
  remove_command.add_option("ID", *id)->required()->check(CLI::PositiveNumber);
  add_config_option(line, remove_command);
  remove_command.callback([&line, id] {
    line.chosen = [&line, id] {
      return with_store(
          line.config, [&](const Config&, Stores& stores) { return remove(*id, stores.comments); });
    };
  });
}

}  // namespace afterword
