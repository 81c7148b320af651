#include "transfer/json/json_records.h"

#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <vector>

#include "transfer/input_limits.h"
#include "transfer/json/json_stream.h"

namespace afterword {
namespace {

using nlohmann::json;

/// Every function returns whether to continue.
class RecordCollector final : public nlohmann::json_sax<json> {
 public:
  RecordCollector(ByteStream& stream, const JsonRecordSink& sink) : stream_(stream), sink_(sink) {}

  bool any() const { return any_; }
  bool was_ended() const { return ended_; }
  void begin_value() {
    ++value_number_;
    levels_.clear();
    is_over_ = false;
  }

  bool null() override { return value(nullptr, 0); }
  bool boolean(bool yes) override { return value(yes, 0); }
  bool number_integer(std::int64_t number) override { return scalar(number, sizeof number); }
  bool number_unsigned(std::uint64_t number) override {
    return number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())
               ? scalar(std::to_string(number), 20)
               : scalar(static_cast<std::int64_t>(number), sizeof number);
  }
  bool number_float(double number, const std::string& digits) override {
    const bool whole = digits.find_first_not_of("-0123456789") == std::string::npos;
    return whole ? scalar(digits, digits.size()) : scalar(number, sizeof number);
  }
  bool string(std::string& text) override {
    const std::size_t bytes = text.size();
    return scalar(std::move(text), bytes);
  }
  bool binary(json::binary_t& /*bytes*/) override { return true; }  // not part of JSON

  bool key(std::string& name) override {
    stream_.token_ended();
    if (!keep(name.size())) return false;
    levels_.back().name = std::move(name);
    return true;
  }

  bool start_object(std::size_t /*size*/) override { return descend(json::object()); }
  bool end_object() override { return ascend(); }
  bool start_array(std::size_t /*size*/) override { return descend(json::array()); }
  bool end_array() override { return ascend(); }

  bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                   const json::exception& error) override {
    return stop(why_not_json(stream_, error, is_over_));
  }

 private:
  /// An object or a list that is open.
  struct Level {
    json* value = nullptr;  // within a record
    bool is_list = false;
    json scalars = json::object();  // outside of a record: members that are no lists or objects
    std::string name = {};          // of the current member
  };

  bool stop(std::string why) {
    stream_.stop(std::move(why));
    return false;
  }

  bool keep(std::size_t bytes) {
    kept_ += bytes + sizeof(json);
    if (kept_ <= longest_object) return true;
    return stop(fmt::format("line {}: an object has more than 1 MB; is it another format?", line_));
  }

  std::string path() const {
    std::string path;
    for (const Level& level : levels_) {
      if (level.is_list)
        path += "[]";
      else
        path += (path.empty() ? "" : ".") + level.name;
    }
    return path;
  }

  bool in_record() const { return record_depth_ > 0; }

  template <typename Scalar>
  bool scalar(Scalar value_of, std::size_t bytes) {
    stream_.token_ended();
    return value(json(std::move(value_of)), bytes);
  }

  /// Puts a value where it belongs; the result is its place within a record, or nullptr.
  json* place(json&& what) {
    Level& level = levels_.back();
    if (!in_record()) {
      if (!level.is_list && !what.is_structured()) level.scalars[level.name] = std::move(what);
      return nullptr;
    }
    if (level.is_list) {
      level.value->push_back(std::move(what));
      return &level.value->back();
    }
    json& member = (*level.value)[level.name];
    member = std::move(what);
    return &member;
  }

  bool value(json&& what, std::size_t bytes) {
    if (levels_.empty())
      return stop(fmt::format("line {}: the file must hold objects: {{…}}", stream_.line()));
    if (!keep(bytes)) return false;
    if (sink_.member && !in_record() && !levels_.back().is_list) {
      line_ = stream_.line();
      const bool goes_on = guarded([&] {
        sink_.member(path(), what);
        return true;
      });
      if (!goes_on) return false;
    }
    place(std::move(what));
    return true;
  }

  bool descend(json&& container) {
    if (levels_.size() >= deepest)
      return stop(
          fmt::format("{}: lists and objects are nested deeper than {}, as in no list of "
                      "comments",
                      stream_.place(), deepest));
    const bool is_list = container.is_array();
    if (!in_record()) kept_ = 0;
    if (!in_record() && !is_list && sink_.is_record(path(), value_number_)) {
      line_ = stream_.line();
      record_path_ = path();
      record_ = std::move(container);
      levels_.push_back({.value = &record_});
      record_depth_ = levels_.size();
      return true;
    }
    json* const here = levels_.empty() ? nullptr : place(std::move(container));
    levels_.push_back({.value = here, .is_list = is_list});
    return true;
  }

