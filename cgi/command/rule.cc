// afterword rule …: words, phrases and patterns that hold or block comments, or call a person.
#include <fmt/format.h>

#include <memory>

#include "base/file.h"
#include "command/commands.h"
#include "command/site_store.h"
#include "comment/care_list.h"
#include "server/service.h"

namespace afterword {
namespace {

const Actor command_line{"the command line", {}};

int list(Stores& stores) {
  const auto rules = stores.rules.list();
  if (!rules) return store_failed(rules.error());
  for (const Rule& rule : *rules)
    fmt::print("{:>4}  {:<5}  {:<6}  {:<3}  {}\n", rule.id.value, to_text(rule.kind),
               to_text(rule.topic), rule.language, rule.pattern);
  return exit_done;
}

int add(const Rule& rule, Stores& stores) {
  const auto added = stores.rules.add(command_line, rule, current_time());
  if (!added) return store_failed(added.error());
  fmt::print("rule {}: {} {}\n", added->id.value, to_text(rule.kind), rule.pattern);
  return exit_done;
}

int remove(std::int64_t id, Stores& stores) {
  const auto removed = stores.rules.remove(command_line, RuleId{id}, current_time());
  if (!removed) return store_failed(removed.error());
  if (!*removed) return fail_with(fmt::format("there is no rule {}", id));
  fmt::print("rule {} is removed\n", id);
  return exit_done;
}

int import(const std::string& file, Stores& stores) {
  const auto text = read_file(file, longest_written_file);
  if (!text) return fail_with(fmt::format("{} {}", file, text.error()));
  const auto list = parse_care_list(*text);
  if (!list) return fail_with(fmt::format("{}:{}", file, list.error()));
  const auto added = stores.rules.import(command_line, *list, current_time());
  if (!added) return store_failed(added.error());
  fmt::print("{} care phrases are in force\n", *added);
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
      return with_store(line.config, [](const Config&, Stores& stores) { return list(stores); });
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
  auto topic = std::make_shared<std::string>();
  add_command
      .add_option("--topic", *topic, "what a care phrase is about: self, other, method, abuse")
      ->check(CLI::IsMember({"self", "other", "method", "abuse"}));
  add_config_option(line, add_command);
  add_command.callback([&line, kind, pattern, topic] {
    line.chosen = [&line, kind, pattern, topic] {
      Rule rule;
      rule.kind = parse_rule_kind(*kind).value_or(RuleKind::hold);
      rule.pattern = *pattern;
      rule.topic = parse_care_topic(*topic).value_or(CareTopic::none);
      if (const auto fault = pattern_fault(rule.kind, rule.pattern)) return fail_with(*fault);
      if (rule.topic != CareTopic::none && rule.kind != RuleKind::care)
        return fail_with("--topic is for care rules");
      return with_store(line.config,
                        [&](const Config&, Stores& stores) { return add(rule, stores); });
    };
  });

  CLI::App& import_command = *rule.add_subcommand(
      "import", "add a list of care phrases, of another language say (docs/care.md has the form)");
  auto file = std::make_shared<std::string>();
  import_command.add_option("FILE", *file)->required()->check(CLI::ExistingFile);
  add_config_option(line, import_command);
  import_command.callback([&line, file] {
    line.chosen = [&line, file] {
      return with_store(line.config,
                        [&](const Config&, Stores& stores) { return import(*file, stores); });
    };
  });

  CLI::App& remove_command = *rule.add_subcommand("remove", "remove a rule");
  auto id = std::make_shared<std::int64_t>(0);
  remove_command.add_option("ID", *id)->required()->check(CLI::PositiveNumber);
  add_config_option(line, remove_command);
  remove_command.callback([&line, id] {
    line.chosen = [&line, id] {
      return with_store(line.config,
                        [&](const Config&, Stores& stores) { return remove(*id, stores); });
    };
  });
}

}  // namespace afterword
