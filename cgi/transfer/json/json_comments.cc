#include "transfer/json/json_comments.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/page_path.h"
#include "base/text.h"
#include "domain/comment/submission.h"
#include "domain/comment/submission_fields.h"
#include "transfer/input_limits.h"
#include "transfer/json/extra_metadata.h"
#include "transfer/json/json_stream.h"
#include "transfer/source_number.h"

namespace afterword {
namespace {

using nlohmann::json;

/// A text member; "" if it is absent or null, unless it is required.
std::string text_field(const json& object, const char* name, bool required) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) {
    if (required) throw std::runtime_error(fmt::format("\"{}\" is missing", name));
    return {};
  }
  if (!found->is_string()) throw std::runtime_error(fmt::format("\"{}\" must be a text", name));
  return found->get<std::string>();
}

/// Any whole number: one that is not valid as an id still distinguishes comments. A number out of
/// range is represented by an array with its digits.
std::int64_t number_field(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found != object.end() && found->is_number_integer()) return found->get<std::int64_t>();
  if (found != object.end() && found->is_array() && found->size() == 1)
    return source_number(found->front().get<std::string>());
  throw std::runtime_error(fmt::format("\"{}\" must be a whole number", name));
}

PagePath page_field(const json& object, const char* name) {
  const std::string page = text_field(object, name, true);
  const auto path = parse_page_path(page);
  if (!path) throw std::runtime_error(fmt::format("\"{}\" is not a page's path: {}", name, page));
  return *path;
}

