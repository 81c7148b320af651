#include "transfer/wordpress/wxr_writer.h"

#include <fmt/format.h>

#include "base/ascii.h"
#include "base/page_path.h"
#include "base/text.h"
#include "base/url.h"
#include "domain/markup/markup.h"
#include "transfer/html_text.h"
#include "transfer/json/extra_metadata.h"
#include "transfer/wordpress/wxr_reader.h"

namespace afterword {
namespace {

/// A CDATA section, without the characters that XML forbids.
std::string cdata(std::string_view text) {
  std::string out = "<![CDATA[";
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (text.substr(at, 3) == "]]>") {
      out += "]]]]><![CDATA[>";
      at += 2;
    } else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') {
      out += c;
    }
  }
  return out + "]]>";
}

std::string escaped(std::string_view text) {
  std::string out;
  append_character_data(out, text);
  return out;
}

std::string_view approved(Status status) {
  switch (status) {
    case Status::approved:
      return "1";
    case Status::spam:
      return "spam";
    case Status::trash:
    case Status::deleted:
      return "trash";
    case Status::waiting:
      break;
  }
  return "0";
}

constexpr std::string_view generator_prefix = "urn:afterword:";

constexpr std::string_view date_pattern = "%Y-%m-%d %H:%M:%S";

std::string utc_date(Instant instant) {
  std::string date = format_rfc3339(instant);
  date[10] = ' ';
  date.pop_back();
  return date;
}

/// `element` is "wp:commentmeta" or "wp:postmeta".
std::string meta(std::string_view element, const JsonObject& extra) {
  return fmt::format(
      "<{0}><wp:meta_key>{1}</wp:meta_key><wp:meta_value>{2}</wp:meta_value></{0}>\n", element,
      extra_metadata_key, cdata(extra.text()));
}

JsonObject extra_metadata_of(const ImportedComment& imported, const Blog& installation,
                             const std::string& html) {
  const Comment& comment = imported.comment;
  // WordPress gives the comment a new number and keeps this one in the metadata.
  std::vector<SourceNumber> origins{{installation, comment.id.value}};
  origins.insert(origins.end(), imported.origins.begin(), imported.origins.end());
  JsonObject extra;
  if (!comment.reason.empty()) extra.add("reason", comment.reason);
  add_extra_metadata(extra, imported, origins);
  if (comment.created.ms % second_ms != 0) extra.add("created", exact_date(comment.created));
  if (comment.status == Status::deleted) extra.add("deleted", true);
  if (text_of_html(html) != comment.text) extra.add("text", comment.text);
  return extra;
}

}  // namespace

std::string wxr_beginning(std::string_view site_name, std::string_view site_url,
                          const Blog& installation, Instant now) {
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n"
      "<!-- Comments for WordPress, by Tools, Import, WordPress. Written by Afterword. -->\n"
      "<rss version=\"2.0\" xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" "
      "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
      "xmlns:wp=\"http://wordpress.org/export/1.2/\">\n"
      "<channel>\n<title>{}</title>\n<link>{}</link>\n<pubDate>{}</pubDate>\n"
      "<generator>{}{}</generator>\n"
      "<wp:wxr_version>1.2</wp:wxr_version>\n<wp:base_site_url>{}</wp:base_site_url>\n"
      "<wp:base_blog_url>{}</wp:base_blog_url>\n",
      escaped(site_name), escaped(site_url), format_http_date(now), generator_prefix,
      installation.address, escaped(site_url), escaped(site_url));
}

std::optional<Blog> installation_of(std::string_view generator) {
  generator = trim(generator);
  if (!generator.starts_with(generator_prefix)) return std::nullopt;
  const std::string_view name = generator.substr(generator_prefix.size());
  const bool hexadecimal = name.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  if (name.empty() || name.size() > 64 || !hexadecimal) return std::nullopt;
  return Blog{BlogSource::afterword, std::string(name)};
}

