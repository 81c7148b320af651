#include "transfer/json_comments.h"

#include <fmt/format.h>

#include <map>
#include <stdexcept>

#include "base/text.h"
#include "http/uri.h"
#include "transfer/kept_fields.h"

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

PagePath page_field(const json& object, const char* name) {
  const std::string page = text_field(object, name, true);
  const auto path = parse_page_path(page);
  if (!path) throw std::runtime_error(fmt::format("\"{}\" is not a page's path: {}", name, page));
  return *path;
}

Instant date_field(const json& object, const char* name) {
  const std::string date = text_field(object, name, true);
  const auto instant = parse_rfc3339(date);
  if (!instant)
    throw std::runtime_error(
        fmt::format("\"{}\" must be a date such as 2010-11-16T19:34:00Z, not \"{}\"", name, date));
  return *instant;
}

Status status_field(const json& object) {
  const std::string status = text_field(object, "status", true);
  const auto known = parse_status(status);
  if (!known)
    throw std::runtime_error(
        fmt::format("\"status\" must be approved, waiting, spam or trash, not \"{}\"", status));
  return *known;
}

MovedComment parse_comment(const json& object) {
  MovedComment moved;
  take_kept_fields(object, moved);
  Comment& comment = moved.comment;
  comment.id = id_field(object, "id");
  if (const auto parent = object.find("parent"); parent != object.end() && !parent->is_null())
    moved.parent = id_field(object, "parent").value;
  comment.author = clean_line(text_field(object, "author", true));
  comment.email = normalized_email(text_field(object, "email", false));
  comment.url = web_address(text_field(object, "url", false)).value_or("");
  comment.text = clean_text(text_field(object, "text", true));
  comment.network = clean_line(text_field(object, "network", false));
  comment.status = status_field(object);
  if (comment.status == Status::deleted && !comment.text.empty())
    throw std::runtime_error("\"status\" says deleted, but there is a text");
  comment.created = date_field(object, "created");
  return moved;
}

MovedPost parse_page(const json& object) {
  MovedPost post;
  const PagePath path = page_field(object, "path");
  post.page = path.key;
  post.path = path.path;
  post.title = clean_line(text_field(object, "title", false));
  post.closed = object.value("closed", false);
  post.memorial = object.value("memorial", false);
  post.created = date_field(object, "created");
  if (object.contains("wordpress_post")) {
    post.wordpress_id = id_field(object, "wordpress_post").value;
    post.wordpress_title = text_field(object, "wordpress_title", false);
    post.date = clean_line(text_field(object, "wordpress_date", false));
    post.type = clean_line(text_field(object, "wordpress_type", true));
  }
  return post;
}

/// Calls `parse` for each object of an array; what it throws becomes a sentence with the object's
/// place.
template <typename Parse>
void each_object(const json& array, std::string_view what, Parse parse) {
  std::size_t number = 0;
  for (const json& object : array) {
    ++number;
    try {
      if (!object.is_object()) throw std::runtime_error("it is not an object");
      parse(object);
    } catch (const json::exception& error) {
      throw std::runtime_error(fmt::format("{} {} of the file: a member has the wrong type: {}",
                                           what, number, error.what()));
    } catch (const std::runtime_error& error) {
      throw std::runtime_error(fmt::format("{} {} of the file: {}", what, number, error.what()));
    }
  }
}

std::string dump(const nlohmann::ordered_json& object) {
  return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

nlohmann::ordered_json basic_fields(const Comment& comment, const std::string& path) {
  return {{"id", comment.id.value},
          {"page", path},
          {"parent", comment.parent ? nlohmann::ordered_json(comment.parent->value) : nullptr},
          {"author", comment.author},
          {"email", comment.email},
          {"url", comment.url},
          {"status", to_text(comment.status)},
          {"reason", comment.reason},
          {"created", exact_date(comment.created)},
          {"text", comment.text}};
}

}  // namespace

std::string comment_as_json(const ListedComment& listed) {
  return dump(basic_fields(listed.comment, listed.path));
}

std::string exported_as_json(const std::string& path, const MovedComment& moved,
                             const std::vector<Revision>& earlier) {
  auto object = basic_fields(moved.comment, path);
  object["network"] = moved.comment.network;
  object.update(kept_fields(moved));
  for (const Revision& revision : earlier)
    object["earlier"].push_back({{"replaced", exact_date(revision.replaced)},
                                 {"replaced_by", revision.replaced_by},
                                 {"author", revision.author},
                                 {"email", revision.email},
                                 {"url", revision.url},
                                 {"text", revision.text}});
  return dump(object);
}

std::string page_as_json(const MovedPost& page) {
  nlohmann::ordered_json object{{"path", page.path},
                                {"title", page.title},
                                {"closed", page.closed},
                                {"memorial", page.memorial},
                                {"created", exact_date(page.created)}};
  if (page.wordpress_id != 0) {
    object["wordpress_post"] = page.wordpress_id;
    object["wordpress_title"] = page.wordpress_title;
    object["wordpress_date"] = page.date;
    object["wordpress_type"] = page.type;
  }
  return dump(object);
}

Result<std::vector<MovedPiece>, std::string> parse_json_comments(std::string_view text) {
  try {
    const json document = json::parse(text);
    const json* comments = &document;
    if (document.is_object() && document.contains("comments")) comments = &document["comments"];
    if (!comments->is_array())
      return Failure{std::string("the file must hold an array of comments: [{…}, {…}]")};

    std::vector<MovedPiece> pieces;
    std::map<std::string, std::size_t> piece_of;
    const auto piece = [&](MovedPost post) -> MovedPiece& {
      const auto [found, fresh] = piece_of.emplace(post.page, pieces.size());
      if (fresh) pieces.push_back({std::move(post), {}, true});
      return pieces[found->second];
    };
    if (comments != &document && document.contains("pages"))
      each_object(document["pages"], "page", [&](const json& page) { piece(parse_page(page)); });
    each_object(*comments, "comment", [&](const json& object) {
      const PagePath path = page_field(object, "page");
      MovedPost post;
      post.page = path.key;
      post.path = path.path;
      piece(std::move(post)).comments.push_back(parse_comment(object));
    });
    return pieces;
  } catch (const json::parse_error& error) {
    return Failure{fmt::format("this is not JSON: byte {}", error.byte)};
  } catch (const std::runtime_error& error) {
    return Failure{std::string(error.what())};
  }
}

}  // namespace afterword
