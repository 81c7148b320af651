// Disqus's XML export: categories, then threads, then posts (comments), in the order of their
// numbers. The number is the attribute dsq:id; the element <id> is one of the site or of an older
// system. The posts name their threads, so a table of the threads is in memory.
#include "transfer/readers/disqus.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/ascii.h"
#include "base/text.h"
#include "base/url.h"
#include "transfer/file_beginning.h"
#include "transfer/html_text.h"
#include "transfer/xml_records.h"

namespace afterword {
namespace {

constexpr std::array disqus_namespaces{
    XmlNamespace{"http://disqus.com", ""},
    XmlNamespace{"http://disqus.com/disqus-internals", "dsq"},
};
constexpr XmlFormat disqus_format{"Disqus", "disqus", disqus_namespaces};

struct DisqusThread {
  std::string link;
  std::string title;
  bool deleted = false;
};

class DisqusReader : public ImportReader {
 public:
  explicit DisqusReader(const SourceSettings& settings) : settings_(settings) {}

  Result<Reading, std::string> read(InputFile& file, const ImportSink& sink) override {
    SourceRecords records(settings_, BlogSource::disqus, sink);
    std::string forum;
    std::int64_t posts = 0;
    threads_.clear();
    auto done = read_xml_records(file, disqus_format, [&](XmlElement& element) {
      if (forum.empty()) forum = clean_line(element.text_of("forum"));
      if (element.name == "thread") return thread(element, records);
      if (element.name != "post") return true;
      if (posts++ == 0) sink.source({BlogSource::disqus, forum});
      return post(element, records, sink);
    });
    if (done && *done == Reading::complete && posts == 0)
      return Failure{
          std::string("there are no comments in the file; please export them in Disqus again")};
    return done;
  }

 private:
  static bool is_true(std::string_view text) { return text == "true" || text == "1"; }

  bool thread(const XmlElement& element, SourceRecords& records) {
    DisqusThread thread;
    thread.link = element.text_of("link");
    thread.title = element.text_of("title");
    thread.deleted = is_true(element.text_of("isDeleted"));
    // Disqus makes a thread for every visited address, so an open one alone makes no page. Of
    // several threads for one page, one that is closed closes it.
    const bool closes = !thread.deleted && is_true(element.text_of("isClosed"));
    const SourcePage page{.address = thread.link, .title = thread.title, .closed = true};
    if (const std::string_view id = element.attribute("dsq:id"); !id.empty())
      threads_.insert_or_assign(std::string(id), std::move(thread));
    return !closes || records.page(page);
  }

  bool post(const XmlElement& element, SourceRecords& records, const ImportSink& sink) const {
    const XmlElement* const of_thread = element.child("thread");
    const auto thread =
        threads_.find(of_thread == nullptr ? "" : std::string(of_thread->attribute("dsq:id")));
    if (thread == threads_.end()) {
      sink.left_out("on a thread that is not in the file");
      return true;
    }
    SourceComment comment;
    comment.id = element.attribute("dsq:id");
    if (const XmlElement* const parent = element.child("parent"))
      comment.parent = parent->attribute("dsq:id");
    comment.page = thread->second.link;
    comment.page_title = thread->second.title;
    if (const XmlElement* const author = element.child("author")) {
      comment.author = author->text_of("name");
      if (comment.author.empty()) comment.author = author->text_of("username");
      comment.email = author->text_of("email");
    }
    comment.ip = element.text_of("ipAddress");
    comment.text = own_html_of_disqus(element.text_of("message"));
    comment.markup = SourceMarkup::html;
    comment.status = status_of(element, thread->second);
    comment.created = records.date(element.text_of("createdAt"));
    return records.comment(comment);
  }

  /// A thread that the owner has deleted showed no comments, although its posts are not marked.
  /// They come into the trash: not public again, and not lost.
  static Status status_of(const XmlElement& post, const DisqusThread& thread) {
    if (is_true(post.text_of("isDeleted"))) return Status::deleted;
    if (is_true(post.text_of("isSpam"))) return Status::spam;
    if (thread.deleted) return Status::trash;
    const std::string_view approved = post.text_of("isApproved");  // only in some files
    return approved.empty() || is_true(approved) ? Status::approved : Status::waiting;
  }

