#include "store/engine/installation_key.h"

#include "sql/settings.h"

namespace afterword {

SecretKey installation_key(Database& database) {
  auto key = sql::find_setting(database, "key");
  if (!key) {
    const std::string fresh = random_hex(32);
    sql::insert_setting(database, {.name = "key", .value = fresh});
    key = sql::find_setting(database, "key");
  }
  return SecretKey(*key);
}

}  // namespace afterword
