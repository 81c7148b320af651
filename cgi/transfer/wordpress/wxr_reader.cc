#include "transfer/wordpress/wxr_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>

#include "base/ascii.h"
#include "base/text.h"
#include "transfer/input_limits.h"
#include "transfer/source_number.h"
#include "transfer/wordpress/blog_address.h"
#include "transfer/xml_stream.h"

namespace afterword {
namespace {

/// A multisite's export names its authors only; this is a limit for memory.
constexpr std::size_t most_users = 100'000;

/// How reliably an element of the channel identifies the blog: its own address, the address of the
/// network that it is part of, or a link.
int url_rank_of(std::string_view element) {
  if (element == "wp:base_blog_url") return 3;
  if (element == "wp:base_site_url") return 2;
  return element == "link" ? 1 : 0;
}

struct ItemField {
  std::string_view element;
  std::string WxrItem::*text;
};
constexpr std::array item_fields{ItemField{"title", &WxrItem::title},
                                 ItemField{"link", &WxrItem::link},
                                 ItemField{"dc:creator", &WxrItem::creator},
                                 ItemField{"wp:post_type", &WxrItem::type},
                                 ItemField{"wp:status", &WxrItem::status},
                                 ItemField{"wp:comment_status", &WxrItem::comment_status},
                                 ItemField{"wp:post_password", &WxrItem::password},
                                 ItemField{"wp:post_date", &WxrItem::date},
                                 ItemField{"wp:post_date_gmt", &WxrItem::date_gmt}};

struct CommentField {
  std::string_view element;
  std::string WxrComment::*text;
};
constexpr std::array comment_fields{CommentField{"wp:comment_author", &WxrComment::author},
                                    CommentField{"wp:comment_author_email", &WxrComment::email},
                                    CommentField{"wp:comment_author_url", &WxrComment::url},
                                    CommentField{"wp:comment_author_IP", &WxrComment::ip},
                                    CommentField{"wp:comment_date", &WxrComment::date},
                                    CommentField{"wp:comment_date_gmt", &WxrComment::date_gmt},
                                    CommentField{"wp:comment_content", &WxrComment::content},
                                    CommentField{"wp:comment_approved", &WxrComment::approved},
                                    CommentField{"wp:comment_type", &WxrComment::type}};

template <std::size_t n, class Field>
bool is_field(const std::array<Field, n>& fields, std::string_view name) {
  return std::any_of(fields.begin(), fields.end(),
                     [name](const Field& field) { return field.element == name; });
}

}  // namespace

struct WxrReader::State {
  explicit State(WxrSink to)
      : sink(std::move(to)),
        xml("WordPress", XmlNames::as_written,
            {.start = [this](std::string_view name, const char* const*) { start(name); },
             .end = [this](std::string_view name) { end(name); },
             .text = [this](std::string_view text) { append(text); }}) {}

  void append(std::string_view text) {
    if (!wanted) return;
    if (value.size() + text.size() <= static_cast<std::size_t>(longest_token)) {
      value += text;
      return;
    }
    value.clear();
    wanted = false;
    if (!in_comment)
      return stop("a title, an address or a date of more than 1 MB is no post's or page's");
    comment.too_long = true;
  }

  /// Whether the text of the element is needed: it is a known child of the channel, an item, a
  /// comment, or of the metadata of the latter two.
  bool is_wanted(std::string_view name) const {
    const int depth = xml.depth();
    if (in_user && depth == 4) return name == "wp:author_id" || name == "wp:author_login";
    if (depth != (in_comment ? 5 : in_item ? 4 : 3) + (in_meta ? 1 : 0)) return false;
    if (in_meta)
      return name == "wp:meta_key" || (name == "wp:meta_value" && meta_key == extra_metadata_key);
    if (in_comment)
      return name == "wp:comment_id" || name == "wp:comment_parent" ||
             name == "wp:comment_user_id" || is_field(comment_fields, name);
    if (in_item) return name == "wp:post_id" || is_field(item_fields, name);
    return name == "wp:wxr_version" || name == "generator" || url_rank_of(name) > 0;
  }

  void stop(std::string why) { xml.stop(std::move(why)); }

