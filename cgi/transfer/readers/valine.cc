// The comments of Valine, as LeanCloud and other databases export them: a list, {"results": […]},
// or one object on each line. Valine itself has no states: every row is public, unless a program
// for moderation added `isSpam` or `status`.
#include "transfer/readers/valine.h"

#include <nlohmann/json.hpp>

#include "transfer/file_beginning.h"
#include "transfer/json/json_records.h"
#include "transfer/readers/valine_record.h"

namespace afterword {
namespace {

using nlohmann::json;

/// Whether a file with this beginning is an object {"results": […]}, as LeanCloud's interface
/// returns it. Otherwise its objects are comments.
bool is_list_of_results(std::string_view beginning) {
  const std::size_t first = beginning.find_first_of("{[");
  const std::size_t results = beginning.find("\"results\"");
  return first != std::string_view::npos && beginning[first] == '{' &&
         results != std::string_view::npos && results < beginning.find("\"comment\"");
}

class ValineReader : public ImportReader {
 public:
  explicit ValineReader(const SourceSettings& settings) : settings_(settings) {}

  Result<Reading, std::string> read(InputFile& file, const ImportSink& sink) override {
    const auto beginning = file.beginning();
    if (!beginning) return Failure{beginning.error()};
    const bool is_wrapped = is_list_of_results(*beginning);
    SourceRecords records(settings_, BlogSource::valine, sink);
    sink.source({BlogSource::valine, ""});
    return read_json_records(
        file,
        {.use =
             [&](std::string_view path, std::int64_t) {
               return record_if(is_wrapped ? path == "results[]" : path == "[]" || path.empty());
             },
         .record = [&](std::string_view, json& record,
                       const json&) { return records.comment(comment_of(record, records)); }});
  }

 private:
  static SourceComment comment_of(const json& record, const SourceRecords& records) {
    const ValineColumns columns = valine_columns(record);
    SourceComment comment = valine_record(columns);
    if (!record.contains("insertedAt")) require_member(record, "createdAt");
    comment.status = status_of(record);
    comment.created = valine_date(columns, records);
    return comment;
  }

  static Status status_of(const json& record) {
    if (flag_member(record, "isSpam")) return Status::spam;
    if (record.contains("status")) return valine_status(text_member(record, "status"));
    return is_hidden(record) ? Status::waiting : Status::approved;
  }

  /// LeanCloud's access rights; a row that not everybody may read was hidden.
  static bool is_hidden(const json& record) {
    const auto rights = record.find("ACL");
    if (rights == record.end() || !rights->is_object() || rights->empty()) return false;
    const auto everybody = rights->find("*");
    return everybody == rights->end() || !everybody->is_object() ||
           !flag_member(*everybody, "read");
  }

  const SourceSettings& settings_;
};

}  // namespace

bool is_valine(std::string_view beginning) {
  return contains_all(beginning, {"\"nick\"", "\"comment\"", "\"createdAt\""}) ||
         contains_all(beginning, {"\"nick\"", "\"comment\"", "\"insertedAt\""}) ||
         contains_all(beginning, {"\"nick\"", "\"comment\"", "\"objectId\""});
}

std::unique_ptr<ImportReader> make_valine_reader(const SourceSettings& settings) {
  return std::make_unique<ValineReader>(settings);
}

}  // namespace afterword
