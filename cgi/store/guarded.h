// Where the engine's exceptions become values.
#pragma once

#include <fmt/format.h>

#include <optional>
#include <type_traits>
#include <utility>

#include "base/log.h"
#include "base/result.h"
#include "store/database.h"

namespace afterword {

/// Runs `work` and returns its value, or the error it met after a line in the log.
template <class Work>
auto guarded(const Work& work) -> Result<decltype(work()), StoreError> {
  try {
    if constexpr (std::is_void_v<decltype(work())>) {
      work();
      return {};
    } else {
      return work();
    }
  } catch (const StoreException& exception) {
    log_line(fmt::format("database {}: {}", to_text(exception.error), exception.detail));
    return Failure{exception.error};
  }
}

/// The first row of an answer as `read` makes it, or nothing.
template <class Read>
auto first_row(Database& database, Query query, std::initializer_list<Value> values,
               const Read& read) -> std::optional<decltype(read(std::declval<const Row&>()))> {
  std::optional<decltype(read(std::declval<const Row&>()))> found;
  database.run(query, values, [&](const Row& row) {
    if (!found) found = read(row);
  });
  return found;
}

/// The first column of the first row as a number, 0 when there is none.
inline std::int64_t first_number(Database& database, Query query,
                                 std::initializer_list<Value> values) {
  return first_row(database, query, values, [](const Row& row) { return row.integer(0); })
      .value_or(0);
}

}  // namespace afterword
