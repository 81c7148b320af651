// Artrans, the export of Artalk: a list of flat objects whose values are all texts; tools also
// write numbers, true and false. `rid` is the parent, despite its name. `page_key` is whatever the
// site uses: a complete address, a path, or any name. One file may have the comments of several
// sites.
#include "transfer/readers/artalk.h"

#include <nlohmann/json.hpp>
#include <set>

#include "base/ascii.h"
#include "base/url.h"
#include "transfer/file_beginning.h"
#include "transfer/json/json_records.h"
#include "transfer/source_votes.h"

namespace afterword {
namespace {

using nlohmann::json;

class ArtalkReader : public ImportReader {
 public:
  explicit ArtalkReader(const SourceSettings& settings) : settings_(settings) {}

  Result<Reading, std::string> read(InputFile& file, const ImportSink& sink) override {
    SourceRecords records(settings_, BlogSource::artalk, sink);
    std::set<std::string> closed;  // pages that were passed on as closed
    sink.source({BlogSource::artalk, ""});
    return read_json_records(
        file,
        {.use = [](std::string_view path, std::int64_t) { return record_if(path == "[]"); },
         .record =
             [&](std::string_view, json& record, const json&) {
               const SourceComment comment = comment_of(record, records);
               if (flag_member(record, "page_admin_only") && closed.insert(comment.page).second &&
                   !records.page(
                       {.address = comment.page, .title = comment.page_title, .closed = true}))
                 return false;
               return records.comment(comment);
             }});
  }

 private:
  /// The address of a page. That of another site is made complete, because its path may be one of
  /// this site too.
  std::string page_of(const json& record) const {
    std::string key = text_member(record, "page_key");
    const auto page = parse_url(key);
    if (!page || !page->host.empty()) return key;
    const auto own = parse_url(settings_.address.origin());
    std::string other;  // the first address of another site
    std::string urls = text_member(record, "site_urls");
    for (std::string_view rest = urls; !rest.empty();) {
      const std::string_view one = trim(rest.substr(0, rest.find(',')));
      rest.remove_prefix(std::min(rest.size(), rest.find(',')));
      if (!rest.empty()) rest.remove_prefix(1);
      const auto url = parse_url(one);
      if (!url || url->host.empty()) continue;
      if ((own && is_same_site(*own, *url)) || settings_.hosts.contains(url->bare_host()))
        return key;
      if (other.empty()) other = one;
    }
    if (other.empty()) return key;
    if (other.ends_with('/')) other.pop_back();
    return other + (key.starts_with('/') ? "" : "/") + key;
  }

  SourceComment comment_of(const json& record, const SourceRecords& records) const {
    SourceComment comment;
    require_member(record, "page_key");
    comment.id = text_member(record, "id");
    comment.parent = text_member(record, "rid");
    if (comment.parent == "0") comment.parent.clear();
    comment.page = page_of(record);
    comment.page_title = text_member(record, "page_title");
    comment.author = text_member(record, "nick");
    comment.email = text_member(record, "email");
    comment.url = text_member(record, "link");
    comment.ip = text_member(record, "ip");
    comment.user_agent = text_member(record, "ua");
    comment.text = text_member(record, "content");
    comment.markup = SourceMarkup::markdown;
    comment.status = flag_member(record, "is_pending", true) ? Status::waiting : Status::approved;
    comment.created = records.date(text_member(record, "created_at"));
    comment.pinned = flag_member(record, "is_pinned");
    comment.votes = votes_of(vote_member(record, "vote_up"), vote_member(record, "vote_down"));
    return comment;
  }

  const SourceSettings& settings_;
};

}  // namespace

bool is_artalk(std::string_view beginning) { return contains_all(beginning, {"\"page_key\""}); }

std::unique_ptr<ImportReader> make_artalk_reader(const SourceSettings& settings) {
  return std::make_unique<ArtalkReader>(settings);
}

}  // namespace afterword