  bool ascend() {
    const bool was_record = in_record() && levels_.size() == record_depth_;
    levels_.pop_back();
    is_over_ = levels_.empty();
    if (!was_record) return true;
    record_depth_ = 0;
    return hand_on();
  }

  bool hand_on() {
    any_ = true;
    static const json nothing = json::object();
    const json* around = &nothing;
    for (const Level& level : levels_)
      if (!level.is_list) around = &level.scalars;
    return guarded([&] {
      ended_ = !sink_.record(record_path_, record_, *around);
      return !ended_;
    });
  }

  /// Calls a function of the sink; what it throws becomes the error of the file.
  bool guarded(const std::function<bool()>& call) {
    try {
      return call();
    } catch (const json::exception& error) {
      const std::string_view words = error.what();
      return stop(fmt::format("line {}: a member has the wrong type: {}", line_,
                              words.substr(words.find("] ") + 2)));
    } catch (const std::runtime_error& error) {
      return stop(fmt::format("line {}: {}", line_, error.what()));
    }
  }

  ByteStream& stream_;
  const JsonRecordSink& sink_;
  std::vector<Level> levels_;
  std::int64_t value_number_ = -1;
  std::size_t record_depth_ = 0;  // number of levels with the record; 0 outside of one
  std::string record_path_;
  json record_;
  std::size_t kept_ = 0;   // bytes of the record
  std::int64_t line_ = 0;  // where it begins
  bool is_over_ = false;
  bool any_ = false;
  bool ended_ = false;
};

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

/// Skips white space and lines that begin with '#'.
void skip_to_value(ByteStream& stream) {
  while (!stream.at_end() && (is_space(stream.current()) || stream.current() == '#'))
    if (stream.current() == '#')
      while (!stream.at_end() && stream.current() != '\n') stream.advance();
    else
      stream.advance();
  stream.token_ended();
}

}  // namespace

Result<Reading, std::string> read_json_records(InputFile& file, const JsonRecordSink& sink) {
  const ByteSource source = [&] { return file.read(); };
  ByteStream stream(source);
  RecordCollector collector(stream, sink);
  skip_to_value(stream);
  do {
    collector.begin_value();
    parse_json(stream, collector, JsonEnd::of_value);
    if (collector.was_ended()) return Reading::ended_by_sink;
    if (!stream.error().empty()) return Failure{stream.error()};
    skip_to_value(stream);
  } while (!stream.at_end());
  if (!stream.error().empty()) return Failure{stream.error()};
  if (!collector.any())
    return Failure{std::string("there are no comments in the file; is it another format?")};
  return Reading::complete;
}

Result<void, std::string> read_json_tables(InputFile& file, const JsonRecordSink& sink) {
  if (const auto read = read_json_records(file, sink); !read) return Failure{read.error()};
  return file.rewind();
}

void require_version(const json& value, int version, std::string_view system,
                     std::string_view known) {
  if (value != version)
    throw std::runtime_error(fmt::format("version {} of the export of {} is unknown; {}",
                                         value.dump(-1, ' ', false, json::error_handler_t::replace),
                                         system, known));
}

std::string text_member(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return {};
  if (found->is_number_integer()) return std::to_string(found->get<std::int64_t>());
  if (found->is_number()) return fmt::format("{}", found->get<double>());
  if (!found->is_string()) throw std::runtime_error(fmt::format("\"{}\" must be a text", name));
  auto text = found->get<std::string>();
  if (text == "null" || text == "undefined") text.clear();
  return text;
}

std::string wrapped_text_member(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_object()) return text_member(object, name);
  for (const char* inner : {"$oid", "$numberLong", "$numberInt", "$numberDouble", "$date", "iso"})
    if (found->contains(inner)) return wrapped_text_member(*found, inner);
  throw std::runtime_error(fmt::format("\"{}\" must be a text", name));
}

void require_member(const json& object, const char* name) {
  if (!object.contains(name))
    throw std::runtime_error(
        fmt::format("an object has no \"{}\"; is the file of another format?", name));
}

bool flag_member(const json& object, const char* name, bool otherwise) {
  const auto found = object.find(name);
  static const json no_text("");
  if (found == object.end() || found->is_null() || *found == no_text) return otherwise;
  if (found->is_boolean()) return found->get<bool>();
  if (*found == 1 || *found == "1" || *found == "true") return true;
  if (*found == 0 || *found == "0" || *found == "false") return false;
  throw std::runtime_error(fmt::format("\"{}\" must be true or false", name));
}

}  // namespace afterword
