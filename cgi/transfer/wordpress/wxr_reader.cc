#include "transfer/wordpress/wxr_reader.h"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <set>
#include <vector>

#include "base/ascii.h"
#include "base/text.h"
#include "transfer/input_limits.h"
#include "transfer/source_number.h"
#include "transfer/wordpress/blog_address.h"
#include "transfer/wordpress/xml_repair.h"

namespace afterword {
namespace {

/// Attributes of one element; <rss> has six.
constexpr int most_attributes = 100;
/// Total bytes of distinct element and attribute names; an export has about a hundred names.
constexpr std::size_t longest_names = 1 << 20;

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
      : sink(std::move(to)), parser(XML_ParserCreate(nullptr), &XML_ParserFree) {
    XML_SetUserData(parser.get(), this);
    XML_SetElementHandler(parser.get(), on_start, on_end);
    XML_SetCharacterDataHandler(parser.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
    // Makes HTML's named characters (&nbsp;) valid; they are decoded later.
    XML_UseForeignDTD(parser.get(), XML_TRUE);
    XML_SetSkippedEntityHandler(parser.get(), on_entity);
  }

  static State& of(void* self) { return *static_cast<State*>(self); }

  static void on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
    State& state = of(self);
    state.add_name(name);
    if (XML_GetSpecifiedAttributeCount(state.parser.get()) > 2 * most_attributes)
      return state.stop(fmt::format(
          "an element has more than {} attributes; no export of WordPress has", most_attributes));
    for (; *attributes != nullptr; attributes += 2) state.add_name(*attributes);
    state.start(name);
  }
  static void on_end(void* self, const XML_Char* name) { of(self).end(name); }
  static void on_text(void* self, const XML_Char* text, int size) {
    State& state = of(self);
    if (!state.wanted) return;
    state.append({text, static_cast<std::size_t>(size)});
  }
  static void on_entity(void* self, const XML_Char* name, int /*is_parameter*/) {
    if (of(self).wanted) of(self).append(fmt::format("&{};", name));
  }
  static void on_doctype(void* self, const XML_Char* /*name*/, const XML_Char* /*system*/,
                         const XML_Char* /*public_id*/, int /*has_internal_subset*/) {
    of(self).stop(
        "it declares a document type, which WordPress never writes; a file like that is not read");
  }

  /// Limits the distinct names, because the parser stores all of them.
  void add_name(std::string_view name) {
    if (names.find(name) != names.end()) return;
    names.emplace(name);
    names_bytes += name.size() + sizeof(std::string);
    if (names_bytes > longest_names)
      stop("it has more different tags and attributes than any export of WordPress");
  }

  void append(std::string_view text) {
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

  void stop(std::string why) {
    if (error.empty()) error = std::move(why);
    XML_StopParser(parser.get(), XML_FALSE);
  }

  void start(std::string_view name) {
    ++depth;
    wanted = false;
    if (depth > deepest) return stop("its elements are nested deeper than in any export");
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
    --depth;
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
  std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser;
  int depth = 0;
  bool in_item = false;
  bool in_comment = false;
  bool in_meta = false;
  bool in_user = false;  // in <wp:author>
  std::int64_t user_id = 0;
  std::string user_name;
  bool item_reported = false;
  bool wanted = false;  // the text of the current element is needed
  bool started = false;
  std::string value;
  std::string meta_key;
  WxrItem item;
  WxrComment comment;
  std::string version;
  WxrChannel channel;
  int url_rank = 0;
  bool channel_reported = false;
  std::string error;
  XmlRepair repair;
  std::string cleaned;
  std::int64_t fed = 0;  // bytes passed to the parser
  std::set<std::string, std::less<>> names;
  std::size_t names_bytes = 0;
};

WxrReader::WxrReader(WxrSink sink) : state_(std::make_unique<State>(std::move(sink))) {}
WxrReader::~WxrReader() = default;
WxrReader::WxrReader(WxrReader&&) noexcept = default;

const std::string& WxrReader::version() const { return state_->version; }

std::int64_t WxrReader::replaced() const { return state_->repair.replaced(); }

Result<void, std::string> WxrReader::feed(std::string_view bytes, bool last) {
  State& state = *state_;
  // Nothing may precede an XML declaration, but editors and plug-ins leave blank lines.
  if (!state.started) {
    while (!bytes.empty() && std::strchr(" \t\r\n", bytes.front()) != nullptr)
      bytes.remove_prefix(1);
    if (bytes.starts_with("PK\x03\x04"))
      return Failure{std::string("it is a zip archive; please unpack it first")};
    state.started = !bytes.empty();
  }
  state.cleaned = state.repair.repair(bytes, last);
  const auto status = XML_Parse(state.parser.get(), state.cleaned.data(),
                                static_cast<int>(state.cleaned.size()), last ? 1 : 0);
  state.fed += std::ssize(state.cleaned);
  if (status == XML_STATUS_OK) {
    // The parser buffers bytes after the last complete token.
    const std::int64_t open =
        state.fed - std::max<std::int64_t>(XML_GetCurrentByteIndex(state.parser.get()), 0);
    if (open > longest_token)
      return Failure{fmt::format(
          "line {}: a tag, an XML comment or the like of more than 1 MB begins here; no export of "
          "WordPress has one. Is a > missing?",
          XML_GetCurrentLineNumber(state.parser.get()))};
    if (last && state.version.empty())
      return Failure{std::string(
          "it is RSS without <wp:wxr_version>: please export it in WordPress by Tools, Export")};
    return {};
  }
  const XML_Error error = XML_GetErrorCode(state.parser.get());
  const std::int64_t line = static_cast<std::int64_t>(XML_GetCurrentLineNumber(state.parser.get()));
  if (!state.error.empty()) return Failure{fmt::format("line {}: {}", line, state.error)};
  if ((error == XML_ERROR_NO_ELEMENTS && state.depth == 0) ||
      (error == XML_ERROR_SYNTAX && line <= 1))
    return Failure{fmt::format("line {}: it is not XML", line)};
  if (last && (error == XML_ERROR_NO_ELEMENTS || error == XML_ERROR_UNCLOSED_TOKEN ||
               error == XML_ERROR_UNCLOSED_CDATA_SECTION || error == XML_ERROR_PARTIAL_CHAR ||
               error == XML_ERROR_TAG_MISMATCH))
    return Failure{fmt::format(
        "line {}: the file ends in the middle; it was cut off, so please export or upload it again",
        line)};
  if (error == XML_ERROR_UNKNOWN_ENCODING)
    return Failure{
        fmt::format("line {}: its encoding is not known here; please save it as UTF-8", line)};
  if (error == XML_ERROR_INVALID_TOKEN)
    return Failure{fmt::format(
        "line {}, byte {}: this is not what XML allows; a bare < in a text, or a character that "
        "its encoding does not have",
        line, XML_GetCurrentColumnNumber(state.parser.get()))};
  return Failure{fmt::format("line {}: {}", line, XML_ErrorString(error))};
}

}  // namespace afterword