Instant date_field(const json& object, const char* name) {
  const auto instant = date_member(object, name);
  if (!instant) throw std::runtime_error(fmt::format("\"{}\" is missing", name));
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

ImportedComment parse_comment(const json& object) {
  ImportedComment imported;
  take_extra_metadata(object, imported);
  Comment& comment = imported.comment;
  comment.id = CommentId{number_field(object, "id")};
  if (const auto parent = object.find("parent"); parent != object.end() && !parent->is_null())
    imported.parent = number_field(object, "parent");
  comment.author = clean_line(text_field(object, "author", true));
  comment.email = normalized_email(text_field(object, "email", false));
  comment.url = web_address(text_field(object, "url", false)).value_or("");
  comment.text = clean_text(text_field(object, "text", true));
  if (const std::size_t characters = count_characters(comment.text); characters > longest_text)
    throw std::runtime_error(
        fmt::format("\"text\" has {} characters; the most is {}", characters, longest_text));
  comment.address_prefix = clean_line(text_field(object, "network", false));
  comment.status = status_field(object);
  if (comment.status == Status::deleted && !comment.text.empty())
    throw std::runtime_error("\"status\" says deleted, but there is a text");
  comment.created = date_field(object, "created");
  return imported;
}

ImportedPage parse_page(const json& object) {
  ImportedPage post;
  const PagePath path = page_field(object, "path");
  post.page = path.key;
  post.path = path.path;
  post.title = clean_title(text_field(object, "title", false));
  post.closed = object.value("closed", false);
  post.memorial = object.value("memorial", false);
  post.created = date_field(object, "created");
  post.former_names = parse_former_names(text_field(object, "former_names", false));
  if (object.contains("posts")) {
    post.numbers = parse_numbers(text_field(object, "posts", false));
    post.wordpress_title = text_field(object, "wordpress_title", false);
    post.date = clean_line(text_field(object, "wordpress_date", false));
    post.type = clean_line(text_field(object, "wordpress_type", true));
  }
  return post;
}

/// Collects one object of a list at a time and passes it on; discards everything else in the file.
/// Every function returns whether to continue.
class ObjectCollector final : public JsonHandler {
 public:
  ObjectCollector(ByteStream& stream, const ImportSink& sink) : stream_(stream), sink_(sink) {}

  bool has_comments() const { return has_comments_; }
  bool was_ended() const { return ended_; }

  bool null() override { return value(nullptr, 0); }
  bool boolean(bool yes) override { return value(yes, 0); }
  bool whole_number(std::int64_t number) override {
    const bool known = number >= -highest_number && number <= highest_number;
    return known ? value(number, 0) : large_number(std::to_string(number));
  }
  /// Represented by a list with its digits, because it may identify a comment.
  bool large_number(std::string_view digits) override {
    return value(json::array({digits}), digits.size());
  }
  bool decimal_number(double number) override {
    const bool known = number >= -double{highest_number} && number <= double{highest_number};
    return value(known ? json(number) : no_scalar(), 0);
  }
  bool text(std::string_view text) override { return value(text, text.size()); }

  bool name(std::string_view name) override {
    if (in_object() && depth_ == list_depth_ + 1 && !keep(name.size())) return false;
    name_ = name;
    return true;
  }

  bool begin_object() override {
    if (in_list_ && depth_ == list_depth_) {
      object_ = json::object();
      kept_ = 0;
      line_ = stream_.line();
    } else if (!value(no_scalar(), 0)) {
      return false;
    }
    return descend();
  }
  bool end_object() override {
    --depth_;
    return !in_list_ || depth_ != list_depth_ || hand_on();
  }

  bool begin_list() override {
    if (depth_ == 0)
      begin_items(true);
    else if (depth_ == 1 && !in_list_ && (name_ == "comments" || name_ == "pages")) {
      if (name_ == "comments" ? has_comments_ : has_pages_)
        return stop(fmt::format("line {}: \"{}\" comes twice", stream_.line(), name_));
      begin_items(name_ == "comments");
    } else if (!value(no_scalar(), 0)) {
      return false;
    }
    return descend();
  }
  bool end_list() override {
    --depth_;
    if (in_list_ && depth_ < list_depth_) in_list_ = false;
    return true;
  }

 private:
  /// Represents a value that no member can have: a nested list or object, or a number out of range.
  /// It is an error only if the member is used.
  static json no_scalar() { return json::array(); }

  bool stop(std::string why) {
    stream_.stop(std::move(why));
    return false;
  }

  bool in_object() const { return in_list_ && depth_ > list_depth_; }

  void begin_items(bool comments) {
    in_list_ = true;
    in_comments_ = comments;
    (comments ? has_comments_ : has_pages_) = true;
    list_depth_ = depth_ + 1;
    number_ = 0;
  }

  bool descend() {
    if (++depth_ > deepest)
      return stop(
          fmt::format("{}: lists and objects are nested deeper than {}, as in no list of "
                      "comments",
                      stream_.place(), deepest));
    return true;
  }

  bool keep(std::size_t bytes) {
    kept_ += bytes + sizeof(json);
    if (kept_ <= longest_object) return true;
    return stop(fmt::format("line {}, {} {} of the file: it has more than 1 MB", line_,
                            in_comments_ ? "comment" : "page", number_ + 1));
  }

  /// Handles a value of a member, of a list, or of the whole file. Only members of a comment or a
  /// page are kept.
  bool value(json what, std::size_t bytes) {
    if (depth_ == 0) return what.is_array() || stop_without_list();
    if (depth_ == 1 && !in_list_ && name_ == "comments") return stop_without_list();
    if (depth_ == 1 && !in_list_ && name_ == "pages" && !what.is_null())
      return stop(fmt::format("line {}: \"pages\" must be an array", stream_.line()));
    if (depth_ == 1 && !in_list_ && name_ == "installation" && what.is_string())
      sink_.source(
          {BlogSource::afterword, first_characters(clean_line(what.get<std::string>()), 64)});
    if (!in_list_) return true;
    if (depth_ == list_depth_)
      return stop(fmt::format("line {}, {} {} of the file: it is not an object", stream_.line(),
                              in_comments_ ? "comment" : "page", number_ + 1));
    if (depth_ != list_depth_ + 1) return true;
    if (!keep(bytes)) return false;
    object_[name_] = std::move(what);
    return true;
  }

  bool stop_without_list() { return stop("the file must hold an array of comments: [{…}, {…}]"); }

  bool hand_on() {
    ++number_;
    try {
      const bool more = in_comments_ ? hand_on_comment() : sink_.page(parse_page(object_));
      ended_ = !more;
      return more;
    } catch (const json::exception& error) {
      const std::string_view words = error.what();
      return stop(fmt::format("line {}, {} {} of the file: a member has the wrong type: {}", line_,
                              in_comments_ ? "comment" : "page", number_,
                              words.substr(words.find("] ") + 2)));
    } catch (const std::runtime_error& error) {
      return stop(fmt::format("line {}, {} {} of the file: {}", line_,
                              in_comments_ ? "comment" : "page", number_, error.what()));
    }
  }

  bool hand_on_comment() {
    const PagePath path = page_field(object_, "page");
    ImportedPage post;
    post.page = path.key;
    post.path = path.path;
    return sink_.comment(std::move(post), parse_comment(object_));
  }

  ByteStream& stream_;
  const ImportSink& sink_;
  int depth_ = 0;
  bool in_list_ = false;
  bool in_comments_ = false;  // the list contains comments, otherwise pages
  bool has_comments_ = false;
  bool has_pages_ = false;
  bool ended_ = false;
  int list_depth_ = 0;       // depth of the list's elements
  std::int64_t number_ = 0;  // index of the current object
  std::int64_t line_ = 0;    // where it begins
  std::size_t kept_ = 0;     // bytes kept of it
  std::string name_;         // name of the current member
  json object_;
};

JsonObject basic_fields(const Comment& comment, const std::string& path) {
  return JsonObject()
      .add("id", comment.id.value)
      .add("page", path)
      .add("parent", comment.parent ? JsonValue(comment.parent->value) : nullptr)
      .add("author", comment.author)
      .add("email", comment.email)
      .add("url", comment.url)
      .add("status", to_text(comment.status))
      .add("reason", comment.reason)
      .add("created", exact_date(comment.created))
      .add("text", comment.text);
}

}  // namespace

