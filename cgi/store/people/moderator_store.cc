#include "store/people/moderator_store.h"

#include <algorithm>
#include <cstdlib>

#include "base/json.h"
#include "base/text.h"
#include "sql/moderators.h"
#include "sql/rules.h"
#include "store/engine/error_boundary.h"
#include "store/engine/recent.h"
#include "store/moderation/audit_log.h"

namespace afterword {
namespace {

/// Leaves a transaction because the request is refused, as opposed to a database failure.
struct Refused {
  AccountRefusal error;
};

template <class Work>
auto refusable(const Work& work) -> Result<decltype(work()), ModeratorError> {
  try {
    auto done = error_boundary(work);
    if (!done) return Failure{ModeratorError(done.error())};
    if constexpr (std::is_void_v<decltype(work())>)
      return {};
    else
      return std::move(done).value();
  } catch (const Refused& refused) {
    return Failure{ModeratorError(refused.error)};
  }
}

template <class Text>
Moderator read_moderator(const sql::BasicModerator<Text>& row) {
  return {ModeratorId{row.id},
          std::string(row.name),
          std::string(row.email),
          parse_role(row.role).value_or(Role::moderator),
          std::string(row.password_hash),
          Instant{row.created_at}};
}

std::optional<Moderator> read_moderator(const std::optional<sql::ModeratorRow>& row) {
  return row ? std::optional(read_moderator(*row)) : std::nullopt;
}

std::string name_key(std::string_view name) { return fold_case(clean_line(name)); }

Moderator require(Database& database, ModeratorId id) {
  auto found = read_moderator(sql::find_moderator(database, id.value));
  if (!found) throw Refused{AccountRefusal::no_such_moderator};
  return *std::move(found);
}

void require_another_owner(Database& database, const Moderator& moderator) {
  if (moderator.role == Role::owner && sql::count_owners(database) < 2)
    throw Refused{AccountRefusal::last_owner};
}

void audit_log(Database& database, const Actor& actor, std::string_view action, ModeratorId id,
               Instant now, std::optional<Role> before = {}, std::optional<Role> after = {}) {
  write_audit_entry(database, {.at = now,
                               .actor = actor,
                               .action = action,
                               .change = audit::ModeratorChange{id, before, after}});
}

// After `free_failures` a source must wait: one second, doubling up to a quarter of an hour. An
// account from one address prefix has the strictest limit, then an account, then an address prefix,
// so that strangers cannot lock an owner out and users of a shared network do not lock out each
// other. All prefixes together are limited to one attempt per five seconds, which bounds the cost:
// an Argon2 hash takes 19 MiB and about 30 ms of CPU time.
struct Threshold {
  std::int64_t free_failures;
  std::int64_t longest_ms;
};
constexpr Threshold here{5, 15 * minute_ms};
constexpr Threshold account{50, 5 * second_ms};
constexpr Threshold address_prefix{20, 15 * minute_ms};
constexpr Threshold everybody{200, 5 * second_ms};

constexpr std::string_view site = "site";
constexpr std::int64_t place_kept_ms = 90 * day_ms;

std::int64_t wait_of(Database& database, std::string_view who, const Threshold& threshold,
                     Instant now) {
  const auto found = sql::find_sign_in_failures(database, who);
  if (!found || found->failures < threshold.free_failures) return 0;
  const Recent day = recent(now, day_ms);
  if (found->last_at < day.since || found->last_at > day.until) return 0;
  const std::int64_t over = std::min<std::int64_t>(found->failures - threshold.free_failures, 20);
  const std::int64_t wait = std::min(second_ms << over, threshold.longest_ms);
  return std::max<std::int64_t>(0, found->last_at + wait - now.ms);
}

/// How long an attempt must wait. From an address prefix where the account has signed in before,
/// only failures of this account from this prefix count.
std::int64_t wait_of(Database& database, const SignInSources& sources, Instant now) {
  const std::int64_t wait_here = wait_of(database, sources.account_here, here, now);
  if (sql::is_known_sign_in_place(database, sources.account_here)) return wait_here;
  return std::max({wait_here, wait_of(database, sources.account, account, now),
                   wait_of(database, sources.address_prefix, address_prefix, now),
                   wait_of(database, site, everybody, now)});
}

/// Counts an attempt unless it must wait. `wait` is also evaluated before the transaction, so that
/// attempts over the limit do not delay writers.
template <class Wait>
std::int64_t begin_counted(Database& database, const Wait& wait,
                           std::initializer_list<std::string_view> sources, Instant now) {
  if (const std::int64_t wait_ms = wait(); wait_ms > 0) return wait_ms;
  Transaction change(database);
  if (const std::int64_t wait_ms = wait(); wait_ms > 0) return wait_ms;
  const Recent day = recent(now, day_ms);
  sql::delete_old_sign_in_failures(database, {.since = day.since, .until = day.until});
  for (const std::string_view who : sources)
    sql::count_sign_in_failure(database, {.who = who, .now = now.ms});
  change.commit();
  return 0;
}

}  // namespace

Result<std::vector<Moderator>, StoreError> ModeratorStore::list() {
  return error_boundary([&] {
    std::vector<Moderator> found;
    sql::list_moderators(
        database_, [&](const sql::ModeratorView& row) { found.push_back(read_moderator(row)); });
    return found;
  });
}

Result<std::optional<Moderator>, StoreError> ModeratorStore::find(std::string_view name) {
  return error_boundary(
      [&] { return read_moderator(sql::find_moderator_by_name(database_, name_key(name))); });
}

Result<std::optional<Moderator>, StoreError> ModeratorStore::find(ModeratorId id) {
  return error_boundary([&] { return read_moderator(sql::find_moderator(database_, id.value)); });
}

ModeratorId ModeratorStore::insert(const Actor& actor, std::string_view name,
                                   std::string_view email, Role role,
                                   std::string_view password_hash, Instant now) {
  const std::string shown = clean_line(name);
  const std::string key = name_key(name);
  if (sql::find_moderator_by_name(database_, key)) throw Refused{AccountRefusal::name_taken};
  const ModeratorId id{sql::insert_moderator(database_, {.name = shown,
                                                         .name_key = key,
                                                         .email = email,
                                                         .role = to_text(role),
                                                         .hash = password_hash,
                                                         .now = now.ms})};
  sql::touch_rules(database_);  // visitors must not use the name any more
  audit_log(database_, actor, audit_action::moderator_add, id, now, {}, role);
  return id;
}

Result<ModeratorId, ModeratorError> ModeratorStore::add(const Actor& actor, std::string_view name,
                                                        std::string_view email, Role role,
                                                        std::string_view password_hash,
                                                        Instant now) {
  return refusable([&] {
    Transaction change(database_);
    const Role given = sql::count_owners(database_) == 0 ? Role::owner : role;
    const ModeratorId id = insert(actor, name, email, given, password_hash, now);
    change.commit();
    return id;
  });
}

Result<ModeratorId, ModeratorError> ModeratorStore::add_first(const Actor& actor,
                                                              std::string_view name,
                                                              std::string_view email,
                                                              std::string_view password_hash,
                                                              Instant now) {
  return refusable([&] {
    Transaction change(database_);
    // Counts owners, because moderators cannot manage the installation without one.
    if (sql::count_owners(database_) > 0) throw Refused{AccountRefusal::not_first};
    const ModeratorId id = insert(actor, name, email, Role::owner, password_hash, now);
    change.commit();
    return id;
  });
}

Result<void, ModeratorError> ModeratorStore::set_password(const Actor& actor, ModeratorId id,
                                                          std::string_view password_hash,
                                                          Instant now) {
  return refusable([&] {
    Transaction change(database_);
    require(database_, id);
    sql::set_moderator_password(database_, {.hash = password_hash, .id = id.value});
    sql::end_sessions_of(database_, id.value);
    audit_log(database_, actor, audit_action::moderator_password, id, now);
    change.commit();
  });
}

Result<Change, StoreError> ModeratorStore::reset_password(const Actor& actor, ModeratorId id,
                                                          std::string_view present_hash,
                                                          std::string_view password_hash,
                                                          Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    if (sql::replace_moderator_password(
            database_, {.hash = password_hash, .id = id.value, .present = present_hash}) == 0)
      return Change::gone;
    sql::end_sessions_of(database_, id.value);
    audit_log(database_, actor, audit_action::moderator_password, id, now);
    change.commit();
    return Change::done;
  });
}

