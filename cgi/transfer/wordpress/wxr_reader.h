// A streaming parser for WordPress's export format (WXR 1.0 to 1.3): an RSS 2.0 channel whose items
// are posts that contain their comments. Uses constant memory.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace afterword {

/// The metadata key under which our exports store extra metadata.
inline constexpr std::string_view extra_metadata_key = "afterword";

/// The properties of a post that matter for its comments. Texts are as in the file.
struct WxrItem {
  std::int64_t post_id = 0;
  std::string title;
  std::string link;
  std::string creator;         // the user name of its author
  std::string type;            // "post", "page", "attachment", …
  std::string status;          // "publish", "private", "draft", …
  std::string comment_status;  // "open" or "closed"
  std::string password;        // not empty: WordPress asks visitors for it
  std::string date;            // see WxrComment::date
  std::string date_gmt;
  std::string extra_metadata;  // see WxrComment::extra_metadata
};

/// A comment as in the file.
struct WxrComment {
  std::int64_t id = 0;
  std::int64_t parent = 0;  // 0: a top-level comment
  std::int64_t user = 0;    // the number of the signed-in user who wrote it; 0: a visitor
  std::string author;
  std::string email;
  std::string url;
  std::string ip;
  std::string date;      // "2010-11-16 19:34:00" in the site's time
  std::string date_gmt;  // the same in UTC, or zeros
  std::string content;
  std::string approved;        // "1", "0", "spam", "trash", "post-trashed"
  std::string type;            // "", "comment", "pingback", "trackback", "note", …
  std::string extra_metadata;  // metadata under extra_metadata_key
  bool too_long = false;       // one of its elements is longer than longest_token and was omitted
};

/// The file's description of itself.
struct WxrChannel {
  std::string blog_url;   // the blog's address; the multisite's if there is none
  std::string generator;  // the program that wrote the file
  std::map<std::string, std::int64_t> users;  // the number of each user name
};

/// Receives what is found, in file order. Texts may be moved from.
struct WxrSink {
  std::function<void(const WxrChannel&)> channel;  // called before the first item
  // called before the item's comments, also if it has none
  std::function<void(const WxrItem&)> item;
  std::function<void(WxrItem&, WxrComment&)> comment;
};

class WxrReader {
 public:
  explicit WxrReader(WxrSink sink);
  ~WxrReader();
  WxrReader(WxrReader&&) noexcept;

  /// Parses the next bytes; `last` marks the end of the file, where `bytes` may be empty. The error
  /// is a sentence with the line.
  /// Repairs and refuses what XmlStream does.
  Result<void, std::string> feed(std::string_view bytes, bool last);

  /// "1.2"; "" before it was read.
  const std::string& version() const;

  /// How many characters were replaced, because they were not UTF-8 or cannot be in XML.
  std::int64_t replaced() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace afterword
