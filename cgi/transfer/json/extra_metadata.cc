#include "transfer/json/extra_metadata.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/ascii.h"
#include "base/text.h"
#include "transfer/source_votes.h"

namespace afterword {
namespace {

/// More than any real site needs; limits the rows that a file can create.
constexpr std::size_t most_origins = 20;
constexpr std::size_t most_reports = 20;
constexpr std::size_t longest_address = 2'000;

/// A line for each report: "abuse 2026-11-28T09:30:00Z The reader's words".
std::string format_reports(const std::vector<Report>& reports) {
  std::string text;
  for (const Report& report : reports)
    text += fmt::format("{}{} {} {}", text.empty() ? "" : "\n", to_text(report.reason),
                        exact_date(report.at), clean_line(report.note));
  return text;
}

/// Invalid lines are ignored.
std::vector<Report> parse_reports(std::string_view text) {
  std::vector<Report> reports;
  while (!text.empty() && reports.size() < most_reports) {
    std::string_view line = take_part(text, '\n');
    const auto reason = parse_report_reason(take_part(line, ' '));
    const auto at = parse_rfc3339(take_part(line, ' '));
    if (reason && at)
      reports.push_back({.id = {},
                         .reason = *reason,
                         .note = std::string(first_characters(clean_line(line), longest_note)),
                         .email = "",
                         .at = *at});
  }
  return reports;
}

}  // namespace

std::string format_former_names(const std::vector<std::string>& keys) {
  std::string text;
  for (const std::string& key : keys) text.append(text.empty() ? "" : " ").append(page_href(key));
  return text;
}

std::vector<std::string> parse_former_names(std::string_view text) {
  std::vector<std::string> keys;
  while (!text.empty()) {
    const auto url = parse_url(take_part(text, ' '));
    auto page = url ? page_path_of(*url) : std::nullopt;
    if (page) keys.push_back(std::move(page->key));
  }
  return keys;
}

std::optional<Instant> date_member(const nlohmann::json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return std::nullopt;
  const std::string date = found->is_string() ? found->get<std::string>() : found->dump();
  const auto instant = found->is_string() ? parse_rfc3339(date) : std::nullopt;
  if (!instant)
    throw std::runtime_error(
        fmt::format("\"{}\" must be a date such as 2010-11-16T19:34:00Z, not \"{}\"", name, date));
  return instant;
}

std::string exact_date(Instant instant) {
  std::string date = format_rfc3339(instant);
  const std::int64_t ms = instant.ms % second_ms;
  if (ms > 0) date.insert(date.size() - 1, fmt::format(".{:03}", ms));
  return date;
}

std::string format_numbers(const std::vector<SourceNumber>& numbers) {
  std::string text;
  for (const SourceNumber& number : numbers)
    text += fmt::format("{}{}@{}:{}", text.empty() ? "" : " ", number.number,
                        to_text(number.blog.source), number.blog.address);
  return text;
}

std::vector<SourceNumber> parse_numbers(std::string_view text) {
  std::vector<SourceNumber> numbers;
  while (!text.empty() && numbers.size() < most_origins) {
    const std::string_view part = take_part(text, ' ');
    const std::size_t at = part.find('@');
    const std::size_t colon = part.find(':', std::min(at, part.size()));
    if (at == std::string_view::npos || colon == std::string_view::npos) continue;
    const auto source = parse_blog_source(part.substr(at + 1, colon - at - 1));
    // Numbers of a file that does not name its source have no meaning elsewhere.
    if (!source || source == BlogSource::json) continue;
    SourceNumber number{{*source, std::string(part.substr(colon + 1))}, 0};
    const auto parsed = std::from_chars(part.data(), part.data() + at, number.number);
    const bool whole = parsed.ec == std::errc{} && parsed.ptr == part.data() + at;
    const std::size_t bytes = number.blog.address.size();
    if (whole && number.number != 0 && bytes > 0 && bytes <= longest_address &&
        std::find(numbers.begin(), numbers.end(), number) == numbers.end())
      numbers.push_back(std::move(number));
  }
  return numbers;
}

void add_extra_metadata(JsonObject& object, const ImportedComment& imported,
                        const std::vector<SourceNumber>& origins) {
  const Comment& comment = imported.comment;
  const auto text = [&](const char* name, const std::string& value) {
    if (!value.empty()) object.add(name, value);
  };
  text("user_agent", comment.user_agent);
  text("moderator", imported.moderator);
  if (comment.format != TextFormat::plain) object.add("format", to_text(comment.format));
  if (comment.version != 1) object.add("version", comment.version);
  if (comment.kind != CommentKind::comment) object.add("kind", to_text(comment.kind));
  if (comment.post_author) object.add("post_author", true);
  if (comment.pinned) object.add("pinned", true);
  if (comment.locked) object.add("locked", true);
  if (comment.not_spam) object.add("not_spam", true);
  if (comment.care == CareState::open) object.add("care", comment.care_topics);
  if (comment.edited) object.add("edited", exact_date(*comment.edited));
  if (comment.writer_edited) object.add("writer_edited", exact_date(*comment.writer_edited));
  const Votes votes = imported.votes.value_or(Votes{});
  if (votes.likes != 0) object.add("likes", votes.likes);
  if (votes.dislikes != 0) object.add("dislikes", votes.dislikes);
  text("reports", format_reports(imported.reports));
  text("fragments", fmt::format("{}", fmt::join(imported.fragments, " ")));
  if (!origins.empty()) object.add("origins", format_numbers(origins));
}

void take_extra_metadata(const nlohmann::json& object, ImportedComment& imported) {
  Comment& comment = imported.comment;
  const auto text = [&](const char* name) { return clean_line(object.value(name, "")); };
  comment.reason = text("reason");
  comment.user_agent = text("user_agent");
  imported.moderator = text("moderator");
  comment.format = parse_format(text("format")).value_or(TextFormat::plain);
  comment.version = std::max<std::int64_t>(object.value("version", std::int64_t{1}), 1);
  comment.kind = parse_comment_kind(text("kind")).value_or(CommentKind::comment);
  comment.post_author = object.value("post_author", false);
  comment.pinned = object.value("pinned", false);
  comment.locked = object.value("locked", false);
  comment.not_spam = object.value("not_spam", false);
  if (object.contains("care")) {
    comment.care = CareState::open;
    comment.care_topics = text("care");
  }
  comment.edited = date_member(object, "edited");
  comment.writer_edited = date_member(object, "writer_edited");
  // Like every member, these are left out where they are 0.
  imported.votes = votes_of(vote_member(object, "likes"), vote_member(object, "dislikes"));
  if (!imported.votes) imported.votes = Votes{};
  imported.reports = parse_reports(object.value("reports", ""));
  const std::string fragments = text("fragments");
  for (std::string_view rest = fragments; !rest.empty();)
    if (const auto fragment = take_part(rest, ' '); is_fragment(fragment))
      imported.fragments.emplace_back(fragment);
  imported.origins = parse_numbers(object.value("origins", ""));
}

}  // namespace afterword
