#include "transfer/json/json_site.h"

#include "base/json.h"
#include "transfer/json/extra_metadata.h"

namespace afterword {

std::string as_json(const Rule& rule) {
  return JsonObject()
      .add("kind", to_text(rule.kind))
      .add("pattern", rule.pattern)
      .add("topic", to_text(rule.topic))
      .add("language", rule.language)
      .add("attentive", rule.attentive)
      .text();
}

std::string as_json(const HelpResource& line) {
  return JsonObject()
      .add("name", line.name)
      .add("phone", line.phone)
      .add("text_number", line.text_number)
      .add("url", line.url)
      .add("hours", line.hours)
      .add("country", line.country)
      .add("verified", exact_date(line.verified))
      .text();
}

std::string as_json(const ReplyDraft& draft) {
  return JsonObject().add("title", draft.title).add("text", draft.text).text();
}

std::string as_json(const AuditLine& line) {
  JsonObject object;
  object.add("at", exact_date(line.at))
      .add("actor", to_text(line.actor.kind))
      .add("actor_name", line.actor.name)
      .add("action", line.action);
  if (line.comment) object.add("comment", line.comment->value);
  if (line.thread) object.add("page", line.page_path);
  const audit::Sides sides = audit::encode(line.change);
  object.add("before", JsonValue::of_json(sides.before.json()));
  object.add("after", JsonValue::of_json(sides.after.json()));
  if (!line.note.empty()) object.add("note", line.note);
  return object.text();
}

}  // namespace afterword
