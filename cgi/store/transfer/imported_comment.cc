#include "store/transfer/imported_comment.h"

namespace afterword {

std::string_view to_text(BlogSource source) {
  switch (source) {
    case BlogSource::wordpress:
      return "wordpress";
    case BlogSource::afterword:
      return "afterword";
    case BlogSource::json:
      break;
  }
  return "json";
}

std::optional<BlogSource> parse_blog_source(std::string_view text) {
  for (const BlogSource source : {BlogSource::wordpress, BlogSource::afterword, BlogSource::json})
    if (to_text(source) == text) return source;
  return std::nullopt;
}

}  // namespace afterword