  void start(std::string_view name) {
    const int depth = xml.depth();
    wanted = false;
    if (depth == 1 && name != "rss")
      return stop(fmt::format("it begins with <{}>, not with <rss>: it is no export of WordPress",
                              name.substr(0, 40)));
    if (depth == 3 && name == "item") {
      in_item = true;
      item = {};
      item_reported = false;
    } else if (!in_item && depth == 3 && name == "wp:author") {
      in_user = true;
      user_id = 0;
      user_name.clear();
    } else if (in_item && depth == 4 && name == "wp:comment") {
      report_item();
      in_comment = true;
      comment = {};
    } else {
      if (depth == (in_comment ? 5 : in_item ? 4 : 3))
        in_meta =
            name == (in_comment ? "wp:commentmeta" : "wp:postmeta") && (in_comment || in_item);
      if (!in_meta || !name.starts_with("wp:meta_")) meta_key.clear();
      wanted = is_wanted(name);
      value.clear();
    }
  }

  void end(std::string_view name) {
    const int depth = xml.depth();
    if (wanted) keep(name);
    wanted = false;
    if (in_user && depth == 3) {
      in_user = false;
      if (user_id > 0 && channel.users.size() < most_users)
        channel.users.emplace(user_name, user_id);
    }
    if (depth == (in_comment ? 5 : 4)) in_meta = false;
    if (in_comment && depth == 4) {
      in_comment = false;
      if (sink.comment) sink.comment(item, comment);
    } else if (in_item && depth == 3) {
      report_item();
      in_item = false;
    }
  }

  void keep(std::string_view name) {
    // Programs that rewrite XML put line breaks around every value.
    if (name != "title" && name != "wp:comment_content" && name != "wp:post_password")
      value = std::string(trim(value));
    if (in_meta) {
      if (name == "wp:meta_key") meta_key = value;
      if (name == "wp:meta_value" && meta_key == extra_metadata_key)
        (in_comment ? comment.extra_metadata : item.extra_metadata).swap(value);
      return;
    }
    if (in_user) {
      if (name == "wp:author_id") user_id = source_number(value);
      if (name == "wp:author_login") user_name = value;
      return;
    }
    if (in_comment) {
      if (name == "wp:comment_user_id") comment.user = source_number(value);
      if (name == "wp:comment_id") comment.id = source_number(trim(value));
      if (name == "wp:comment_parent") comment.parent = source_number(trim(value));
      for (const CommentField& field : comment_fields)
        if (field.element == name) (comment.*field.text).swap(value);
      return;
    }
    if (in_item) {
      if (name == "wp:post_id") item.post_id = source_number(trim(value));
      for (const ItemField& field : item_fields)
        if (field.element == name) (item.*field.text).swap(value);
      return;
    }
    if (name == "wp:wxr_version") version = value;
    if (name == "generator") channel.generator = value;
    const int rank = url_rank_of(name);
    if (rank > url_rank && !trim(value).empty()) {
      url_rank = rank;
      channel.blog_url = value;
    }
  }

  void report_item() {
    if (item_reported) return;
    item_reported = true;
    if (version.empty())
      return stop(
          "it is RSS without <wp:wxr_version>: please export it in WordPress by Tools, "
          "Export");
    if (sink.channel && !channel_reported) sink.channel(channel);
    channel_reported = true;
    if (sink.item) sink.item(item);
  }

  WxrSink sink;
  XmlStream xml;
  bool in_item = false;
  bool in_comment = false;
  bool in_meta = false;
  bool in_user = false;  // in <wp:author>
  std::int64_t user_id = 0;
  std::string user_name;
  bool item_reported = false;
  bool wanted = false;  // the text of the current element is needed
  std::string value;
  std::string meta_key;
  WxrItem item;
  WxrComment comment;
  std::string version;
  WxrChannel channel;
  int url_rank = 0;
  bool channel_reported = false;
};

WxrReader::WxrReader(WxrSink sink) : state_(std::make_unique<State>(std::move(sink))) {}
WxrReader::~WxrReader() = default;
WxrReader::WxrReader(WxrReader&&) noexcept = default;

const std::string& WxrReader::version() const { return state_->version; }

std::int64_t WxrReader::replaced() const { return state_->xml.replaced(); }

Result<void, std::string> WxrReader::feed(std::string_view bytes, bool last) {
  if (auto parsed = state_->xml.feed(bytes, last); !parsed) return parsed;
  if (last && state_->version.empty())
    return Failure{std::string(
        "it is RSS without <wp:wxr_version>: please export it in WordPress by Tools, Export")};
  return {};
}

}  // namespace afterword
