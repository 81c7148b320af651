// WordPress's export file (WXR, versions 1.0 to 1.3) as a stream: an RSS 2.0 channel whose items
// are posts, with the comments of each inside it. Any size is read in constant memory.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace afterword {

/// The key of the metadata in which an export of ours keeps what WordPress has no place for.
inline constexpr std::string_view kept_meta_key = "afterword";

/// What of a post matters for its comments. Texts as they stand in the file.
struct WxrItem {
  std::int64_t post_id = 0;
  std::string title;
  std::string link;
  std::string type;            // "post", "page", "attachment", …
  std::string status;          // "publish", "private", "draft", …
  std::string comment_status;  // "open" or "closed"
  std::string password;        // not empty: WordPress asks readers for it
  std::string date;            // as WxrComment::date
  std::string date_gmt;
  std::string kept;  // as WxrComment::kept
};

/// A comment as it stands in the file.
struct WxrComment {
  std::int64_t id = 0;
  std::int64_t parent = 0;  // 0: a comment on the post itself
  std::string author;
  std::string email;
  std::string url;
  std::string ip;
  std::string date;      // "2010-11-16 19:34:00" in the site's time
  std::string date_gmt;  // the same in UTC, or zeros
  std::string content;
  std::string approved;   // "1", "0", "spam", "trash", "post-trashed"
  std::string type;       // "", "comment", "pingback", "trackback", "note", …
  std::string kept;       // the metadata under kept_meta_key
  bool too_long = false;  // one of its elements is longer than longest_token, and is left out
};

/// What the file says about itself.
struct WxrChannel {
  std::string blog_url;   // the blog's address; the site's where it names no blog
  std::string generator;  // what wrote it
};

/// Gets what is found, in the order of the file. The texts may be moved from.
struct WxrSink {
  std::function<void(const WxrChannel&)> channel;  // before the first item
  std::function<void(const WxrItem&)> item;        // before its comments, also without any
  std::function<void(WxrItem&, WxrComment&)> comment;
};

class WxrReader {
 public:
  explicit WxrReader(WxrSink sink);
  ~WxrReader();
  WxrReader(WxrReader&&) noexcept;

  /// Takes the next bytes of the file; `last` with the end of it, where `bytes` may be empty. The
  /// error is a sentence with the line that says what is wrong with the file.
  ///
  /// Control characters that XML does not know are read as blanks, since WordPress writes them as
  /// they came. A document type is refused: WordPress writes none, and entities could grow. So is
  /// a tag, an XML comment or the like of more than longest_token, which would have to be kept
  /// until its end, and a file that makes up a new name for every tag, because the parser keeps
  /// names.
  Result<void, std::string> feed(std::string_view bytes, bool last);

  /// "1.2", once it was read; "" before.
  const std::string& version() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace afterword