std::string wxr_item_beginning(const ImportedPage& page, std::int64_t post_id,
                               const SiteAddress& address, const TimeZone& zone) {
  const std::string date = page.date.empty() ? zone.format(page.created, date_pattern) : page.date;
  const std::string title = !page.wordpress_title.empty() ? page.wordpress_title
                            : page.title.empty()          ? page.path
                                                          : escaped(page.title);
  // The last segment of the path is the post's slug in WordPress.
  std::string_view name = page.path;
  while (name.ends_with('/')) name.remove_suffix(1);
  name = name.substr(std::min(name.size(), name.find_last_of("/?") + 1));
  if (name.ends_with(".html")) name.remove_suffix(5);
  JsonObject extra;
  extra.add("created", exact_date(page.created));
  if (page.memorial) extra.add("memorial", true);
  if (!page.former_names.empty()) extra.add("former_names", format_former_names(page.former_names));
  // Members that WordPress requires and that are unknown here.
  JsonArray stand_ins;
  if (page.title.empty()) stand_ins.add("title");
  if (page.date.empty()) stand_ins.add("date");
  if (page.numbers.empty()) stand_ins.add("number");
  extra.add("stand_ins", stand_ins);
  if (!page.numbers.empty()) extra.add("posts", format_numbers(page.numbers));
  return fmt::format(
      "<item>\n<title>{}</title>\n<link>{}</link>\n<dc:creator></dc:creator>\n"
      "<description></description>\n<content:encoded><![CDATA[]]></content:encoded>\n"
      "<excerpt:encoded><![CDATA[]]></excerpt:encoded>\n<wp:post_id>{}</wp:post_id>\n"
      "<wp:post_date>{}</wp:post_date>\n<wp:post_name>{}</wp:post_name>\n"
      "<wp:comment_status>{}</wp:comment_status>\n"
      "<wp:ping_status>closed</wp:ping_status>\n<wp:status>publish</wp:status>\n"
      "<wp:post_parent>0</wp:post_parent>\n<wp:menu_order>0</wp:menu_order>\n"
      "<wp:post_type>{}</wp:post_type>\n<wp:post_password></wp:post_password>\n"
      "<wp:is_sticky>0</wp:is_sticky>\n{}",
      cdata(title), escaped(address.page_url(page_href(page.path))), post_id, cdata(date),
      cdata(name), page.closed ? "closed" : "open", escaped(page.type), meta("wp:postmeta", extra));
}

std::string wxr_comment(const ImportedComment& imported, const Blog& installation,
                        const TimeZone& zone) {
  const Comment& comment = imported.comment;
  const std::string html = wxr_content(comment.text, comment.format);
  // Only an address prefix is stored; its first address represents it.
  const std::string ip = comment.address_prefix.substr(0, comment.address_prefix.find('/'));
  return fmt::format(
      "<wp:comment>\n<wp:comment_id>{}</wp:comment_id>\n<wp:comment_author>{}</wp:comment_author>\n"
      "<wp:comment_author_email>{}</wp:comment_author_email>\n"
      "<wp:comment_author_url>{}</wp:comment_author_url>\n"
      "<wp:comment_author_IP>{}</wp:comment_author_IP>\n<wp:comment_date>{}</wp:comment_date>\n"
      "<wp:comment_date_gmt>{}</wp:comment_date_gmt>\n"
      "<wp:comment_content>{}</wp:comment_content>\n"
      "<wp:comment_approved>{}</wp:comment_approved>\n<wp:comment_type>{}</wp:comment_type>\n"
      "<wp:comment_parent>{}</wp:comment_parent>\n<wp:comment_user_id>0</wp:comment_user_id>\n"
      "{}</wp:comment>\n",
      comment.id.value, cdata(escaped(comment.author)), cdata(comment.email), escaped(comment.url),
      cdata(ip), cdata(zone.format(comment.created, date_pattern)),
      cdata(utc_date(comment.created)), cdata(html), approved(comment.status),
      to_text(comment.kind), imported.parent,
      meta("wp:commentmeta", extra_metadata_of(imported, installation, html)));
}

std::string wxr_content(std::string_view text, TextFormat format) {
  return format == TextFormat::markdown ? render_markup(text, format).html
                                        : escape_other_tags(text);
}

std::string wxr_item_end() { return "</item>\n"; }

std::string wxr_end() { return "</channel>\n</rss>\n"; }

}  // namespace afterword
