#include "comment/submission.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"
#include "base/url.h"

namespace afterword {
namespace {

constexpr std::size_t author_characters = 245;
constexpr std::size_t email_characters = 100;
constexpr std::size_t url_characters = 200;

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

void take_author(const RawSubmission& raw, const SubmissionRules& rules, NewComment& comment,
                 FieldErrors& errors) {
  comment.author = clean_line(strip_tags(raw.author));
  if (comment.author.empty()) {
    if (rules.require_name_email) errors.push_back(FieldError::author_missing);
    comment.author = "Anonymous";
  }
  if (count_characters(comment.author) > author_characters)
    errors.push_back(FieldError::author_too_long);
}

void take_email(const RawSubmission& raw, const SubmissionRules& rules, NewComment& comment,
                FieldErrors& errors) {
  comment.email = std::string(trim(raw.email));
  if (comment.email.empty()) {
    if (rules.require_name_email) errors.push_back(FieldError::email_missing);
  } else if (count_characters(comment.email) > email_characters) {
    errors.push_back(FieldError::email_too_long);
  } else if (!is_email(comment.email)) {
    errors.push_back(FieldError::email_invalid);
  }
}

void take_url(const RawSubmission& raw, NewComment& comment, FieldErrors& errors) {
  const std::string_view typed = trim(raw.url);
  // Forms that prefill the scheme send it alone when the field is left as it was.
  if (typed.empty() || typed == "http://" || typed == "https://") return;
  const auto address = web_address(typed);
  if (count_characters(typed) > url_characters)
    errors.push_back(FieldError::url_too_long);
  else if (!address)
    errors.push_back(FieldError::url_invalid);
  else
    comment.url = *address;
}

void take_text(const RawSubmission& raw, const SubmissionRules& rules, NewComment& comment,
               FieldErrors& errors) {
  comment.text = clean_text(raw.comment);
  comment.format = rules.format;
  if (count_characters(comment.text) > longest_text) {
    errors.push_back(FieldError::text_too_long);
    return;
  }
  Markup markup = render_markup(comment.text, comment.format);
  comment.plain_text = std::move(markup.plain_text);
  comment.links = markup.links;
  if (trim(comment.plain_text).empty()) errors.push_back(FieldError::text_missing);
}

void take_parent(const RawSubmission& raw, NewComment& comment, FieldErrors& errors) {
  const std::string_view typed = trim(raw.parent);
  if (typed.empty() || typed == "0") return;
  comment.parent = parse_id<CommentId>(typed);
  if (!comment.parent) errors.push_back(FieldError::parent_invalid);
}

}  // namespace

Result<NewComment, FieldErrors> validate(const RawSubmission& raw, const SubmissionRules& rules) {
  NewComment comment;
  FieldErrors errors;
  take_text(raw, rules, comment, errors);
  take_author(raw, rules, comment, errors);
  take_email(raw, rules, comment, errors);
  take_url(raw, comment, errors);
  take_parent(raw, comment, errors);
  if (!errors.empty()) return Failure{std::move(errors)};
  return comment;
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
  const std::string folded = fold_case(trim(email));
  const std::size_t at = folded.rfind('@');
  if (at == std::string::npos) return folded;
  std::string mailbox = folded.substr(0, std::min(folded.find('+'), at));
  std::erase(mailbox, '.');
  return mailbox + folded.substr(at);
}

std::string normalized_email(std::string_view email) { return ascii_lower(trim(email)); }

}  // namespace afterword
