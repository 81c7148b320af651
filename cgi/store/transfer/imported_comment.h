// A page and a comment in transfer between installations.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/comment/comment.h"
#include "domain/moderation/report.h"

namespace afterword {

/// json: a file that does not name its source.
enum class BlogSource {
  wordpress,
  afterword,
  json,
  artalk,
  blogger,
  comentario,
  commento,
  disqus,
  ghost,
  hashover,
  isso,
  remark42,
  staticman,
  twikoo,
  valine,
  waline,
};

std::string_view to_text(BlogSource source);
std::optional<BlogSource> parse_blog_source(std::string_view text);

/// The fragment of a link to a comment at its source, such as "isso-7"; "" if the source has no
/// such links, or if the id cannot be an element's.
std::string source_fragment(BlogSource source, std::string_view id);

/// The source of comments. Numbers of comments and posts are unique only within a source.
struct Blog {
  BlogSource source = BlogSource::json;
  /// A blog's address in the form of normal_blog_address, or the identifier of an installation of
  /// this program; "" if the file does not name its source.
  std::string address;

  friend auto operator<=>(const Blog&, const Blog&) = default;
};

/// A source as stored in the database.
Blog read_blog(std::string_view source, std::string_view address);

/// The number of a comment or a post at its source.
struct SourceNumber {
  Blog blog;
  std::int64_t number = 0;

  friend auto operator<=>(const SourceNumber&, const SourceNumber&) = default;
};

struct ImportedPage {
  std::vector<SourceNumber> numbers;  // used by its forms and links; most pages have none
  std::string page;                   // the page's key
  std::string path;
  std::string title;
  std::vector<std::string> former_names = {};  // keys of pages
  bool closed = false;
  bool memorial = false;
  Instant created;  // 0 if unknown; its oldest comment determines it
  // Values in WordPress's format, kept unchanged for export.
  std::string wordpress_title;
  std::string date;
  std::string type = "post";
};

/// Numbers of votes for and against a comment, from 0 to `most`.
struct Votes {
  static constexpr std::int64_t most = 1'000'000'000;

  std::int64_t likes = 0;
  std::int64_t dislikes = 0;

  friend bool operator==(const Votes&, const Votes&) = default;
};

/// A comment with its id and parent in the file.
///
/// The id is any number, or 0 if there is none. Together with the file's source it identifies the
/// comment.
struct ImportedComment {
  std::int64_t parent = 0;        // 0 for a top-level comment
  std::int64_t ancestor = 0;      // that it replies to if the file lacks the parent; 0 if unknown
  bool has_date_of_page = false;  // its source does not know its own
  bool has_text_id = false;       // its id there is no number; the number here is its hash
  std::vector<std::string> fragments = {};  // that led to it, besides those of its numbers
  std::vector<SourceNumber> origins;        // its numbers at other sources, if it came from there
  // on import, the members thread, parent, top_level and moderator are ignored
  Comment comment;
  std::optional<Votes> votes;   // at its source; nullopt if the file does not say
  std::vector<Report> reports;  // the open ones
  std::string moderator;        // name of the moderator who wrote it; "" for a visitor's
};

}  // namespace afterword
