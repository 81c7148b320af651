#include "store/transfer/imported_comment.h"

#include <algorithm>
#include <array>

namespace afterword {
namespace {

struct SourceNames {
  BlogSource source;
  std::string_view name;                     // stored, and in exports
  std::optional<std::string_view> fragment;  // of a comment's link, before its id; none: no links
};

constexpr std::array sources{
    SourceNames{BlogSource::wordpress, "wordpress", "comment-"},
    SourceNames{BlogSource::afterword, "afterword", "comment-"},
    SourceNames{BlogSource::json, "json", "comment-"},
    SourceNames{BlogSource::artalk, "artalk", "atk-comment-"},
    SourceNames{BlogSource::blogger, "blogger", "c"},
    SourceNames{BlogSource::comentario, "comentario", "comentario-"},
    SourceNames{BlogSource::commento, "commento", "commento-"},
    SourceNames{BlogSource::disqus, "disqus", "comment-"},
    SourceNames{BlogSource::ghost, "ghost", {}},
    SourceNames{BlogSource::hashover, "hashover", {}},
    SourceNames{BlogSource::isso, "isso", "isso-"},
    SourceNames{BlogSource::remark42, "remark42", "remark42__comment-"},
    SourceNames{BlogSource::staticman, "staticman", {}},
    SourceNames{BlogSource::twikoo, "twikoo", ""},
    SourceNames{BlogSource::valine, "valine", ""},
    SourceNames{BlogSource::waline, "waline", ""},
};

const SourceNames& names_of(BlogSource source) {
  return *std::find_if(sources.begin(), sources.end(),
                       [&](const SourceNames& each) { return each.source == source; });
}

}  // namespace

std::string_view to_text(BlogSource source) { return names_of(source).name; }

std::optional<BlogSource> parse_blog_source(std::string_view text) {
  for (const SourceNames& each : sources)
    if (each.name == text) return each.source;
  return std::nullopt;
}

std::string source_fragment(BlogSource source, std::string_view id) {
  const auto prefix = names_of(source).fragment;
  if (!prefix || id.empty()) return {};
  std::string fragment{*prefix};
  fragment += id;
  return is_fragment(fragment) ? fragment : std::string{};
}

Blog read_blog(std::string_view source, std::string_view address) {
  return {parse_blog_source(source).value_or(BlogSource::json), std::string(address)};
}

}  // namespace afterword
