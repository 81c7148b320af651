// Renders comments for other pages: feeds, the list of newest comments, and counts. Contains no
// decisions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/comment/comment.h"
#include "view/thread/thread_view.h"

namespace afterword {

enum class FeedFormat { atom, rss };

struct FeedModel {
  std::string self;  // the feed's own path, with the mount
  std::optional<PagePath> page;
  std::vector<PublishedComment> comments;  // newest first
  Instant updated;
};

/// Atom 1.0 (RFC 4287) or RSS 2.0, both with the Atom threading extension (RFC 4685).
std::string render_feed(const ViewTools& tools, const FeedModel& model, FeedFormat format);

/// A list of links, newest comment first.
std::string render_latest(const ViewTools& tools, const std::vector<PublishedComment>& comments);

/// "16 comments" as plain text.
std::string render_count(const ViewTools& tools, int comments);

}  // namespace afterword
