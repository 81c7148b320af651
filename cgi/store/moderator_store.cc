#include "store/moderator_store.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"
#include "store/guarded.h"
#include "store/recent.h"
#include "store/record.h"

namespace afterword {
namespace {

/// Leaves a transaction because of what was asked for, not of the database.
struct Refused {
  ModeratorFault fault;
};

template <class Work>
auto refusable(const Work& work) -> Result<decltype(work()), ModeratorFault> {
  try {
    auto done = guarded(work);
    if (!done) return Failure{ModeratorFault::store};
    return std::move(done).value();
  } catch (const Refused& refused) {
    return Failure{refused.fault};
  }
}

Moderator read_moderator(const Row& row) {
  return {ModeratorId{row.integer(0)}, std::string(row.text(1)),
          std::string(row.text(2)),    parse_role(row.text(3)).value_or(Role::moderator),
          std::string(row.text(4)),    Instant{row.integer(5)}};
}

std::string name_key(std::string_view name) { return fold_case(clean_line(name)); }

std::int64_t owners(Database& database) {
  return first_number(database, Query::moderator_owners, {});
}

Moderator require(Database& database, ModeratorId id) {
  auto found = first_row(database, Query::moderator_get, {id.value}, read_moderator);
  if (!found) throw Refused{ModeratorFault::no_such_moderator};
  return *std::move(found);
}

void require_another_owner(Database& database, const Moderator& moderator) {
  if (moderator.role == Role::owner && owners(database) < 2)
    throw Refused{ModeratorFault::last_owner};
}

void record(Database& database, const Actor& actor, std::string_view action, ModeratorId id,
            Instant now, std::optional<Role> before = {}, std::optional<Role> after = {}) {
  RecordEntry entry;
  entry.at = now;
  entry.actor = actor;
  entry.action = action;
  JsonObject was;
  was.add("moderator", id.value);
  if (before) was.add("role", to_text(*before));
  entry.before = was.text();
  if (after) entry.after = JsonObject().add("role", to_text(*after)).text();
  write_record(database, entry);
}

// After so many failures a source waits: a second, twice as long each time, up to a quarter of an
// hour. One person's own typing is counted more strictly than a whole account or a whole network,
// so that a stranger cannot lock the owner out, nor one user of a shared network the others. All
// networks together get an attempt every five seconds in the end, which bounds what their guesses
// cost: an Argon2 takes 19 MiB and some 30 ms of a processor.
struct Threshold {
  std::int64_t free_failures;
  std::int64_t longest_ms;
};
constexpr Threshold here{5, 15 * minute_ms};
constexpr Threshold account{50, 5 * second_ms};
constexpr Threshold network{20, 15 * minute_ms};
constexpr Threshold everybody{200, 5 * second_ms};

constexpr std::string_view site = "site";
constexpr std::int64_t place_kept_ms = 90 * day_ms;

std::int64_t wait_of(Database& database, std::string_view who, const Threshold& threshold,
                     Instant now) {
  const auto found = first_row(database, Query::sign_in_failures, {who}, [](const Row& row) {
    return std::pair{row.integer(0), row.integer(1)};
  });
  if (!found || found->first < threshold.free_failures) return 0;
  const Recent day = recent(now, day_ms);
  if (found->second < day.since || found->second > day.until) return 0;
  const std::int64_t over = std::min<std::int64_t>(found->first - threshold.free_failures, 20);
  const std::int64_t wait = std::min(second_ms << over, threshold.longest_ms);
  return std::max<std::int64_t>(0, found->second + wait - now.ms);
}

/// How long an attempt must wait. Where the account has signed in before, only what was tried on it
/// from there counts.
std::int64_t wait_of(Database& database, const SignInSources& sources, Instant now) {
  const std::int64_t wait_here = wait_of(database, sources.account_here, here, now);
  if (first_number(database, Query::sign_in_place_get, {std::string_view(sources.account_here)}) !=
      0)
    return wait_here;
  return std::max({wait_here, wait_of(database, sources.account, account, now),
                   wait_of(database, sources.network, network, now),
                   wait_of(database, site, everybody, now)});
}

/// Counts what may be tried now, unless it must wait. `wait` is asked before the transaction too,
/// so that who must wait holds up nobody who writes.
template <class Wait>
std::int64_t begin_counted(Database& database, const Wait& wait,
                           std::initializer_list<std::string_view> sources, Instant now) {
  if (const std::int64_t wait_ms = wait(); wait_ms > 0) return wait_ms;
  Transaction change(database);
  if (const std::int64_t wait_ms = wait(); wait_ms > 0) return wait_ms;
  const Recent day = recent(now, day_ms);
  database.run(Query::sign_in_forget, {day.since, day.until});
  for (const std::string_view who : sources) database.run(Query::sign_in_failed, {who, now.ms});
  change.commit();
  return 0;
}

}  // namespace

std::string_view to_text(Role role) {
  switch (role) {
    case Role::owner:
      return "owner";
    case Role::moderator:
      return "moderator";
  }
  return "";
}

std::optional<Role> parse_role(std::string_view text) {
  for (const Role role : {Role::owner, Role::moderator})
    if (text == to_text(role)) return role;
  return std::nullopt;
}

Result<std::vector<Moderator>, StoreError> ModeratorStore::list() {
  return guarded([&] {
    std::vector<Moderator> found;
    database_.run(Query::moderator_list, {},
                  [&](const Row& row) { found.push_back(read_moderator(row)); });
    return found;
  });
}

Result<std::optional<Moderator>, StoreError> ModeratorStore::find(std::string_view name) {
  return guarded([&] {
    const std::string key = name_key(name);
    return first_row(database_, Query::moderator_by_name, {std::string_view(key)}, read_moderator);
  });
}

Result<std::optional<Moderator>, StoreError> ModeratorStore::find(ModeratorId id) {
  return guarded(
      [&] { return first_row(database_, Query::moderator_get, {id.value}, read_moderator); });
}

ModeratorId ModeratorStore::insert(const Actor& actor, std::string_view name,
                                   std::string_view email, Role role,
                                   std::string_view password_hash, Instant now) {
  const std::string shown = clean_line(name);
  const std::string key = name_key(name);
  if (first_row(database_, Query::moderator_by_name, {std::string_view(key)}, read_moderator))
    throw Refused{ModeratorFault::name_taken};
  const ModeratorId id{first_number(database_, Query::moderator_insert,
                                    {std::string_view(shown), std::string_view(key), email,
                                     to_text(role), password_hash, now.ms})};
  database_.run(Query::rule_touch, {});  // visitors may no longer use the name
  record(database_, actor, "moderator_add", id, now, {}, role);
  return id;
}

Result<ModeratorId, ModeratorFault> ModeratorStore::add(const Actor& actor, std::string_view name,
                                                        std::string_view email, Role role,
                                                        std::string_view password_hash,
                                                        Instant now) {
  return refusable([&] {
    Transaction change(database_);
    const Role given = owners(database_) == 0 ? Role::owner : role;
    const ModeratorId id = insert(actor, name, email, given, password_hash, now);
    change.commit();
    return id;
  });
}

Result<ModeratorId, ModeratorFault> ModeratorStore::add_first(const Actor& actor,
                                                              std::string_view name,
                                                              std::string_view email,
                                                              std::string_view password_hash,
                                                              Instant now) {
  return refusable([&] {
    Transaction change(database_);
    // Whoever moderates without being an owner needs an owner beside them.
    if (owners(database_) > 0) throw Refused{ModeratorFault::not_first};
    const ModeratorId id = insert(actor, name, email, Role::owner, password_hash, now);
    change.commit();
    return id;
  });
}

Result<bool, ModeratorFault> ModeratorStore::set_password(const Actor& actor, ModeratorId id,
                                                          std::string_view password_hash,
                                                          Instant now) {
  return refusable([&] {
    Transaction change(database_);
    require(database_, id);
    database_.run(Query::moderator_set_password, {id.value, password_hash});
    database_.run(Query::session_end_all, {id.value});
    record(database_, actor, "moderator_password", id, now);
    change.commit();
    return true;
  });
}

Result<bool, ModeratorFault> ModeratorStore::set_role(const Actor& actor, ModeratorId id, Role role,
                                                      Instant now) {
  return refusable([&] {
    Transaction change(database_);
    const Moderator moderator = require(database_, id);
    if (role != Role::owner) require_another_owner(database_, moderator);
    database_.run(Query::moderator_set_role, {id.value, to_text(role)});
    record(database_, actor, "moderator_role", id, now, moderator.role, role);
    change.commit();
    return true;
  });
}

Result<bool, ModeratorFault> ModeratorStore::remove(const Actor& actor, ModeratorId id,
                                                    Instant now) {
  return refusable([&] {
    Transaction change(database_);
    require_another_owner(database_, require(database_, id));
    database_.run(Query::session_end_all, {id.value});
    database_.run(Query::moderator_remove, {id.value, now.ms});
    database_.run(Query::rule_touch, {});
    record(database_, actor, "moderator_remove", id, now);
    change.commit();
    return true;
  });
}

Result<bool, StoreError> ModeratorStore::begin_session(std::string_view session, ModeratorId id,
                                                       Instant now) {
  return guarded([&] {
    Transaction change(database_);
    database_.run(Query::session_forget, {now.ms - idle_ms, now.ms - longest_ms});
    database_.run(Query::session_insert, {session, id.value, now.ms});
    change.commit();
    return true;
  });
}

Result<std::optional<Moderator>, StoreError> ModeratorStore::find_session(std::string_view session,
                                                                          Instant now) {
  return guarded([&] {
    std::int64_t used = 0;
    auto found = first_row(database_, Query::session_get,
                           {session, now.ms - idle_ms, now.ms - longest_ms}, [&](const Row& row) {
                             used = row.integer(4);
                             Moderator moderator;
                             moderator.id = ModeratorId{row.integer(0)};
                             moderator.name = row.text(1);
                             moderator.email = row.text(2);
                             moderator.role = parse_role(row.text(3)).value_or(Role::moderator);
                             return moderator;
                           });
    if (found && now.ms - used > minute_ms) {
      Transaction change(database_);
      database_.run(Query::session_touch, {session, now.ms});
      change.commit();
    }
    return found;
  });
}

Result<bool, StoreError> ModeratorStore::end_session(std::string_view session) {
  return guarded([&] {
    Transaction change(database_);
    database_.run(Query::session_end, {session});
    change.commit();
    return true;
  });
}

Result<std::int64_t, StoreError> ModeratorStore::begin_attempt(const SignInSources& sources,
                                                               Instant now) {
  return guarded([&] {
    return begin_counted(
        database_, [&] { return wait_of(database_, sources, now); },
        {sources.account_here, sources.account, sources.network, site}, now);
  });
}

Result<bool, StoreError> ModeratorStore::note_success(const SignInSources& sources, Instant now) {
  return guarded([&] {
    Transaction change(database_);
    const std::string_view place = sources.account_here;
    database_.run(Query::sign_in_clear, {place});
    for (const std::string_view who :
         {std::string_view(sources.account), std::string_view(sources.network), site})
      database_.run(Query::sign_in_uncount, {who});
    database_.run(Query::sign_in_place_forget, {now.ms - place_kept_ms});
    database_.run(Query::sign_in_place_set, {place, now.ms});
    change.commit();
    return true;
  });
}

Result<std::int64_t, StoreError> ModeratorStore::begin_code_attempt(std::string_view who,
                                                                    Instant now) {
  return guarded([&] {
    return begin_counted(
        database_, [&] { return wait_of(database_, who, here, now); }, {who}, now);
  });
}

Result<bool, StoreError> ModeratorStore::note_code_success(std::string_view who) {
  return guarded([&] {
    Transaction change(database_);
    database_.run(Query::sign_in_clear, {who});
    change.commit();
    return true;
  });
}

}  // namespace afterword
