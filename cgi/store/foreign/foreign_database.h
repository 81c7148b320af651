// The SQLite database of another program, read for an import. It may be damaged or malicious: it is
// verified before it is read, nothing of it is executed (views, triggers, extensions), and nothing
// is written, neither to the file nor beside it.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace afterword {

/// A row of a result. A column that the result does not have is as NULL: "" or nullopt.
class ForeignRow {
 public:
  /// The value as a text, valid until the next row.
  virtual std::string_view text(std::string_view column) const = 0;
  virtual std::optional<double> number(std::string_view column) const = 0;

 protected:
  ~ForeignRow() = default;
};

class ForeignDatabase {
 public:
  /// Whether a file with this beginning is an SQLite database.
  static bool is_database(std::string_view beginning);

  /// Opens the database in a file, whose descriptor must stay open. `path` is its name, "" if it
  /// has none: a journal beside it, with changes that are not in the file yet, is refused. Reads
  /// the whole file once. The error is a sentence.
  static Result<ForeignDatabase, std::string> open(int descriptor, const std::string& path);

  ~ForeignDatabase();
  ForeignDatabase(ForeignDatabase&& other) noexcept;

  bool has_table(const std::string& table);

  /// The error is a sentence if the table or a column is missing.
  Result<void, std::string> require(const std::string& table,
                                    std::initializer_list<std::string_view> columns);

  /// Calls `sink` with each row of a SELECT until it returns false. The result is whether all rows
  /// were read. Never pass a statement that contains a value from the file.
  Result<bool, std::string> read(const std::string& select,
                                 const std::function<bool(const ForeignRow&)>& sink);

 private:
  struct Connection;
  explicit ForeignDatabase(std::unique_ptr<Connection> connection);

  std::unique_ptr<Connection> connection_;
};

}  // namespace afterword
