// Blogger's exports, two Atom formats. In the older one a category says what an entry is, and links
// lead to the page and the parent. In feed.atom of Google Takeout elements of Blogger's namespace
// of 2018 do. Comments come before posts, so the posts are read first, into a table in memory.
#include "transfer/readers/blogger.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "base/text.h"
#include "transfer/file_beginning.h"
#include "transfer/xml_records.h"

namespace afterword {
namespace {

constexpr std::string_view blogger_2018 = "http://schemas.google.com/blogger/2018";
constexpr std::string_view blogger_kinds = "http://schemas.google.com/blogger/2008/kind#";
constexpr std::string_view blogger_tag = "tag:blogger.com,1999:blog-";

constexpr std::array blogger_namespaces{
    XmlNamespace{"http://www.w3.org/2005/Atom", ""},
    XmlNamespace{blogger_2018, "blogger"},
    XmlNamespace{"http://purl.org/atom/app#", "app"},
    XmlNamespace{"http://www.w3.org/2007/app", "app"},
    XmlNamespace{"http://purl.org/syndication/thread/1.0", "thr"},
    XmlNamespace{"http://schemas.google.com/g/2005", "gd"},
};
constexpr XmlFormat blogger_format{"Blogger", "feed", blogger_namespaces};

enum class BloggerKind { post, comment, other };

struct BloggerPost {
  std::string address;
  std::string title;
  bool is_public = false;
};

using BloggerPosts = std::map<std::string, BloggerPost>;  // by their numbers

/// "456" of "tag:blogger.com,1999:blog-123.post-456".
std::string blogger_id(std::string_view tag) { return std::string(tag.substr(tag.rfind('-') + 1)); }

BloggerKind blogger_kind(const XmlElement& entry) {
  std::string kind = ascii_lower(entry.text_of("blogger:type"));
  for (const XmlElement& child : entry.children)
    if (child.name == "category" && child.attribute("term").starts_with(blogger_kinds))
      kind = child.attribute("term").substr(blogger_kinds.size());
  if (kind == "comment") return BloggerKind::comment;
  return kind == "post" || kind == "page" ? BloggerKind::post : BloggerKind::other;
}

/// The address of the link with this relation; "" if there is none.
std::string_view blogger_link(const XmlElement& entry, std::string_view relation) {
  for (const XmlElement& child : entry.children)
    if (child.name == "link" && child.attribute("rel") == relation) return child.attribute("href");
  return {};
}

bool is_blogger_draft(const XmlElement& entry) {
  const XmlElement* const control = entry.child("app:control");
  return control != nullptr && control->text_of("app:draft") == "yes";
}

/// Only what Blogger calls live is public. The older format has no other mark than that of drafts.
Status blogger_status(const XmlElement& entry) {
  for (const XmlElement& child : entry.children)
    if (child.name == "gd:extendedProperty" &&
        child.attribute("name") == "blogger.contentRemoved" && child.attribute("value") != "false")
      return Status::deleted;
  const std::string status = ascii_lower(entry.text_of("blogger:status"));
  const auto has = [&](std::string_view word) { return status.find(word) != std::string::npos; };
  if (has("deleted") || has("removed")) return Status::deleted;
  if (has("spam")) return Status::spam;
  if (has("trash") || !entry.text_of("blogger:trashed").empty()) return Status::trash;
  if (is_blogger_draft(entry) || (entry.child("blogger:status") != nullptr && status != "live"))
    return Status::waiting;
  return Status::approved;
}

class BloggerReader : public ImportReader {
 public:
  explicit BloggerReader(const SourceSettings& settings) : settings_(settings) {}

  Result<Reading, std::string> read(InputFile& file, const ImportSink& sink) override {
    if (const auto posts = read_posts(file); !posts) return Failure{posts.error()};
    SourceRecords records(settings_, BlogSource::blogger, sink);
    std::int64_t comments = 0;
    auto done = read_xml_records(file, blogger_format, [&](XmlElement& entry) {
      if (entry.name != "entry" || blogger_kind(entry) != BloggerKind::comment) return true;
      if (comments++ == 0) sink.source({BlogSource::blogger, blog_of(entry)});
      return comment(entry, records, sink);
    });
    if (done && *done == Reading::complete && comments == 0)
      return Failure{std::string("there are no comments in the file; is it another format?")};
    return done;
  }

