// From what a reader of another system's file found to a page and a comment of ours: pages by their
// addresses, cleaned texts, dates. A comment that cannot be one of ours is left out, with the
// reason.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/page_path.h"
#include "base/result.h"
#include "base/site_address.h"
#include "base/time.h"
#include "domain/page_map.h"
#include "transfer/import_reader.h"

namespace afterword {

/// What the owner says about the pages of a source.
struct SourceSettings {
  SiteAddress address;
  const TimeZone& zone;         // of dates without an offset
  PageMap map = {};             // --map
  std::set<std::string> hosts;  // --host: other hosts whose pages are pages of this site
};

enum class SourceMarkup { plain, html, markdown };

/// A page as its source describes it.
struct SourcePage {
  std::string address;  // complete, or a path
  std::string title = {};
  bool closed = false;
  std::optional<Instant> created = {};
};

/// A comment as its source describes it. Nothing is cleaned or decoded.
struct SourceComment {
  std::string id;             // "" if the source has none; unique in the file
  std::string parent;         // "" for a top-level comment
  std::string ancestor = {};  // that it replies to if the parent is not in the file
  std::string fragment = {};  // of its links there, if it does not follow from the id
  std::string page;           // its address, complete or a path
  std::string page_title = {};
  std::string author = {};
  std::string email = {};
  std::string url = {};
  std::string ip = {};
  std::string user_agent = {};
  std::string text = {};
  SourceMarkup markup = SourceMarkup::plain;
  Status status = Status::waiting;  // deleted: an empty place, if it has replies
  std::optional<Instant> created = {};
  std::optional<Instant> edited = {};
  bool pinned = false;
  bool by_site_author = false;
  std::optional<Votes> votes = {};  // nullopt if the source does not say
};

class SourceRecords {
 public:
  SourceRecords(const SourceSettings& settings, BlogSource source, const ImportSink& sink)
      : settings_(settings), source_(source), sink_(sink) {}

  /// Pass on a page or a comment. Return whether to continue. A page that is not one of this site
  /// is ignored.
  bool page(const SourcePage& page);
  bool comment(const SourceComment& comment);

  /// A date without an offset is one of the site's time zone.
  std::optional<Instant> date(std::string_view text) const;

 private:
  /// The page of an address; the last one is kept. The error says why in words that follow "left
  /// out: ".
  const Result<PagePath, std::string>& page_of(std::string_view address);
  Result<PagePath, std::string> find_page(std::string_view address) const;

  const SourceSettings& settings_;
  BlogSource source_;
  const ImportSink& sink_;
  std::string address_;  // of page_
  std::optional<Result<PagePath, std::string>> page_;
};

}  // namespace afterword
