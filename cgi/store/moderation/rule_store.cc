#include "store/moderation/rule_store.h"

#include <string>

#include "base/json.h"
#include "sql/moderators.h"
#include "sql/rules.h"
#include "sql/settings.h"
#include "store/engine/error_boundary.h"
#include "store/moderation/audit_log.h"

namespace afterword {
namespace {

RuleId insert_rule(Database& database, const Rule& rule, Instant now) {
  return RuleId{sql::insert_rule(database, {.kind = to_text(rule.kind),
                                            .pattern = rule.pattern,
                                            .topic = to_text(rule.topic),
                                            .language = rule.language,
                                            .attentive = rule.attentive,
                                            .now = now.ms})};
}

std::int64_t audit_log(Database& database, const Actor& actor, std::string_view action,
                       std::optional<RuleId> id, bool active, Instant now) {
  AuditEntry entry;
  entry.at = now;
  entry.actor = actor;
  entry.action = action;
  if (id) entry.change = audit::RuleChange{*id, active};
  return write_audit_entry(database, entry).value;
}

std::string setting_of_list(std::string_view language) {
  return "care_list_" + std::string(language);
}

}  // namespace

bool has_care_phrases(Database& database, std::string_view language) {
  return sql::find_setting(database, setting_of_list(language)).has_value();
}

void install_care_phrases(Database& database, std::string_view language,
                          const std::vector<Rule>& phrases, Instant now) {
  for (const Rule& rule : phrases) insert_rule(database, rule, now);
  sql::touch_rules(database);
  sql::insert_setting(database, {.name = setting_of_list(language), .value = "1"});
}

std::vector<Rule> read_rules(Database& database) {
  std::vector<Rule> rules;
  sql::list_rules(database, [&](const sql::ListRulesView& row) {
    rules.push_back({RuleId{row.id}, parse_rule_kind(row.kind).value_or(RuleKind::hold),
                     std::string(row.pattern),
                     parse_phrase_topic(row.topic).value_or(CareTopic::none),
                     std::string(row.language), row.attentive != 0});
  });
  return rules;
}

std::vector<std::string> moderator_names(Database& database) {
  std::vector<std::string> names;
  sql::list_moderators(database,
                       [&](const sql::ModeratorView& row) { names.emplace_back(row.name); });
  return names;
}

Result<std::vector<Rule>, StoreError> RuleStore::list() {
  return error_boundary([&] { return read_rules(database_); });
}

Result<RuleChange, StoreError> RuleStore::add(const Actor& actor, const Rule& rule, Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    // An existing active rule is not an addition, because undoing it would remove another person's
    // rule.
    const auto same =
        sql::find_rule_in_force(database_, {.kind = to_text(rule.kind), .pattern = rule.pattern});
    if (same && same->topic == to_text(rule.topic)) return RuleChange{RuleId{same->id}};
    RuleChange added{insert_rule(database_, rule, now)};
    if (same) {
      sql::touch_rules(database_);
      added.batch = audit_log(database_, actor, audit_action::rule_add, {}, true, now);
      change.commit();
      return added;
    }
    sql::touch_rules(database_);
    added.batch = audit_log(database_, actor, audit_action::rule_add, added.id, true, now);
    change.commit();
    return added;
  });
}

Result<std::optional<RuleChange>, StoreError> RuleStore::remove(const Actor& actor, RuleId id,
                                                                Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    if (sql::set_rule_removed(database_, {.removed_at = now.ms, .id = id.value}) == 0)
      return std::optional<RuleChange>{};
    sql::touch_rules(database_);
    const RuleChange removed{
        id, audit_log(database_, actor, audit_action::rule_remove, id, false, now)};
    change.commit();
    return std::optional(removed);
  });
}

Result<int, StoreError> RuleStore::import(const Actor& actor, const std::vector<Rule>& rules,
                                          Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    for (const Rule& rule : rules) insert_rule(database_, rule, now);
    sql::touch_rules(database_);
    audit_log(database_, actor, audit_action::rule_import, {}, true, now);
    change.commit();
    return static_cast<int>(rules.size());
  });
}

}  // namespace afterword
