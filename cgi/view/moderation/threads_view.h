// Renders the moderators' list of the pages with comments.
#pragma once

#include <string>
#include <vector>

#include "base/url.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {

struct ThreadsModel {
  ModerationLayout layout;
  std::vector<ThreadSummary> threads;
  std::string find;  // a part of title or path
  int offset = 0;    // the number of pages before the first
  int page_size = 0;
  bool more = false;
};

std::string render_threads(const ViewTools& tools, const ThreadsModel& model);

}  // namespace afterword
