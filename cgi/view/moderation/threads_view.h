// Renders the moderators' list of the pages with comments.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/url.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {

/// A form of a thread that was refused: what was typed, to be corrected.
struct RefusedThread {
  ThreadId thread;
  std::optional<std::string> address = {};  // of a move
  std::optional<std::string> name = {};     // another path
  bool merge = false;
};

struct ThreadsModel {
  ModerationLayout layout;
  std::vector<ThreadSummary> threads;
  std::string find;  // a part of title or path
  int offset = 0;    // the number of pages before the first
  int page_size = 0;
  bool more = false;
  std::optional<RefusedThread> refused = {};
};

std::string render_threads(const ViewTools& tools, const ThreadsModel& model);

}  // namespace afterword
