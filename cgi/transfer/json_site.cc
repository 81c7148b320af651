#include "transfer/json_site.h"

#include <nlohmann/json.hpp>

#include "transfer/kept_fields.h"

namespace afterword {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& object) {
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string as_json(const Rule& rule) {
  return dump({{"kind", to_text(rule.kind)},
               {"pattern", rule.pattern},
               {"topic", to_text(rule.topic)},
               {"language", rule.language},
               {"attentive", rule.attentive}});
}

std::string as_json(const HelpResource& line) {
  return dump({{"name", line.name},
               {"phone", line.phone},
               {"text_number", line.text_number},
               {"url", line.url},
               {"hours", line.hours},
               {"country", line.country},
               {"verified", exact_date(line.verified)}});
}

std::string as_json(const ReplyDraft& draft) {
  return dump({{"title", draft.title}, {"text", draft.text}});
}

std::string as_json(const RecordLine& line) {
  Json object{{"at", exact_date(line.at)}, {"actor", line.actor}, {"action", line.action}};
  if (line.comment) object["comment"] = line.comment->value;
  if (line.thread) object["page"] = line.page_path;
  object["before"] = Json::parse(line.before, nullptr, false);
  object["after"] = Json::parse(line.after, nullptr, false);
  if (!line.note.empty()) object["note"] = line.note;
  return dump(object);
}

}  // namespace afterword