Result<void, ModeratorError> ModeratorStore::set_role(const Actor& actor, ModeratorId id, Role role,
                                                      Instant now) {
  return refusable([&] {
    Transaction change(database_);
    const Moderator moderator = require(database_, id);
    if (role != Role::owner) require_another_owner(database_, moderator);
    sql::set_moderator_role(database_, {.role = to_text(role), .id = id.value});
    audit_log(database_, actor, audit_action::moderator_role, id, now, moderator.role, role);
    change.commit();
  });
}

Result<void, ModeratorError> ModeratorStore::remove(const Actor& actor, ModeratorId id,
                                                    Instant now) {
  return refusable([&] {
    Transaction change(database_);
    require_another_owner(database_, require(database_, id));
    sql::end_sessions_of(database_, id.value);
    sql::remove_moderator(database_, {.now = now.ms, .id = id.value});
    sql::touch_rules(database_);
    audit_log(database_, actor, audit_action::moderator_remove, id, now);
    change.commit();
  });
}

Result<void, StoreError> ModeratorStore::begin_session(std::string_view session,
                                                       std::string_view replaced, ModeratorId id,
                                                       Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    sql::end_session(database_, replaced);
    sql::delete_old_sessions(database_, {.used_before = now.ms - idle_ms,
                                         .created_before = now.ms - longest_ms,
                                         .created_after = now.ms + longest_ms});
    sql::insert_session(database_, {.id = session, .moderator = id.value, .now = now.ms});
    change.commit();
  });
}

