#include "transfer/data_export.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/ascii.h"
#include "base/json.h"
#include "base/secret.h"
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
  comments.reserve(shown.size());
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

constexpr std::string_view root_name = "index";
constexpr std::string_view ending = ".json";
constexpr std::size_t max_name_bytes = 255;  // of Linux's file systems

std::string escape(char c) { return fmt::format("_{:02x}", static_cast<unsigned char>(c)); }

enum class Part { folder, file };

/// The name of one part of a page's path, without the ending of a file. Different parts have
/// different names: '_' is escaped too, and "__" begins only the hash of a name that is too long.
/// A '.' at the beginning is escaped because generators ignore such files, and that of a folder's
/// ".json" because no folder may have the name of a file.
std::string part_name(std::string_view part, Part kind) {
  const std::string hash = "__" + content_hash(part);
  const std::size_t most = max_name_bytes - (kind == Part::file ? ending.size() : 0);
  const std::size_t ending_dot = kind == Part::folder && part.ends_with(ending)
                                     ? part.size() - ending.size()
                                     : std::string_view::npos;
  std::string name;
  std::size_t kept = 0;  // what is before the hash if the name is too long
  for (std::size_t i = 0; i < part.size(); ++i) {
    const char c = part[i];
    const bool continues = (static_cast<unsigned char>(c) & 0xc0) == 0x80;
    if (!continues && name.size() + hash.size() <= most) kept = name.size();
    const bool is_plain = is_ascii_alphanumeric(c) || c == '-' || is_beyond_ascii(c) ||
                          (c == '.' && i != 0 && i != ending_dot);
    name += is_plain ? std::string(1, c) : escape(c);
  }
  return name.size() <= most ? name : name.substr(0, kept) + hash;
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
  std::string_view rest = page_key.substr(page_key.starts_with('/') ? 1 : 0);
  if (rest.empty()) return fmt::format("{}{}", root_name, ending);
  std::string name;
  for (bool last = false; !last;) {
    const std::size_t slash = rest.find('/');
    last = slash == std::string_view::npos;
    if (last && name.empty() && rest == root_name)
      name = escape(rest.front()) + std::string(rest.substr(1));
    else
      name += part_name(rest.substr(0, slash), last ? Part::file : Part::folder);
    if (!last) name += '/';
    rest.remove_prefix(last ? rest.size() : slash + 1);
  }
  return name.append(ending);
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
