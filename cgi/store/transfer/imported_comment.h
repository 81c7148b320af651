// A page and a comment on their way from one installation to another.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/comment/comment.h"

namespace afterword {

/// json: a file that does not say where it comes from.
enum class BlogSource { wordpress, afterword, json };

std::string_view to_text(BlogSource source);
std::optional<BlogSource> parse_blog_source(std::string_view text);

/// Where comments come from. A number of a comment or a post means nothing without it.
struct Blog {
  BlogSource source = BlogSource::json;
  /// A blog's as normal_blog_address leaves it, or the name that an installation of this program
  /// gives itself; "" when the file does not say where it comes from.
  std::string address;

  friend auto operator<=>(const Blog&, const Blog&) = default;
};

/// What a comment or a post is called there.
struct SourceNumber {
  Blog blog;
  std::int64_t number = 0;

  friend auto operator<=>(const SourceNumber&, const SourceNumber&) = default;
};

struct ImportedPage {
  std::vector<SourceNumber> numbers;  // by which forms and links name it; none for most pages here
  std::string page;                   // the page's one name
  std::string path;
  std::string title;
  bool closed = false;
  bool memorial = false;
  Instant created;  // 0: not known; its oldest comment tells
  // As WordPress writes them, only to be given back.
  std::string wordpress_title;
  std::string date;
  std::string type = "post";
};

/// A comment with the id and the parent that it had.
///
/// The id is the number that the comment has in its file: any number, 0 for none. With the file's
/// blog it is what the comment is known by.
struct ImportedComment {
  std::int64_t parent = 0;            // 0: on the page itself
  std::vector<SourceNumber> origins;  // what it is called elsewhere too, if it came from there
  Comment comment;        // going in, thread, parent, root and moderator are not looked at
  std::string moderator;  // the name of the moderator who wrote it; "" for a visitor's
};

}  // namespace afterword
