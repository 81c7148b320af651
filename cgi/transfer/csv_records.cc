#include "transfer/csv_records.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "transfer/input_limits.h"

namespace afterword {
namespace {

class CsvParser {
 public:
  CsvParser(std::initializer_list<std::string_view> required,
            const std::function<bool(const CsvRow&)>& sink)
      : required_(required), sink_(sink) {}

  /// Returns whether to continue; false also after an error.
  bool add(char c) {
    if (!use(c)) return false;
    if (c == '\n') ++line_;
    return true;
  }

  bool finish() {
    if (state_ == State::quoted) {
      line_ = row_line_;
      return stop("the row that begins here does not end; the file was cut off");
    }
    const bool is_after_row = fields_.empty() && state_ == State::field_begin;
    if (!is_after_row && !end_row()) return false;
    return !names_.empty() || stop("the file is empty");
  }

  const std::optional<std::string>& error() const { return error_; }

 private:
  enum class State { field_begin, plain, quoted, quote_in_quoted };

  bool use(char c) {
    switch (state_) {
      case State::field_begin:
        if (c == '"') {
          state_ = State::quoted;
          return true;
        }
        state_ = State::plain;
        return add_plain(c);
      case State::plain:
        if (c == '"') return stop("a quotation mark within a field that does not begin with one");
        return add_plain(c);
      case State::quoted:
        if (c == '"') {
          state_ = State::quote_in_quoted;
          return true;
        }
        return keep(c);
      case State::quote_in_quoted:
        if (c == '"') {
          state_ = State::quoted;
          return keep(c);
        }
        if (c != ',' && c != '\r' && c != '\n')
          return stop("a text follows the quotation mark that ends a field");
        state_ = State::plain;
        return add_plain(c);
    }
    return false;
  }

  bool stop(std::string_view why) {
    error_ = fmt::format("line {}: {}", line_, why);
    return false;
  }

  bool keep(char c) {
    field_ += c;
    if (++row_bytes_ <= longest_object) return true;
    return stop("a row has more than 1 MB; is it another format?");
  }

  bool add_plain(char c) {
    if (c == ',') return end_field();
    if (c == '\n') return end_row();
    return keep(c);
  }

  bool end_field() {
    state_ = State::field_begin;
    if (!is_valid_utf8(field_) || field_.find('\0') != std::string::npos)
      return stop("the text is not UTF-8; save the file in UTF-8");
    fields_.push_back(std::exchange(field_, {}));
    row_bytes_ += sizeof(std::string);
    return row_bytes_ <= longest_object || stop("a row has more than 1 MB; is it another format?");
  }

  bool end_row() {
    const bool is_empty = fields_.empty() && (field_.empty() || field_ == "\r");
    if (!is_empty && field_.ends_with('\r')) field_.pop_back();
    if (is_empty) {
      field_.clear();
      state_ = State::field_begin;
    } else if (!end_field() || !use_row()) {
      return false;
    }
    fields_.clear();
    row_bytes_ = 0;
    row_line_ = line_ + 1;
    return true;
  }

  bool use_row() {
    if (names_.empty()) {
      names_ = fields_;
      if (names_.front().starts_with("\xEF\xBB\xBF")) names_.front().erase(0, 3);
      for (const std::string_view name : required_)
        if (std::find(names_.begin(), names_.end(), name) == names_.end())
          return stop(fmt::format("there is no column \"{}\"; is it another format?", name));
      return true;
    }
    if (fields_.size() == names_.size()) return sink_(CsvRow(names_, fields_));
    line_ = row_line_;
    return stop(fmt::format("the row has {} fields, but the first line has {}", fields_.size(),
                            names_.size()));
  }

  std::initializer_list<std::string_view> required_;
  const std::function<bool(const CsvRow&)>& sink_;
  State state_ = State::field_begin;
  std::vector<std::string> names_;
  std::vector<std::string> fields_;
  std::string field_;
  std::size_t row_bytes_ = 0;
  std::int64_t line_ = 1;
  std::int64_t row_line_ = 1;
  std::optional<std::string> error_;
};

}  // namespace

std::string_view CsvRow::text(std::string_view column) const {
  const auto found = std::find(names_.begin(), names_.end(), column);
  if (found == names_.end()) return {};
  return fields_[static_cast<std::size_t>(found - names_.begin())];
}

Result<Reading, std::string> read_csv_records(InputFile& file,
                                              std::initializer_list<std::string_view> required,
                                              const std::function<bool(const CsvRow&)>& sink) {
  CsvParser parser(required, sink);
  const auto ended = [&]() -> Result<Reading, std::string> {
    if (parser.error()) return Failure{*parser.error()};
    return Reading::ended_by_sink;
  };
  for (;;) {
    const auto bytes = file.read();
    if (!bytes) return Failure{bytes.error()};
    if (bytes->empty()) break;
    for (const char c : *bytes)
      if (!parser.add(c)) return ended();
  }
  if (!parser.finish()) return ended();
  return Reading::complete;
}

}  // namespace afterword
