#include "transfer/person_json.h"

#include <nlohmann/json.hpp>

namespace afterword {

std::string person_as_json(const PersonData& person) {
  using Json = nlohmann::ordered_json;
  Json comments = Json::array();
  for (const PersonComment& found : person.comments) {
    const Comment& comment = found.comment;
    Json revisions = Json::array();
    for (const Revision& revision : found.revisions)
      revisions.push_back({{"replaced", format_rfc3339(revision.replaced)},
                           {"author", revision.author},
                           {"email", revision.email},
                           {"url", revision.url},
                           {"text", revision.text}});
    comments.push_back({{"id", comment.id.value},
                        {"page", found.path},
                        {"created", format_rfc3339(comment.created)},
                        {"status", to_text(comment.status)},
                        {"author", comment.author},
                        {"email", comment.email},
                        {"url", comment.url},
                        {"network", comment.network},
                        {"user_agent", comment.user_agent},
                        {"text", comment.text},
                        {"revisions", revisions}});
  }
  Json mail = Json::array();
  for (const PersonMail& message : person.mail)
    mail.push_back({{"purpose", message.purpose},
                    {"status", message.status},
                    {"created", format_rfc3339(message.created)}});
  const Json whole{
      {"email", person.email}, {"consent", person.consent}, {"comments", comments}, {"mail", mail}};
  return whole.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace afterword
