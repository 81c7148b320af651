#include "domain/comment/submission.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.h"
#include "base/text.h"
#include "base/url.h"

namespace afterword {
namespace {

bool is_domain_label(std::string_view label) {
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(),
                     [](unsigned char c) { return is_ascii_alphanumeric(c) || c == '-'; });
}

bool is_domain(std::string_view domain) {
  int labels = 0;
  for (;;) {
    const std::size_t dot = domain.find('.');
    if (!is_domain_label(domain.substr(0, dot))) return false;
    ++labels;
    if (dot == std::string_view::npos) return labels >= 2;
    domain.remove_prefix(dot + 1);
  }
}

std::string clean_author(std::string_view sent) { return clean_line(strip_tags(sent)); }

bool take_author(std::string value, const SubmissionRules&, Submission& submission) {
  submission.author = value.empty() ? "Anonymous" : std::move(value);
  return true;
}

std::string clean_email(std::string_view sent) { return std::string(trim(sent)); }

bool take_email(std::string value, const SubmissionRules&, Submission& submission) {
  submission.email = normalized_email(value);
  return value.empty() || is_email(value);
}

std::string clean_url(std::string_view sent) {
  const std::string_view typed = trim(sent);
  // Forms that prefill the scheme submit it alone if the field is not edited.
  return typed == "http://" || typed == "https://" ? "" : std::string(typed);
}

bool take_url(std::string value, const SubmissionRules&, Submission& submission) {
  if (value.empty()) return true;
  auto address = web_address(value);
  if (address) submission.url = *std::move(address);
  return !submission.url.empty();
}

bool take_text(std::string value, const SubmissionRules& rules, Submission& submission) {
  Markup markup = render_markup(value, rules.format);
  submission.text = std::move(value);
  submission.format = rules.format;
  submission.plain_text = std::move(markup.plain_text);
  submission.links = markup.links;
  // A text that consists of tags is empty.
  return !trim(submission.plain_text).empty();
}

std::string clean_parent(std::string_view sent) {
  const std::string_view typed = trim(sent);
  return typed == "0" ? "" : std::string(typed);
}

bool take_parent(std::string value, const SubmissionRules&, Submission& submission) {
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
    .take = take_text,
};

constexpr std::array fields{
    text_field,
    SubmissionField{
        .name = "author",
        .limit = 245,
        .need = Need::with_name_email,
        .missing = FieldError::author_missing,
        .too_long = FieldError::author_too_long,
        .invalid = FieldError::author_missing,
        .clean = clean_author,
        .take = take_author,
    },
    SubmissionField{
        .name = "email",
        .limit = 100,
        .need = Need::with_name_email,
        .missing = FieldError::email_missing,
        .too_long = FieldError::email_too_long,
        .invalid = FieldError::email_invalid,
        .clean = clean_email,
        .take = take_email,
    },
    SubmissionField{
        .name = "url",
        .limit = 200,
        .need = Need::never,
        .missing = FieldError::url_invalid,
        .too_long = FieldError::url_too_long,
        .invalid = FieldError::url_invalid,
        .clean = clean_url,
        .take = take_url,
    },
    SubmissionField{
        .name = "comment_parent",
        .limit = 20,
        .need = Need::never,
        .missing = FieldError::parent_invalid,
        .too_long = FieldError::parent_invalid,
        .invalid = FieldError::parent_invalid,
        .clean = clean_parent,
        .take = take_parent,
    },
};

bool is_needed(const SubmissionField& field, const SubmissionRules& rules) {
  switch (field.need) {
    case Need::always:
      return true;
    case Need::with_name_email:
      return rules.require_name_email;
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
  if (!field.take(std::move(value), rules, submission)) return field.invalid;
  return std::nullopt;
}

}  // namespace

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

bool is_email(std::string_view text) {
  constexpr std::string_view local_extra = "!#$%&'*+/=?^_`{|}~.-";
  if (text.size() < 6) return false;
  const std::size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos) return false;
  const std::string_view local = text.substr(0, at);
  const bool local_ok = std::all_of(local.begin(), local.end(), [&](char c) {
    return is_ascii_alphanumeric(c) || local_extra.find(c) != std::string_view::npos;
  });
  return local_ok && is_domain(text.substr(at + 1));
}

std::optional<std::string> web_address(std::string_view text) {
  const auto url = parse_typed_url(text);
  if (!url || url->user || !has_url_characters(trim(text))) return std::nullopt;
  const std::string_view host = url->host;
  const bool host_ok = host.size() >= 3 && host.find('.') != std::string_view::npos &&
                       host.front() != '.' && host.front() != '[' &&
                       host.find("..") == std::string_view::npos;
  if (!host_ok) return std::nullopt;
  return url->text();
}

std::string mailbox_of(std::string_view email) {
  std::string folded = fold_case(trim(email));
  const std::size_t at = folded.rfind('@');
  if (at == std::string::npos) return folded;
  std::string mailbox = folded.substr(0, std::min(folded.find('+'), at));
  std::erase(mailbox, '.');
  return mailbox + folded.substr(at);
}

std::string normalized_email(std::string_view email) { return ascii_lower(trim(email)); }

}  // namespace afterword
