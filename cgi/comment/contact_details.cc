#include "comment/contact_details.h"

#include <re2/re2.h>

#include <algorithm>

#include "comment/submission.h"

namespace afterword {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

/// The shapes, compiled once for a search; each match's first group is the detail.
struct Shapes {
  re2::RE2 phone{R"((\+?\(?[0-9][0-9 ()./\-]{5,30}[0-9]))"};
  re2::RE2 email{
      R"(([A-Za-z0-9.!#$%&'*+/=?^_`{|}~\-]+(?:@| ?[\[(]at[\])] ?)[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+))"};
  re2::RE2 street{
      R"(\b([0-9]{1,5}[A-Za-z]?,? (?:[A-Z][A-Za-z'.\-]+ ){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Close|Crescent|Way|Place|Pl|Terrace|Square|Sq|Boulevard|Blvd|Highway|Hwy|Parkway|Gardens|Grove|Hill)\b\.?(?:,? (?:Apt|Apartment|Flat|Unit|Suite|#) ?[0-9A-Za-z]+)?))"};
  re2::RE2 british{R"(\b([A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-BD-HJLNP-UW-Z]{2})\b)"};
  re2::RE2 american{R"(\b([A-Z][a-z]+(?: [A-Z][a-z]+)?,? [A-Z]{2},? [0-9]{5}(?:-[0-9]{4})?)\b)"};
};

/// Whether what looks like digits in groups is written as phone numbers are.
bool is_phone(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view found = text.substr(begin, end - begin);
  // Part of a longer word, price, version or address.
  if (begin > 0 &&
      (is_letter(text[begin - 1]) || is_digit(text[begin - 1]) ||
       std::string_view("$.,/=#@&-_:").find(text[begin - 1]) != std::string_view::npos))
    return false;
  if (end < text.size() && (is_letter(text[end]) || text[end] == '%' || text[end] == '@'))
    return false;
  const auto digits = std::count_if(found.begin(), found.end(), is_digit);
  if (digits < 7 || digits > 15) return false;
  std::size_t groups = 0;
  std::size_t longest = 0;
  bool slash = false;
  for (std::size_t at = 0; at < found.size(); ++at) {
    if (found[at] == '/') slash = true;
    if (!is_digit(found[at])) continue;
    std::size_t group = at;
    while (group < found.size() && is_digit(found[group])) ++group;
    longest = std::max(longest, group - at);
    ++groups;
    at = group;
  }
  const bool marked = found.front() == '+' || found.front() == '(' || found.front() == '0';
  if (groups == 1) return marked ? digits >= 9 : digits == 10 || digits == 11;
  // 2010-11-16, 16.11.2010 and 11/16/2010 are dates, 1990-1995 are years.
  if (groups == 3 && longest == 4 && digits <= 8 && !marked) return false;
  if (groups == 3 && longest == 4 && digits == 8) return false;
  if (groups == 2 && digits == 8 && longest == 4 && !marked) return false;
  if (slash && !marked) return false;
  // Single digits are a score or a list, not a number.
  return longest >= 3 && groups <= 6;
}

using Details = std::vector<ContactDetail>;

template <class Accept>
void find(std::string_view text, const re2::RE2& shape, ContactKind kind, Details& found,
          const Accept& accept) {
  const re2::StringPiece whole(text.data(), text.size());
  re2::StringPiece match;
  for (std::size_t at = 0; at < text.size();) {
    if (!shape.Match(whole, at, text.size(), re2::RE2::UNANCHORED, &match, 1)) break;
    const auto begin = static_cast<std::size_t>(match.data() - text.data());
    const std::size_t end = begin + match.size();
    if (accept(begin, end)) found.push_back({kind, begin, end});
    at = std::max(end, at + 1);
  }
}

}  // namespace

std::string_view to_text(ContactKind kind) {
  switch (kind) {
    case ContactKind::phone:
      return "phone";
    case ContactKind::email:
      return "email";
    case ContactKind::postal:
      return "postal";
  }
  return "";
}

std::vector<ContactDetail> find_contact_details(std::string_view text) {
  // Most texts have none: no digits in a row and no sign of an address.
  const bool has_at = text.find('@') != std::string_view::npos ||
                      text.find("at]") != std::string_view::npos ||
                      text.find("at)") != std::string_view::npos;
  const auto digits = std::count_if(text.begin(), text.end(), is_digit);
  if (!has_at && digits == 0) return {};
  const Shapes shapes;
  const auto any = [](std::size_t, std::size_t) { return true; };
  Details found;
  if (has_at) find(text, shapes.email, ContactKind::email, found, any);
  if (digits > 0) {
    find(text, shapes.street, ContactKind::postal, found, any);
    find(text, shapes.american, ContactKind::postal, found, any);
    find(text, shapes.british, ContactKind::postal, found, any);
  }
  if (digits >= 7)
    find(text, shapes.phone, ContactKind::phone, found,
         [&](std::size_t begin, std::size_t end) { return is_phone(text, begin, end); });
  std::stable_sort(found.begin(), found.end(), [](const ContactDetail& a, const ContactDetail& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  Details apart;
  for (const ContactDetail& detail : found)
    if (apart.empty() || detail.begin >= apart.back().end) apart.push_back(detail);
  return apart;
}

}  // namespace afterword
