// afterword rule …: words, phrases and patterns that hold or block comments, or open them for care.
#include "command/rule.h"

#include <fmt/format.h>

#include "base/file.h"
#include "command/site_store.h"
#include "domain/care/care_list.h"
#include "server/application/service.h"
#include "view/moderation/policy_words.h"

namespace afterword {
namespace {

int list_rules(Stores& stores) {
  const auto rules = stores.rules.list();
  if (!rules) return store_failed(rules.error());
  for (const Rule& rule : *rules)
    fmt::print("{:>4}  {:<5}  {:<6}  {:<3}  {:<9}  {}\n", rule.id.value, to_text(rule.kind),
               to_text(rule.topic), rule.language, rule.attentive ? "attentive" : "", rule.pattern);
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
  fmt::print("Removed rule {}.\n", id);
  return exit_done;
}

std::string words_of(const InvalidPattern& invalid) {
  return explain_pattern(TemplateCache("", Parsing::when_used), invalid);
}

std::string words_of(const InvalidCareList& invalid) {
  switch (invalid.error) {
    case CareListError::unknown_heading:
      return "must be [self], [other], [method] or [abuse], optionally with \"attentive\", as in "
             "[self attentive]";
    case CareListError::no_language:
      return "a line such as \"language: en\" must come first";
    case CareListError::no_heading:
      return "a line such as [self] must come before phrases";
    case CareListError::bad_phrase:
      return words_of(invalid.pattern);
    case CareListError::no_phrase:
      break;
  }
  return "contains no phrase";
}

int import(const std::string& file, Stores& stores) {
  const auto text = read_file(file, longest_written_file);
  if (!text) return fail_with(fmt::format("{} {}", file, text.error()));
  const auto list = parse_care_list(*text);
  if (!list)
    return fail_with(fmt::format("{}:{}: {}", file, list.error().line, words_of(list.error())));
  const auto added = stores.rules.import(command_line, *list, current_time());
  if (!added) return store_failed(added.error());
  fmt::print("Added {} care phrases.\n", *added);
  return exit_done;
}

}  // namespace

std::vector<Command> rule_commands() {
  std::vector<std::string> topics;
  for (const CareTopic topic : phrase_topics()) topics.emplace_back(to_text(topic));
  return {
      {"rule list",
       "list all rules",
       {},
       [](const Arguments& arguments) {
         return with_store(arguments.config,
                           [](const Config&, Stores& stores) { return list_rules(stores); });
       }},
      {"rule add",
       "add a rule; hold: a moderator decides before publication; block: move to the trash; "
       "care: alert the moderators",
       {{.name = "KIND",
         .help = "hold, block or care",
         .required = true,
         .choices = {"hold", "block", "care"}},
        {"PATTERN", "a word, a phrase, or /an RE2 pattern/", Option::Kind::text, true},
        {.name = "--topic", .help = "the subject of a care phrase", .choices = topics},
        {"--attentive", "apply the care phrase only if care.mode is attentive",
         Option::Kind::flag}},
       [](const Arguments& arguments) {
         Rule rule;
         rule.kind = parse_rule_kind(arguments.text("KIND")).value_or(RuleKind::hold);
         rule.pattern = arguments.text("PATTERN");
         rule.topic = parse_phrase_topic(arguments.text("--topic")).value_or(CareTopic::none);
         if (const auto error = pattern_error(rule.kind, rule.pattern))
           return fail_with(words_of(*error));
         rule.attentive = arguments.has("--attentive");
         if ((rule.topic != CareTopic::none || rule.attentive) && rule.kind != RuleKind::care)
           return fail_with("--topic and --attentive are valid for care rules only");
         return with_store(arguments.config,
                           [&](const Config&, Stores& stores) { return add(rule, stores); });
       }},
      {"rule import",
       "import a list of care phrases, for example of another language (format: docs/care.md)",
       {{"FILE", "the list, one phrase a line", Option::Kind::text, true}},
       [](const Arguments& arguments) {
         return with_store(arguments.config, [&](const Config&, Stores& stores) {
           return import(arguments.text("FILE"), stores);
         });
       }},
      {"rule remove",
       "remove a rule",
       {{"ID", "the number of the rule in `rule list`", Option::Kind::number, true}},
       [](const Arguments& arguments) {
         return with_store(arguments.config, [&](const Config&, Stores& stores) {
           return remove(*arguments.number("ID"), stores);
         });
       }},
  };
}

}  // namespace afterword
