#include "transfer/kept_fields.h"

#include <fmt/format.h>

#include "base/text.h"

namespace afterword {

std::string exact_date(Instant instant) {
  std::string date = format_rfc3339(instant);
  const std::int64_t ms = instant.ms % second_ms;
  if (ms > 0) date.insert(date.size() - 1, fmt::format(".{:03}", ms));
  return date;
}

nlohmann::ordered_json kept_fields(const MovedComment& moved) {
  const Comment& comment = moved.comment;
  nlohmann::ordered_json object = nlohmann::ordered_json::object();
  const auto text = [&](const char* name, const std::string& value) {
    if (!value.empty()) object[name] = value;
  };
  text("reason", comment.reason);
  text("user_agent", comment.user_agent);
  text("moderator", moved.moderator);
  if (comment.format != TextFormat::plain) object["format"] = to_text(comment.format);
  if (comment.version != 1) object["version"] = comment.version;
  if (comment.pinned) object["pinned"] = true;
  if (comment.locked) object["locked"] = true;
  if (comment.care == CareState::open) object["care"] = moved.care_topics;
  if (moved.edited.ms != 0) object["edited"] = exact_date(moved.edited);
  if (moved.old_id != 0) object["old_number"] = moved.old_id;
  return object;
}

void take_kept_fields(const nlohmann::json& object, MovedComment& moved) {
  Comment& comment = moved.comment;
  const auto text = [&](const char* name) { return clean_line(object.value(name, "")); };
  comment.reason = text("reason");
  comment.user_agent = text("user_agent");
  moved.moderator = text("moderator");
  comment.format = parse_format(text("format")).value_or(TextFormat::plain);
  comment.version = std::max<std::int64_t>(object.value("version", std::int64_t{1}), 1);
  comment.pinned = object.value("pinned", false);
  comment.locked = object.value("locked", false);
  if (object.contains("care")) {
    comment.care = CareState::open;
    moved.care_topics = text("care");
  }
  moved.edited = parse_rfc3339(text("edited")).value_or(Instant{});
  moved.old_id = std::max<std::int64_t>(object.value("old_number", std::int64_t{0}), 0);
}

}  // namespace afterword
