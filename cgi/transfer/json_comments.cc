#include "transfer/json_comments.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/text.h"
#include "http/uri.h"

namespace afterword {
namespace {

using nlohmann::json;

/// A text field; "" when it is absent or null, unless it must be there.
std::string text_field(const json& object, const char* name, bool required) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) {
    if (required) throw std::runtime_error(fmt::format("\"{}\" is missing", name));
    return {};
  }
  if (!found->is_string()) throw std::runtime_error(fmt::format("\"{}\" must be a text", name));
  return found->get<std::string>();
}

CommentId id_field(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number_integer() || found->get<std::int64_t>() < 1)
    throw std::runtime_error(fmt::format("\"{}\" must be a whole number above 0", name));
  return CommentId{found->get<std::int64_t>()};
}

ImportedComment parse_comment(const json& object) {
  if (!object.is_object()) throw std::runtime_error("it is not an object");
  ImportedComment imported;
  imported.id = id_field(object, "id");
  if (const auto parent = object.find("parent"); parent != object.end() && !parent->is_null())
    imported.parent = id_field(object, "parent");
  const std::string page = text_field(object, "page", true);
  const auto path = parse_page_path(page);
  if (!path) throw std::runtime_error(fmt::format("\"page\" is not a page's path: {}", page));
  imported.page = path->key;
  imported.path = path->path;

  Comment& comment = imported.comment;
  comment.author = clean_line(text_field(object, "author", true));
  comment.email = normalized_email(text_field(object, "email", false));
  comment.url = web_address(text_field(object, "url", false)).value_or("");
  comment.reason = clean_line(text_field(object, "reason", false));
  comment.text = clean_text(text_field(object, "text", true));
  const std::string status = text_field(object, "status", true);
  const auto known = parse_status(status);
  if (!known || *known == Status::deleted)
    throw std::runtime_error(
        fmt::format("\"status\" must be approved, waiting, spam or trash, not \"{}\"", status));
  comment.status = *known;
  const std::string created = text_field(object, "created", true);
  const auto instant = parse_rfc3339(created);
  if (!instant)
    throw std::runtime_error(fmt::format(
        "\"created\" must be a date such as 2010-11-16T19:34:00Z, not \"{}\"", created));
  comment.created = *instant;
  return imported;
}

}  // namespace

std::string comment_as_json(const ListedComment& listed) {
  const Comment& comment = listed.comment;
  nlohmann::ordered_json object{
      {"id", comment.id.value},
      {"page", listed.path},
      {"parent", comment.parent ? nlohmann::ordered_json(comment.parent->value) : nullptr},
      {"author", comment.author},
      {"email", comment.email},
      {"url", comment.url},
      {"status", to_text(comment.status)},
      {"reason", comment.reason},
      {"created", format_rfc3339(comment.created)},
      {"text", comment.text}};
  return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

Result<std::vector<ImportedComment>, std::string> parse_json_comments(std::string_view text) {
  const json document = json::parse(text, nullptr, false);
  if (document.is_discarded()) {
    try {
      [[maybe_unused]] const json again = json::parse(text);
    } catch (const json::parse_error& error) {
      return Failure{fmt::format("this is not JSON: byte {}", error.byte)};
    }
  }
  if (!document.is_array())
    return Failure{std::string("the file must hold an array of comments: [{…}, {…}]")};
  std::vector<ImportedComment> comments;
  for (std::size_t i = 0; i < document.size(); ++i) {
    try {
      comments.push_back(parse_comment(document[i]));
    } catch (const std::runtime_error& error) {
      return Failure{fmt::format("comment {} of the file: {}", i + 1, error.what())};
    }
  }
  return comments;
}

}  // namespace afterword
