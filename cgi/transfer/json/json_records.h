// Reads the objects of a JSON file one at a time, so that a file of any size needs a few megabytes.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "base/result.h"
#include "transfer/import_reader.h"
#include "transfer/input_file.h"

namespace afterword {

/// What happens to an object.
enum class JsonUse {
  enter,   // its members are looked at
  record,  // it is passed on as a whole
  skip,    // it is only checked to be JSON
};

inline JsonUse record_if(bool is_record) { return is_record ? JsonUse::record : JsonUse::enter; }

/// Receives the objects of a file. The path of a value consists of the members that lead to it and
/// "[]" for each list: "[]", "comments[]", "data.Comment[]"; "" is the file's own value. A file
/// with several values, such as one on each line, has several with the path "".
struct JsonRecordSink {
  /// What happens to the objects at this path. `value` is the number of the file's value, from 0.
  std::function<JsonUse(std::string_view path, std::int64_t value)> use;
  /// Receives an object, and of the object around it the members so far that are no lists or
  /// objects. Returns whether to continue. May throw nlohmann::json::exception for a member of a
  /// wrong type, and std::runtime_error with a sentence.
  std::function<bool(std::string_view path, nlohmann::json& record, const nlohmann::json& around)>
      record;
  /// Optional: receives the members outside of records that are no lists or objects. May throw like
  /// `record`.
  std::function<void(std::string_view path, const nlohmann::json& value)> member = {};
};

/// Ignores lines between the file's values that begin with '#', such as LeanCloud's first line.
/// Refuses objects of more than 1 MB, and files without any object. The error is a sentence that
/// names the line. Whole numbers beyond 2^63 become texts.
Result<Reading, std::string> read_json_records(InputFile& file, const JsonRecordSink& sink);

/// Reads the whole file for what the comments in it refer to, and continues at its beginning. A
/// file without any object is not refused.
Result<void, std::string> read_json_tables(InputFile& file, const JsonRecordSink& sink);

/// Throws std::runtime_error if `value` is not the version of `system`'s export that is known here.
/// `known` says which versions are: "known is version 1".
void require_version(const nlohmann::json& value, int version, std::string_view system,
                     std::string_view known);

/// A text member; a number becomes its digits. "" if it is absent, null, or the word "null" or
/// "undefined", which programs write for a missing value. Throws std::runtime_error for a list, an
/// object, and true or false.
std::string text_member(const nlohmann::json& object, const char* name);
/// A text member that may be in an object, as MongoDB and LeanCloud write ids, numbers and dates:
/// {"$oid": …}, {"$numberLong": …}, {"$date": …}, {"__type": "Date", "iso": …}.
std::string wrapped_text_member(const nlohmann::json& object, const char* name);
/// Throws if a member is absent that all objects of a format have, perhaps as null.
void require_member(const nlohmann::json& object, const char* name);
/// A member that is true or false, 1 or 0, or the same as a text; `otherwise` if it is absent, null
/// or "".
bool flag_member(const nlohmann::json& object, const char* name, bool otherwise = false);

}  // namespace afterword
