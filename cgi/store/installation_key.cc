#include "store/installation_key.h"

#include "store/guarded.h"

namespace afterword {

SecretKey installation_key(Database& database) {
  auto key = first_row(database, Query::setting_get, {std::string_view("key")},
                       [](const Row& row) { return std::string(row.text(0)); });
  if (!key) {
    const std::string fresh = random_hex(32);
    database.run(Query::setting_insert, {std::string_view("key"), std::string_view(fresh)});
    key = first_row(database, Query::setting_get, {std::string_view("key")},
                    [](const Row& row) { return std::string(row.text(0)); });
  }
  return SecretKey(*key);
}

}  // namespace afterword
