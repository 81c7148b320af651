#include "transfer/json/json_records.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <vector>

#include "base/function_ref.h"
#include "transfer/input_limits.h"
#include "transfer/json/json_stream.h"

namespace afterword {
namespace {

using nlohmann::json;

/// Every function returns whether to continue.
class RecordCollector final : public JsonHandler {
 public:
  RecordCollector(ByteStream& stream, const JsonRecordSink& sink) : stream_(stream), sink_(sink) {}

  bool any() const { return any_; }
  bool was_ended() const { return ended_; }
  void begin_value() {
    ++value_number_;
    levels_.clear();
  }

  bool null() override { return value(nullptr, 0); }
  bool boolean(bool yes) override { return value(yes, 0); }
  bool whole_number(std::int64_t number) override { return value(number, sizeof number); }
  bool large_number(std::string_view digits) override { return value(digits, digits.size()); }
  bool decimal_number(double number) override { return value(number, sizeof number); }
  bool text(std::string_view text) override { return value(text, text.size()); }

  bool name(std::string_view name) override {
    if (skipped_levels_ > 0) return true;
    if (!keep(name.size())) return false;
    levels_.back().name = name;
    return true;
  }

  bool begin_object() override { return descend(Kind::object); }
  bool end_object() override { return ascend(); }
  bool begin_list() override { return descend(Kind::list); }
  bool end_list() override { return ascend(); }

 private:
  enum class Kind { object, list };

  /// An object or a list that is open.
  struct Level {
    Kind kind = Kind::object;
    json* value = nullptr;  // within a record
    // Outside of a record:
    std::string path = {};  // of the object, or of the list's values
    json scalars = {};      // members that are no lists or objects
    std::string name = {};  // of the current member
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

  /// The path of the current value outside of a record.
  std::string path() const {
    if (levels_.empty()) return {};
    const Level& level = levels_.back();
    if (level.kind == Kind::list || level.path.empty()) return level.path + level.name;
    return level.path + "." + level.name;
  }

  bool in_record() const { return record_depth_ > 0; }

  /// Puts a value where it belongs; the result is its place within a record, or nullptr.
  json* place(json&& what) {
    Level& level = levels_.back();
    if (!in_record()) {
      if (level.kind == Kind::object && !what.is_structured())
        level.scalars[level.name] = std::move(what);
      return nullptr;
    }
    if (level.kind == Kind::list) {
      level.value->push_back(std::move(what));
      return &level.value->back();
    }
    json& member = (*level.value)[std::move(level.name)];
    member = std::move(what);
    return &member;
  }

  bool value(json&& what, std::size_t bytes) {
    if (skipped_levels_ > 0) return true;
    if (levels_.empty())
      return stop(fmt::format("line {}: the file must hold objects: {{…}}", stream_.line()));
    if (!keep(bytes)) return false;
    if (sink_.member && !in_record() && levels_.back().kind == Kind::object) {
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

  bool descend(Kind kind) {
    if (levels_.size() + skipped_levels_ >= deepest)
      return stop(
          fmt::format("{}: lists and objects are nested deeper than {}, as in no list of "
                      "comments",
                      stream_.place(), deepest));
    if (skipped_levels_ > 0) {
      ++skipped_levels_;
    } else if (in_record()) {
      json* const here = place(kind == Kind::list ? json::array() : json::object());
      levels_.push_back({.kind = kind, .value = here});
    } else {
      return enter(kind);
    }
    return true;
  }

  /// Descends outside of a record.
  bool enter(Kind kind) {
    kept_ = 0;
    std::string here = path();
    if (kind == Kind::list) here += "[]";
    const JsonUse use = kind == Kind::object ? sink_.use(here, value_number_) : JsonUse::enter;
    if (use == JsonUse::skip) {
      skipped_levels_ = 1;
      return true;
    }
    levels_.push_back({.kind = kind, .path = std::move(here)});
    if (use == JsonUse::enter) return true;
    line_ = stream_.line();
    record_ = json::object();
    levels_.back().value = &record_;
    record_depth_ = levels_.size();
    return true;
  }

  bool ascend() {
    if (skipped_levels_ > 0) {
      --skipped_levels_;
      return true;
    }
    const bool was_record = in_record() && levels_.size() == record_depth_;
    const Level ended = std::move(levels_.back());
    levels_.pop_back();
    if (!was_record) return true;
    record_depth_ = 0;
    return hand_on(ended.path);
  }

  bool hand_on(const std::string& record_path) {
    any_ = true;
    static const json nothing = json::object();
    const json* around = &nothing;
    for (const Level& level : levels_)
      if (level.kind == Kind::object) around = level.scalars.is_null() ? &nothing : &level.scalars;
    return guarded([&] {
      ended_ = !sink_.record(record_path, record_, *around);
      return !ended_;
    });
  }

  /// Calls a function of the sink; what it throws becomes the error of the file.
  bool guarded(FunctionRef<bool()> call) {
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
  std::size_t skipped_levels_ = 0;  // that are open within an object that is skipped, and this one
  std::size_t record_depth_ = 0;    // number of levels with the record; 0 outside of one
  json record_;
  std::size_t kept_ = 0;   // bytes of the record
  std::int64_t line_ = 0;  // where it begins
  bool any_ = false;
  bool ended_ = false;
};

/// Skips white space and lines that begin with '#'.
void skip_to_value(ByteStream& stream) {
  while (!stream.at_end() && (is_json_space(stream.current()) || stream.current() == '#'))
    if (stream.current() == '#')
      while (!stream.at_end() && stream.current() != '\n') stream.advance();
    else
      stream.advance();
  stream.token_ended();
}

}  // namespace

namespace {

enum class NoRecord { refuse, accept };

Result<Reading, std::string> read_values(InputFile& file, const JsonRecordSink& sink,
                                         NoRecord none) {
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
  if (none == NoRecord::refuse && !collector.any())
    return Failure{std::string("there are no comments in the file; is it another format?")};
  return Reading::complete;
}

}  // namespace

Result<Reading, std::string> read_json_records(InputFile& file, const JsonRecordSink& sink) {
  return read_values(file, sink, NoRecord::refuse);
}

Result<void, std::string> read_json_tables(InputFile& file, const JsonRecordSink& sink) {
  if (const auto read = read_values(file, sink, NoRecord::accept); !read)
    return Failure{read.error()};
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