 private:
  /// Fills the table of posts, once, and continues at the beginning of the file.
  Result<void, std::string> read_posts(InputFile& file) {
    if (posts_) return {};
    BloggerPosts posts;
    const auto done = read_xml_records(file, blogger_format, [&](XmlElement& entry) {
      if (entry.name != "entry" || blogger_kind(entry) != BloggerKind::post) return true;
      BloggerPost post;
      post.address = entry.text_of("blogger:filename");
      if (post.address.empty()) post.address = blogger_link(entry, "alternate");
      post.title = entry.text_of("title");
      post.is_public = blogger_status(entry) == Status::approved;
      posts.insert_or_assign(blogger_id(entry.text_of("id")), std::move(post));
      return true;
    });
    if (!done) return Failure{done.error()};
    posts_ = std::move(posts);
    return file.rewind();
  }

  /// The number of the blog, which is the same in both formats.
  static std::string blog_of(const XmlElement& entry) {
    std::string_view id = entry.text_of("id");
    if (!id.starts_with(blogger_tag)) return {};
    id.remove_prefix(blogger_tag.size());
    return clean_line(id.substr(0, id.find('.')));
  }

  bool comment(const XmlElement& entry, SourceRecords& records, const ImportSink& sink) const {
    SourceComment comment;
    comment.id = blogger_id(entry.text_of("id"));
    comment.parent = parent_of(entry);
    comment.status = blogger_status(entry);
    const BloggerPost* const post = post_of(entry);
    if (post != nullptr) {
      comment.page = post->address;
      comment.page_title = post->title;
      // The page of a draft is not public.
      if (!post->is_public && comment.status == Status::approved) comment.status = Status::waiting;
    } else {
      comment.page = page_by_link(entry);
    }
    if (comment.page.empty()) {
      sink.left_out(post == nullptr ? "on a post that is not in the file"
                                    : "on a post that has no address");
      return true;
    }
    if (const XmlElement* const author = entry.child("author")) {
      comment.author = author->text_of("name");
      comment.email = author->text_of("email");
      comment.url = author->text_of("uri");
    }
    comment.text = entry.text_of("content");
    comment.markup = SourceMarkup::html;
    comment.created = records.date(entry.text_of("published"));
    if (!comment.created) comment.created = records.date(entry.text_of("blogger:created"));
    return records.comment(comment);
  }

  const BloggerPost* post_of(const XmlElement& entry) const {
    std::string_view tag = entry.text_of("blogger:parent");
    if (const XmlElement* const reply = entry.child("thr:in-reply-to"); tag.empty() && reply)
      tag = reply->attribute("ref");
    if (tag.empty()) return nullptr;
    const auto found = posts_->find(blogger_id(tag));
    return found == posts_->end() ? nullptr : &found->second;
  }

  /// The page by the comment's own links, of a file whose posts were removed.
  static std::string page_by_link(const XmlElement& entry) {
    const XmlElement* const reply = entry.child("thr:in-reply-to");
    std::string_view link = reply == nullptr ? std::string_view{} : reply->attribute("href");
    if (link.empty()) link = blogger_link(entry, "alternate");
    return std::string(link.substr(0, link.find_first_of("?#")));
  }

  /// The comment that a comment replies to. The older format has a link to its feed:
  /// "http://www.blogger.com/feeds/BLOG/POST/comments/default/COMMENT?v=2".
  static std::string parent_of(const XmlElement& entry) {
    if (const auto tag = entry.text_of("blogger:inReplyTo"); !tag.empty()) return blogger_id(tag);
    constexpr std::string_view of_comment = "/comments/default/";
    std::string_view link = blogger_link(entry, "related");
    const std::size_t at = link.find(of_comment);
    if (at == std::string_view::npos) return {};
    link.remove_prefix(at + of_comment.size());
    return std::string(link.substr(0, link.find_first_of("?#/")));
  }

  const SourceSettings& settings_;
  std::optional<BloggerPosts> posts_;
};

}  // namespace

bool is_blogger(std::string_view beginning) {
  return xml_root(beginning) == "feed" &&
         (contains_all(beginning, {blogger_2018}) || contains_all(beginning, {blogger_kinds}) ||
          contains_all(beginning, {blogger_tag}));
}

std::unique_ptr<ImportReader> make_blogger_reader(const SourceSettings& settings) {
  return std::make_unique<BloggerReader>(settings);
}

}  // namespace afterword
