// Waline's export: {"type": "waline", "version": 1, …, "data": {"Comment": […], "Counter": […],
// "Users": […]}}. Its users are read first, because they follow the comments. A response of
// Waline's interface has all this in one more "data".
#include "transfer/readers/waline.h"

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "transfer/file_beginning.h"
#include "transfer/json/json_records.h"
#include "transfer/readers/waline_row.h"
#include "transfer/source_votes.h"

namespace afterword {
namespace {

using nlohmann::json;

using WalineUsers = std::map<std::string, WalineUser>;

void check_waline_version(std::string_view path, const json& value) {
  if ((path == "type" || path == "data.type") && value != "waline")
    throw std::runtime_error("\"type\" is not \"waline\"; is the file of another format?");
  if (path == "version" || path == "data.version")
    require_version(value, 1, "Waline", "known is version 1");
}

class WalineReader : public ImportReader {
 public:
  explicit WalineReader(const SourceSettings& settings) : settings_(settings) {}

  Result<Reading, std::string> read(InputFile& file, const ImportSink& sink) override {
    if (const auto read = read_users(file); !read) return Failure{read.error()};
    SourceRecords records(settings_, BlogSource::waline, sink);
    sink.source({BlogSource::waline, ""});
    return read_json_records(
        file, {.use = [](std::string_view path,
                         std::int64_t) { return record_if(path.ends_with("data.Comment[]")); },
               .record =
                   [&](std::string_view, json& record, const json&) {
                     return records.comment(comment_of(record, *users_, records));
                   },
               .member = check_waline_version});
  }

 private:
  /// Reads them once.
  Result<void, std::string> read_users(InputFile& file) {
    if (users_) return {};
    WalineUsers users;
    auto read = read_json_tables(
        file, {.use =
                   [](std::string_view path, std::int64_t) {
                     if (path.ends_with("data.Comment[]")) return JsonUse::skip;
                     return record_if(path.ends_with("data.Users[]"));
                   },
               .record =
                   [&](std::string_view, json& record, const json&) {
                     users.try_emplace(
                         wrapped_text_member(record, "objectId"),
                         WalineUser{true, text_member(record, "display_name"),
                                    text_member(record, "email"), text_member(record, "url"),
                                    text_member(record, "type")});
                     return true;
                   },
               .member = check_waline_version});
    if (read) users_ = std::move(users);
    return read;
  }

  static SourceComment comment_of(const json& record, const WalineUsers& users,
                                  const SourceRecords& records) {
    const ValineColumns columns = valine_columns(record);
    const auto user = users.find(columns("user_id"));
    const bool is_guest = user == users.end() || user->first.empty();
    return waline_comment(columns, is_guest ? WalineUser{} : user->second,
                          vote_member(record, "like"), records);
  }

  const SourceSettings& settings_;
  std::optional<WalineUsers> users_;
};

}  // namespace

bool is_waline(std::string_view beginning) {
  return contains_all(beginning, {"\"waline\"", "\"Comment\""}) ||
         contains_all(beginning, {"\"waline\"", "\"tables\""});
}

std::unique_ptr<ImportReader> make_waline_reader(const SourceSettings& settings) {
  return std::make_unique<WalineReader>(settings);
}

}  // namespace afterword