Result<std::optional<Moderator>, StoreError> ModeratorStore::find_session(std::string_view session,
                                                                          Instant now) {
  return error_boundary([&] {
    const auto found = sql::find_session(database_, {.id = session,
                                                     .used_after = now.ms - idle_ms,
                                                     .created_after = now.ms - longest_ms,
                                                     .created_before = now.ms + longest_ms});
    if (!found) return std::optional<Moderator>{};
    // Also if the clock was set back, so that the time without use begins now.
    if (std::abs(now.ms - found->used_at) > minute_ms) {
      Transaction change(database_);
      sql::touch_session(database_, {.now = now.ms, .id = session});
      change.commit();
    }
    Moderator moderator;
    moderator.id = ModeratorId{found->id};
    moderator.name = found->name;
    moderator.email = found->email;
    moderator.role = parse_role(found->role).value_or(Role::moderator);
    return std::optional(std::move(moderator));
  });
}

Result<void, StoreError> ModeratorStore::end_session(std::string_view session) {
  return error_boundary([&] {
    Transaction change(database_);
    sql::end_session(database_, session);
    change.commit();
  });
}

Result<std::int64_t, StoreError> ModeratorStore::begin_attempt(const SignInSources& sources,
                                                               Instant now) {
  return error_boundary([&] {
    return begin_counted(
        database_, [&] { return wait_of(database_, sources, now); },
        {sources.account_here, sources.account, sources.address_prefix, site}, now);
  });
}

Result<void, StoreError> ModeratorStore::note_success(const SignInSources& sources, Instant now) {
  return error_boundary([&] {
    Transaction change(database_);
    const std::string_view place = sources.account_here;
    sql::clear_sign_in_failures(database_, place);
    for (const std::string_view who :
         {std::string_view(sources.account), std::string_view(sources.address_prefix), site})
      sql::uncount_sign_in_failure(database_, who);
    sql::delete_old_sign_in_places(database_, now.ms - place_kept_ms);
    sql::set_sign_in_place(database_, {.who = place, .now = now.ms});
    change.commit();
  });
}

Result<std::int64_t, StoreError> ModeratorStore::begin_code_attempt(std::string_view who,
                                                                    Instant now) {
  return error_boundary([&] {
    return begin_counted(
        database_, [&] { return wait_of(database_, who, here, now); }, {who}, now);
  });
}

Result<void, StoreError> ModeratorStore::note_code_success(std::string_view who) {
  return error_boundary([&] {
    Transaction change(database_);
    sql::clear_sign_in_failures(database_, who);
    change.commit();
  });
}

}  // namespace afterword
