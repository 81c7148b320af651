#include "store/engine/installation_key.h"

#include "sql/settings.h"

namespace afterword {
namespace {

constexpr std::string_view setting = "key";
constexpr std::size_t key_bytes = 32;

}  // namespace

SecretKey installation_key(Database& database) {
  auto key = find_installation_key(database);
  if (!key) throw StoreException{StoreError::unavailable, "the installation's key is missing"};
  return *std::move(key);
}

std::optional<SecretKey> find_installation_key(Database& database) {
  const auto key = sql::find_setting(database, setting);
  return key ? std::optional(SecretKey(*key)) : std::nullopt;
}

void make_installation_key(Database& database) {
  sql::insert_setting(database, {.name = setting, .value = random_hex(key_bytes)});
}

}  // namespace afterword