std::string comment_as_json(const ListedComment& listed) {
  return basic_fields(listed.comment, listed.path).text();
}

std::string exported_as_json(const std::string& path, const ImportedComment& imported,
                             const std::vector<Revision>& earlier) {
  JsonObject object = basic_fields(imported.comment, path);
  object.add("network", imported.comment.address_prefix);
  add_extra_metadata(object, imported, imported.origins);
  JsonArray texts;
  for (const Revision& revision : earlier)
    texts.add(JsonObject()
                  .add("replaced", exact_date(revision.replaced))
                  .add("replaced_by", to_text(revision.replaced_by.kind))
                  .add("replaced_by_name", revision.replaced_by.name)
                  .add("author", revision.author)
                  .add("email", revision.email)
                  .add("url", revision.url)
                  .add("text", revision.text));
  if (!earlier.empty()) object.add("earlier", texts);
  return object.text();
}

std::string page_as_json(const ImportedPage& page) {
  JsonObject object;
  object.add("path", page.path)
      .add("title", page.title)
      .add("closed", page.closed)
      .add("memorial", page.memorial)
      .add("created", exact_date(page.created));
  if (!page.former_names.empty())
    object.add("former_names", format_former_names(page.former_names));
  if (!page.numbers.empty())
    object.add("posts", format_numbers(page.numbers))
        .add("wordpress_title", page.wordpress_title)
        .add("wordpress_date", page.date)
        .add("wordpress_type", page.type);
  return object.text();
}

Result<Reading, std::string> JsonReader::read(InputFile& file, const ImportSink& sink) {
  const ByteSource source = [&] { return file.read(); };
  ByteStream stream(source);
  ObjectCollector collector(stream, sink);
  const bool whole = parse_json(stream, collector, JsonEnd::of_file);
  if (collector.was_ended()) return Reading::ended_by_sink;
  if (!stream.error().empty()) return Failure{stream.error()};
  if (!whole || !collector.has_comments())
    return Failure{std::string("the file must hold an array of comments: [{…}, {…}]")};
  return Reading::complete;
}

}  // namespace afterword
