#include "domain/comment/submission.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/punycode.h"
#include "base/text.h"
#include "base/url.h"

namespace afterword {
namespace {

bool is_domain_label(std::string_view typed) {
  const auto label = to_ascii_label(typed);
  return label && !label->empty() && label->size() <= 63 && typed.front() != '-' &&
         typed.back() != '-' && std::all_of(label->begin(), label->end(), [](char c) {
           return is_ascii_alphanumeric(c) || c == '-';
         });
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

}  // namespace

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

std::string normalized_email(std::string_view email) { return to_lower(trim(email)); }

std::string ascii_email(std::string_view email) {
  const std::size_t at = email.rfind('@');
  if (at == std::string_view::npos) return std::string(email);
  return std::string(email.substr(0, at + 1)) + to_ascii_host(email.substr(at + 1));
}

}  // namespace afterword
