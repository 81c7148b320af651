#include "transfer/readers/valine_record.h"

#include <nlohmann/json.hpp>

#include "base/ascii.h"
#include "transfer/json/json_records.h"

namespace afterword {
namespace {

using nlohmann::json;

constexpr std::size_t longest_mention = 1'000;

/// The length of the mention that a text begins with; 0 if it begins with none.
std::size_t mention_length(std::string_view text) {
  text = text.substr(0, longest_mention);
  const auto after = [&](std::string_view end, std::size_t from) {
    const std::size_t at = from == std::string_view::npos ? from : text.find(end, from);
    return at == std::string_view::npos ? 0 : at + end.size();
  };
  if (text.starts_with("[@")) return after(")", text.find("](#"));
  if (!text.starts_with("<a ")) return 0;
  const std::string_view tag = text.substr(0, text.find('>'));
  const bool is_mention = tag.size() < text.size() && tag.find("href=\"#") != tag.npos &&
                          text.substr(tag.size() + 1).starts_with('@');
  return is_mention ? after("</a>", tag.size()) : 0;
}

/// Without the punctuation between a mention and the text.
std::string_view without_separator(std::string_view text) {
  constexpr std::string_view wide_comma = "，";
  constexpr std::string_view wide_colon = "：";
  const std::string_view rest = trim(text);
  if (rest.starts_with(',') || rest.starts_with(':')) return trim(rest.substr(1));
  if (rest.starts_with(wide_comma) || rest.starts_with(wide_colon))
    return trim(rest.substr(wide_comma.size()));
  return rest;
}

/// A text without mentions of the answered comment, which replies begin with, because the parent is
/// known: `<a class="at" href="#ID">@name</a> , ` and `[@name](#ID): `.
std::string without_mentions(std::string_view text) {
  text = trim(text);
  const std::string_view paragraph = text.starts_with("<p>") ? text.substr(0, 3) : "";
  std::string_view rest = trim(text.substr(paragraph.size()));
  bool any = false;
  for (std::size_t end = mention_length(rest); end > 0; end = mention_length(rest)) {
    rest = without_separator(rest.substr(end));
    any = true;
  }
  return any ? std::string(paragraph) + std::string(rest) : std::string(text);
}

}  // namespace

ValineColumns valine_columns(const json& record) {
  require_member(record, "comment");
  require_member(record, "url");
  return [&record](const char* column) -> std::string {
    const auto found = record.find(column);
    if (found != record.end() && found->is_boolean()) return found->get<bool>() ? "true" : "false";
    return wrapped_text_member(record, column);
  };
}

SourceComment valine_record(const ValineColumns& columns) {
  const auto value = [&](const char* column) {
    std::string text = columns(column);
    // Programs write these for a missing value.
    if (text == "null" || text == "undefined" || text == "NULL") text.clear();
    return text;
  };
  SourceComment comment;
  for (const char* name : {"objectId", "_id", "id"})
    if (comment.id.empty()) comment.id = value(name);
  const auto number = [&](const char* column) {
    std::string text = value(column);
    return text == "0" ? std::string{} : text;
  };
  // The top-level comment above it, also of a reply to a reply that was deleted.
  comment.ancestor = number("rid");
  comment.parent = number("pid");
  if (comment.parent.empty()) comment.parent = comment.ancestor;
  comment.page = value("url");
  comment.author = value("nick");
  comment.email = value("mail");
  comment.url = value("link");
  comment.ip = value("ip");
  comment.user_agent = value("ua");
  comment.text = without_mentions(columns("comment"));
  comment.markup = SourceMarkup::html;
  return comment;
}

std::optional<Instant> valine_date(const ValineColumns& columns, const SourceRecords& records) {
  if (auto date = records.date(columns("insertedAt"))) return date;
  return records.date(columns("createdAt"));
}

Status valine_status(std::string_view status) {
  if (status == "approved") return Status::approved;
  return status == "spam" ? Status::spam : Status::waiting;
}

}  // namespace afterword
