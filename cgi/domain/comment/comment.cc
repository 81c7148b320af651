#include "domain/comment/comment.h"

#include <algorithm>

namespace afterword {

std::string_view to_text(Status status) {
  switch (status) {
    case Status::approved:
      return "approved";
    case Status::waiting:
      return "waiting";
    case Status::spam:
      return "spam";
    case Status::trash:
      return "trash";
    case Status::deleted:
      return "deleted";
  }
  return "";
}

std::optional<Status> parse_status(std::string_view text) {
  for (const Status status :
       {Status::approved, Status::waiting, Status::spam, Status::trash, Status::deleted})
    if (text == to_text(status)) return status;
  return std::nullopt;
}

std::string_view to_text(TextFormat format) {
  switch (format) {
    case TextFormat::plain:
      return "plain";
    case TextFormat::markdown:
      return "markdown";
  }
  return "";
}

std::optional<TextFormat> parse_format(std::string_view text) {
  for (const TextFormat format : {TextFormat::plain, TextFormat::markdown})
    if (text == to_text(format)) return format;
  return std::nullopt;
}

std::string_view to_text(CareState care) {
  switch (care) {
    case CareState::none:
      return "";
    case CareState::open:
      return "open";
    case CareState::marked:
      return "marked";
    case CareState::resolved:
      return "resolved";
  }
  return "";
}

CareState parse_care(std::string_view text) {
  for (const CareState care : {CareState::marked, CareState::open, CareState::resolved})
    if (text == to_text(care)) return care;
  return CareState::none;
}

std::string_view to_text(CommentKind kind) {
  switch (kind) {
    case CommentKind::pingback:
      return "pingback";
    case CommentKind::trackback:
      return "trackback";
    case CommentKind::comment:
      break;
  }
  return "comment";
}

std::optional<CommentKind> parse_comment_kind(std::string_view text) {
  for (const CommentKind kind :
       {CommentKind::comment, CommentKind::pingback, CommentKind::trackback})
    if (text == to_text(kind)) return kind;
  return std::nullopt;
}

bool is_fragment(std::string_view text) {
  constexpr std::size_t longest = 100;
  return !text.empty() && text.size() <= longest &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

}  // namespace afterword