  const SourceSettings& settings_;
  std::map<std::string, DisqusThread> threads_;
};

// --- the HTML of comments

/// The target of a link. Disqus counts clicks by
/// "https://disq.us/url?url=https%3A%2F%2Fa.example%3AKEY", where KEY is a signature of letters,
/// digits, '-' and '_', or by a short address on the same host. In the latter case only `title` has
/// the target.
std::string disqus_target(const std::string& address, const std::string& title) {
  constexpr std::size_t shortest_key = 12;
  const auto url = parse_url(address);
  if (!url || !url->is_web() || url->bare_host() != "disq.us") return address;
  auto target = query_value(url->query.value_or(""), "url");
  if (!target) return origin_of(title).empty() ? address : title;
  const std::size_t colon = target->rfind(':');
  const auto is_of_key = [](char c) { return is_ascii_alphanumeric(c) || c == '-' || c == '_'; };
  if (colon != std::string::npos && target->size() - colon > shortest_key &&
      std::all_of(target->begin() + static_cast<std::ptrdiff_t>(colon) + 1, target->end(),
                  is_of_key))
    target->resize(colon);
  return *std::move(target);
}

/// The value of an attribute in `tag`, which is all of a start tag; "" if it has none.
std::string disqus_attribute(std::string_view tag, std::string_view name) {
  for (std::size_t at = tag.find(name); at != std::string_view::npos; at = tag.find(name, at + 1)) {
    if (!is_ascii_space(tag[at - 1])) continue;
    const std::string_view rest = tag.substr(at + name.size());
    if (rest.size() < 2 || rest[0] != '=' || (rest[1] != '"' && rest[1] != '\'')) continue;
    const std::string_view value = rest.substr(2);
    return decode_address(value.substr(0, value.find(rest[1])));
  }
  return {};
}

/// The text of a link to `target`: all of it if Disqus has cut it ("https://a.example/lon...").
std::string_view complete_link_text(std::string_view text, std::string_view target) {
  std::string_view begin = text;
  for (const std::string_view dots : {"...", "…"})
    if (begin.ends_with(dots)) begin.remove_suffix(dots.size());
  if (begin.size() == text.size() || begin.empty()) return text;
  for (const std::string_view scheme : {"", "http://", "https://", "http://www.", "https://www."})
    if (target.starts_with(scheme) && target.substr(scheme.size()).starts_with(begin))
      return target;
  return text;
}

/// Appends HTML without links, with the marks of mentions removed.
void append_without_mentions(std::string_view html, std::string& out) {
  constexpr std::string_view mark = ":disqus";
  for (std::size_t at = html.find(mark); at != std::string_view::npos; at = html.find(mark)) {
    const std::string_view before = html.substr(0, at);
    const std::size_t name = before.find_last_not_of(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");
    const bool is_mention = name != std::string_view::npos && name + 1 < at && before[name] == '@';
    out += before;
    if (!is_mention) out += mark;
    html.remove_prefix(at + mark.size());
  }
  out += html;
}

/// Appends one link; `tag` is its start tag and `inner` what it contains.
void append_link_of_disqus(std::string_view tag, std::string_view inner, std::string& out) {
  const std::string title = disqus_attribute(tag, "title");
  const std::string target = disqus_target(disqus_attribute(tag, "href"), title);
  const std::string shown = decode_html(inner);
  const std::string_view complete = complete_link_text(shown, target);
  out += "<a href=\"";
  std::string_view rest = target;
  for (;;) {
    const std::size_t quote = std::min(rest.find('"'), rest.size());
    append_character_data(out, rest.substr(0, quote));
    if (quote == rest.size()) break;
    out += "&quot;";
    rest.remove_prefix(quote + 1);
  }
  out += "\">";
  if (complete == shown)
    append_without_mentions(inner, out);
  else
    append_character_data(out, complete);
  out += "</a>";
}

}  // namespace

bool is_disqus(std::string_view beginning) {
  return xml_root(beginning) == "disqus" && contains_all(beginning, {"http://disqus.com"});
}

std::unique_ptr<ImportReader> make_disqus_reader(const SourceSettings& settings) {
  return std::make_unique<DisqusReader>(settings);
}

std::string own_html_of_disqus(std::string_view html) {
  std::string out;
  out.reserve(html.size());
  for (std::size_t at = html.find("<a "); at != std::string_view::npos; at = html.find("<a ")) {
    const std::size_t inner = html.find('>', at);
    const std::size_t end = html.find("</a>", at);
    if (inner == std::string_view::npos || end == std::string_view::npos || end < inner) break;
    append_without_mentions(html.substr(0, at), out);
    append_link_of_disqus(html.substr(at, inner - at), html.substr(inner + 1, end - inner - 1),
                          out);
    html.remove_prefix(end + std::string_view("</a>").size());
  }
  append_without_mentions(html, out);
  return out;
}

}  // namespace afterword
