// Renders the page on which readers search the published comments. Contains no decisions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/comment/comment.h"
#include "view/thread/thread_view.h"

namespace afterword {

struct SearchModel {
  std::string typed;
  std::optional<PagePath> page = {};  // the only page that is searched
  bool searched = false;
  std::vector<PublishedComment> results = {};
  std::optional<CommentId> next_before = {};  // if there are more results
  std::string problem = {};                   // why there was no search
};

std::string render_search(const ViewTools& tools, const SearchModel& model);

/// A part of a text around the first of the typed words: at most 240 characters, without spoilers.
std::string excerpt_of(std::string_view text, TextFormat format, std::string_view typed);

}  // namespace afterword
