#include "transfer/data_export.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/ascii.h"
#include "base/json.h"
#include "domain/markup/markup.h"
#include "transfer/json/extra_metadata.h"

namespace afterword {
namespace {

/// The comments that readers see, and the places of others that have replies among them, by time.
std::vector<const ImportedComment*> shown_comments(const std::vector<ImportedComment>& all) {
  std::map<CommentId, const ImportedComment*> by_id;
  for (const ImportedComment& each : all) by_id.emplace(each.comment.id, &each);
  std::set<CommentId> shown;
  for (const ImportedComment& each : all) {
    if (each.comment.status != Status::approved) continue;
    for (const ImportedComment* above = &each; above != nullptr;) {
      if (!shown.insert(above->comment.id).second) break;
      const auto parent = by_id.find(CommentId{above->parent});
      above = parent == by_id.end() ? nullptr : parent->second;
    }
  }
  std::vector<const ImportedComment*> comments;
  for (const CommentId id : shown) comments.push_back(by_id.at(id));
  std::stable_sort(comments.begin(), comments.end(),
                   [](const ImportedComment* one, const ImportedComment* other) {
                     return one->comment.created < other->comment.created;
                   });
  return comments;
}

JsonObject comment_data(const ImportedComment& imported) {
  const Comment& comment = imported.comment;
  JsonObject data;
  data.add("id", comment.id.value);
  data.add("parent", imported.parent != 0 ? JsonValue(imported.parent) : nullptr);
  data.add("date", exact_date(comment.created));
  if (comment.status != Status::approved) return data.add("deleted", true);
  data.add("author", comment.author).add("url", comment.url);
  if (comment.kind != CommentKind::comment) data.add("kind", to_text(comment.kind));
  if (comment.writer_edited) data.add("edited", exact_date(*comment.writer_edited));
  if (!imported.moderator.empty()) data.add("moderator", true);
  if (comment.post_author) data.add("post_author", true);
  if (comment.pinned) data.add("pinned", true);
  data.add("html", render_markup(comment.text, comment.format).html);
  data.add("text", comment.text).add("format", to_text(comment.format));
  return data;
}

}  // namespace

std::optional<DataLayout> parse_data_layout(std::string_view text) {
  if (text == "hugo") return DataLayout::hugo;
  if (text == "jekyll") return DataLayout::jekyll;
  if (text == "eleventy") return DataLayout::eleventy;
  return std::nullopt;
}

std::string_view data_folder(DataLayout layout) {
  return layout == DataLayout::hugo ? "data/comments" : "_data/comments";
}

std::string data_file_name(std::string_view page_key) {
  // A '_' is escaped too, so that no two pages have one name; so is a '.' at the beginning of a
  // part, because generators ignore such files.
  std::string name;
  bool begins = true;
  for (const char c : page_key.substr(page_key.starts_with('/') ? 1 : 0)) {
    const bool plain = is_ascii_alphanumeric(c) || c == '-' || c == '/' || (c == '.' && !begins) ||
                       static_cast<unsigned char>(c) >= 0x80;
    if (plain)
      name += c;
    else
      name += fmt::format("_{:02x}", static_cast<unsigned char>(c));
    begins = c == '/';
  }
  return (name.empty() ? "index" : name) + ".json";
}

std::optional<std::string> page_data(const ImportedPage& page,
                                     const std::vector<ImportedComment>& comments) {
  const auto shown = shown_comments(comments);
  if (shown.empty()) return std::nullopt;
  std::int64_t published = 0;
  std::string list;
  for (const ImportedComment* each : shown) {
    if (each->comment.status == Status::approved) ++published;
    list += fmt::format("{}\n    {}", list.empty() ? "" : ",", comment_data(*each).text());
  }
  return fmt::format(
      "{{\n  {},\n  \"page\": {},\n  \"title\": {},\n  \"closed\": {},\n  \"count\": {},\n"
      "  \"comments\": [{}\n  ]\n}}\n",
      data_mark, json_string(page.path), json_string(page.title), page.closed, published, list);
}

}  // namespace afterword
