#include "store/rule_store.h"

#include <string>

#include "base/json.h"
#include "store/guarded.h"
#include "store/record.h"

namespace afterword {
namespace {

RuleId insert_rule(Database& database, const Rule& rule, Instant now) {
  return RuleId{first_number(
      database, Query::rule_insert,
      {to_text(rule.kind), std::string_view(rule.pattern), to_text(rule.topic),
       std::string_view(rule.language), std::int64_t{rule.attentive ? 1 : 0}, now.ms})};
}

std::int64_t record(Database& database, const Actor& actor, std::string_view action,
                    std::optional<RuleId> id, bool active, Instant now) {
  RecordEntry entry;
  entry.at = now;
  entry.actor = actor;
  entry.action = action;
  if (id) {
    entry.before = JsonObject().add("active", !active).add("rule", id->value).text();
    entry.after = JsonObject().add("active", active).add("rule", id->value).text();
  }
  return write_record(database, entry).value;
}

}  // namespace

std::vector<Rule> read_rules(Database& database) {
  std::vector<Rule> rules;
  database.run(Query::rule_list, {}, [&](const Row& row) {
    rules.push_back({RuleId{row.integer(0)}, parse_rule_kind(row.text(1)).value_or(RuleKind::hold),
                     std::string(row.text(2)),
                     parse_care_topic(row.text(3)).value_or(CareTopic::none),
                     std::string(row.text(4)), row.integer(5) != 0});
  });
  return rules;
}

std::vector<std::string> moderator_names(Database& database) {
  std::vector<std::string> names;
  database.run(Query::moderator_list, {}, [&](const Row& row) { names.emplace_back(row.text(1)); });
  return names;
}

Result<std::vector<Rule>, StoreError> RuleStore::list() {
  return guarded([&] { return read_rules(database_); });
}

Result<RuleChange, StoreError> RuleStore::add(const Actor& actor, const Rule& rule, Instant now) {
  return guarded([&] {
    Transaction change(database_);
    // Nobody has added what was there before: undoing that would take somebody else's rule away.
    const auto same =
        first_row(database_, Query::rule_in_force,
                  {to_text(rule.kind), std::string_view(rule.pattern)}, [](const Row& row) {
                    return std::pair{RuleId{row.integer(0)}, std::string(row.text(1))};
                  });
    if (same && same->second == to_text(rule.topic)) return RuleChange{same->first};
    RuleChange added{insert_rule(database_, rule, now)};
    if (same) {
      database_.run(Query::rule_touch, {});
      added.batch = record(database_, actor, "rule_add", {}, true, now);
      change.commit();
      return added;
    }
    database_.run(Query::rule_touch, {});
    added.batch = record(database_, actor, "rule_add", added.id, true, now);
    change.commit();
    return added;
  });
}

Result<std::optional<RuleChange>, StoreError> RuleStore::remove(const Actor& actor, RuleId id,
                                                                Instant now) {
  return guarded([&] {
    Transaction change(database_);
    if (first_number(database_, Query::rule_set_removed, {id.value, now.ms}) == 0)
      return std::optional<RuleChange>{};
    database_.run(Query::rule_touch, {});
    const RuleChange removed{id, record(database_, actor, "rule_remove", id, false, now)};
    change.commit();
    return std::optional(removed);
  });
}

Result<bool, StoreError> RuleStore::install(std::string_view language,
                                            const std::function<std::vector<Rule>()>& list,
                                            Instant now) {
  return guarded([&] {
    const std::string name = "care_list_" + std::string(language);
    const auto is_there = [&] {
      return first_row(database_, Query::setting_get, {std::string_view(name)},
                       [](const Row&) { return true; })
          .has_value();
    };
    if (is_there()) return false;
    Transaction change(database_);
    // Asked again under the lock: another worker may have been first.
    if (is_there()) return false;
    for (const Rule& rule : list()) insert_rule(database_, rule, now);
    database_.run(Query::rule_touch, {});
    database_.run(Query::setting_insert, {std::string_view(name), std::string_view("1")});
    change.commit();
    return true;
  });
}

Result<int, StoreError> RuleStore::import(const Actor& actor, const std::vector<Rule>& rules,
                                          Instant now) {
  return guarded([&] {
    Transaction change(database_);
    for (const Rule& rule : rules) insert_rule(database_, rule, now);
    database_.run(Query::rule_touch, {});
    record(database_, actor, "rule_import", {}, true, now);
    change.commit();
    return static_cast<int>(rules.size());
  });
}

}  // namespace afterword
