// Moderation rules. Workers compile them once and compare their version.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/moderation/moderation.h"
#include "domain/policy/rule_set.h"
#include "store/engine/database.h"

namespace afterword {

/// All active rules; for use inside store/ only. Throws StoreException.
std::vector<Rule> read_rules(Database& database);

/// The names of all moderators; for use inside store/ only. Throws StoreException.
std::vector<std::string> moderator_names(Database& database);

/// A change of the rules, and the batch by which it can be undone.
struct RuleChange {
  RuleId id;
  std::int64_t batch = 0;
};

// --- called when a database is opened (store/open_store); these throw StoreException

/// True if the shipped care phrases of this language were ever installed. Phrases that moderators
/// have removed are not installed again.
bool has_care_phrases(Database& database, std::string_view language);
/// Installs a list of care phrases. Requires a write transaction.
void install_care_phrases(Database& database, std::string_view language,
                          const std::vector<Rule>& phrases, Instant now);

class RuleStore {
 public:
  explicit RuleStore(Database& database) : database_(database) {}

  Result<std::vector<Rule>, StoreError> list();

  /// Adds a rule (its id is ignored). A pattern that existed before gets its previous id. The batch
  /// is 0 if the rule is already active.
  Result<RuleChange, StoreError> add(const Actor& actor, const Rule& rule, Instant now);
  /// nullopt if there is no active rule with this id.
  Result<std::optional<RuleChange>, StoreError> remove(const Actor& actor, RuleId id, Instant now);

  /// Adds a list of rules with one audit-log entry; returns the number of rules in it.
  Result<int, StoreError> import(const Actor& actor, const std::vector<Rule>& rules, Instant now);

 private:
  Database& database_;
};

}  // namespace afterword
