#include "domain/comment/submission_fields.h"

#include <array>
#include <utility>

#include "base/text.h"

namespace afterword {
namespace {

std::string clean_author(std::string_view sent) {
  std::string name = clean_line(strip_tags(sent));
  return has_visible_character(name) ? name : "";
}

bool store_author(std::string value, const SubmissionRules&, Submission& submission) {
  submission.author = value.empty() ? std::string(anonymous_author) : std::move(value);
  return true;
}

std::string clean_email(std::string_view sent) { return std::string(trim(sent)); }

bool store_email(std::string value, const SubmissionRules&, Submission& submission) {
  submission.email = normalized_email(value);
  return value.empty() || is_email(value);
}

std::string clean_url(std::string_view sent) {
  const std::string_view typed = trim(sent);
  // Forms that prefill the scheme submit it alone if the field is not edited.
  return typed == "http://" || typed == "https://" ? "" : std::string(typed);
}

bool store_url(std::string value, const SubmissionRules&, Submission& submission) {
  if (value.empty()) return true;
  auto address = web_address(value);
  if (address) submission.url = *std::move(address);
  return !submission.url.empty();
}

bool store_text(std::string value, const SubmissionRules& rules, Submission& submission) {
  Markup markup = render_markup(value, rules.format);
  submission.text = std::move(value);
  submission.format = rules.format;
  submission.plain_text = std::move(markup.plain_text);
  submission.links = markup.links;
  // A text that consists of tags, or of characters without a shape, is empty.
  return has_visible_character(submission.plain_text);
}

std::string clean_parent(std::string_view sent) {
  const std::string_view typed = trim(sent);
  return typed == "0" ? "" : std::string(typed);
}

bool store_parent(std::string value, const SubmissionRules&, Submission& submission) {
  if (value.empty()) return true;
  submission.parent = parse_id<CommentId>(value);
  return submission.parent.has_value();
}

using Need = SubmissionField::Need;

constexpr SubmissionField text_field{
    .name = "comment",
    .limit = longest_text,
    .need = Need::always,
    .missing = FieldError::text_missing,
    .too_long = FieldError::text_too_long,
    .invalid = FieldError::text_missing,
    .clean = clean_text,
    .store = store_text,
};

constexpr std::array fields{
    text_field,
    SubmissionField{
        .name = "author",
        .limit = longest_author,
        .need = Need::if_name_is,
        .missing = FieldError::author_missing,
        .too_long = FieldError::author_too_long,
        .invalid = FieldError::author_missing,
        .clean = clean_author,
        .store = store_author,
    },
    SubmissionField{
        .name = "email",
        .limit = longest_email,
        .need = Need::if_email_is,
        .missing = FieldError::email_missing,
        .too_long = FieldError::email_too_long,
        .invalid = FieldError::email_invalid,
        .clean = clean_email,
        .store = store_email,
    },
    SubmissionField{
        .name = "url",
        .limit = longest_website,
        .need = Need::never,
        .missing = FieldError::url_invalid,
        .too_long = FieldError::url_too_long,
        .invalid = FieldError::url_invalid,
        .clean = clean_url,
        .store = store_url,
    },
    SubmissionField{
        .name = "comment_parent",
        .limit = 20,
        .need = Need::never,
        .missing = FieldError::parent_invalid,
        .too_long = FieldError::parent_invalid,
        .invalid = FieldError::parent_invalid,
        .clean = clean_parent,
        .store = store_parent,
    },
};

bool is_needed(const SubmissionField& field, const SubmissionRules& rules) {
  switch (field.need) {
    case Need::always:
      return true;
    case Need::if_name_is:
      return rules.require_name;
    case Need::if_email_is:
      return rules.require_email;
    case Need::never:
      break;
  }
  return false;
}

std::optional<FieldError> take(const SubmissionField& field, std::string_view sent,
                               const SubmissionRules& rules, Submission& submission) {
  std::string value = field.clean(sent);
  if (value.empty() && is_needed(field, rules)) return field.missing;
  if (count_characters(value) > field.limit) return field.too_long;
  if (!field.store(std::move(value), rules, submission)) return field.invalid;
  return std::nullopt;
}

}  // namespace

std::string clean_title(std::string_view sent) {
  std::string title = clean_line(sent);
  return has_visible_character(title) ? title : "";
}

std::span<const SubmissionField> submission_fields() { return fields; }

Result<Submission, FieldErrors> validate(SentFields sent, const SubmissionRules& rules) {
  Submission submission;
  FieldErrors errors;
  for (const SubmissionField& field : fields)
    if (const auto error = take(field, sent(field.name), rules, submission))
      errors.push_back(*error);
  if (!errors.empty()) return Failure{std::move(errors)};
  return submission;
}

Result<Submission, FieldError> validate_text(std::string_view sent, TextFormat format) {
  Submission submission;
  if (const auto error = take(text_field, sent, {.format = format}, submission))
    return Failure{*error};
  return submission;
}

}  // namespace afterword
