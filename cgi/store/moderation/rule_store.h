// The rules that moderators keep. Workers compile them once and ask for their version.
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

/// All rules in force; inside store/ only. Throws StoreException.
std::vector<Rule> read_rules(Database& database);

/// The names of everybody who moderates; inside store/ only. Throws StoreException.
std::vector<std::string> moderator_names(Database& database);

/// A change of the rules, and the press that can be undone.
struct RuleChange {
  RuleId id;
  std::int64_t batch = 0;
};

// --- when a database is opened (store/open_store); they throw StoreException

/// Whether a shipped list of care phrases was ever put into the database. What moderators have
/// removed since stays removed.
bool has_care_phrases(Database& database, std::string_view language);
/// Puts one in. Needs a transaction that writes.
void install_care_phrases(Database& database, std::string_view language,
                          const std::vector<Rule>& phrases, Instant now);

class RuleStore {
 public:
  explicit RuleStore(Database& database) : database_(database) {}

  Result<std::vector<Rule>, StoreError> list();

  /// Adds a rule (its id is ignored); the same pattern again has the id it had. The batch is 0 when
  /// the rule was in force already.
  Result<RuleChange, StoreError> add(const Actor& actor, const Rule& rule, Instant now);
  /// nullopt when there is no such rule in force.
  Result<std::optional<RuleChange>, StoreError> remove(const Actor& actor, RuleId id, Instant now);

  /// Adds a list at once, with one line of the audit_log. The number of rules in it.
  Result<int, StoreError> import(const Actor& actor, const std::vector<Rule>& rules, Instant now);

 private:
  Database& database_;
};

}  // namespace afterword
