#include "transfer/readers/commento_record.h"

#include <nlohmann/json.hpp>

#include "transfer/json/json_records.h"

namespace afterword {

CommentoCommenter commento_commenter(const nlohmann::json& record) {
  std::string url = text_member(record, "link");
  if (url.empty()) url = text_member(record, "websiteUrl");
  return {text_member(record, "name"), text_member(record, "email"), std::move(url)};
}

void set_commenter(SourceComment& comment, const CommentoCommenters& commenters,
                   const std::string& id) {
  const auto found = commenters.find(id);
  if (found == commenters.end()) return;
  if (!found->second.name.empty()) comment.author = found->second.name;
  comment.email = found->second.email;
  comment.url = found->second.url;
}

void set_commento_text(SourceComment& comment, const nlohmann::json& record) {
  comment.text = text_member(record, "markdown");
  comment.markup = SourceMarkup::markdown;
  if (!comment.text.empty()) return;
  comment.text = text_member(record, "html");
  comment.markup = SourceMarkup::html;
}

}  // namespace afterword
