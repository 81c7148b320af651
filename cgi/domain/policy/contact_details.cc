#include "domain/policy/contact_details.h"

#include <re2/re2.h>

#include <algorithm>
#include <vector>

#include "base/ascii.h"
#include "domain/comment/submission.h"

namespace afterword {
namespace {

bool is_letter(char c) { return is_ascii_letter(c) || is_beyond_ascii(c); }

/// The patterns; the first group of each match is the detail.
struct Shapes {
  re2::RE2 phone{R"((\+?\(?[0-9][0-9 ()./\-]{5,30}[0-9]))"};
  re2::RE2 email{
      R"(([A-Za-z0-9.!#$%&'*+/=?^_`{|}~\-]+(?:@| ?[\[(]at[\])] ?)[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+))"};
  re2::RE2 street{
      R"(\b([0-9]{1,5}[A-Za-z]?,? (?:[A-Z][A-Za-z'.\-]+ ){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Close|Crescent|Way|Place|Pl|Terrace|Square|Sq|Boulevard|Blvd|Highway|Hwy|Parkway|Gardens|Grove|Hill)\b\.?(?:,? (?:Apt|Apartment|Flat|Unit|Suite|#) ?[0-9A-Za-z]+)?))"};
  re2::RE2 british{R"(\b([A-Z]{1,2}[0-9][0-9A-Z]? ?[0-9][A-BD-HJLNP-UW-Z]{2})\b)"};
  re2::RE2 american{R"(\b([A-Z][a-z]+(?: [A-Z][a-z]+)?,? [A-Z]{2},? [0-9]{5}(?:-[0-9]{4})?)\b)"};
};

/// The sizes of the groups of digits, and whether they are separated by slashes.
struct Shape {
  std::vector<std::size_t> groups;
  std::size_t digits = 0;
  bool slash = false;
};

Shape shape_of(std::string_view number) {
  Shape shape;
  for (std::size_t at = 0; at < number.size();) {
    if (number[at] == '/') shape.slash = true;
    std::size_t end = at;
    while (end < number.size() && is_ascii_digit(number[end])) ++end;
    if (end > at) shape.groups.push_back(end - at);
    shape.digits += end - at;
    at = std::max(end, at + 1);
  }
  return shape;
}

/// True if grouped digits are formatted like a phone number: beginning with '+', '(' or the 0 of an
/// area code, or grouped as in North America.
bool is_phone(std::string_view text, std::size_t begin, std::size_t end) {
  using Groups = std::vector<std::size_t>;
  const std::string_view found = text.substr(begin, end - begin);
  // Part of a longer word, price, version or address.
  if (begin > 0 && (is_letter(text[begin - 1]) || is_ascii_digit(text[begin - 1]) ||
                    std::string_view("$.,/=#@&-_").find(text[begin - 1]) != std::string_view::npos))
    return false;
  if (end < text.size() && (is_letter(text[end]) || text[end] == '%' || text[end] == '@'))
    return false;
  const Shape shape = shape_of(found);
  if (shape.digits < 7 || shape.digits > 15) return false;
  if (found.front() == '+' || found.front() == '(')
    return *std::max_element(shape.groups.begin(), shape.groups.end()) >= 2;
  // 01/02/2010 and 03.04.1999 are dates.
  const bool date = shape.groups == Groups{2, 2, 4} || shape.groups == Groups{2, 2, 2};
  if (found.front() == '0') return shape.digits >= 9 && !date && shape.groups.size() <= 6;
  if (shape.slash) return false;
  return shape.groups == Groups{3, 3, 4} || shape.groups == Groups{3, 4} ||
         shape.groups == Groups{1, 3, 3, 4} || (shape.groups == Groups{10} && found.front() >= '2');
}

/// True if what looks like an address is not something else: a package and its version
/// ("react@18.2.0"), a name at a social network ("@ann@mastodon.example"), or a place for SSH
/// ("git@github.com:me/it").
bool is_mail_address(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view found = text.substr(begin, end - begin);
  const std::string_view top_level = found.substr(found.rfind('.') + 1);
  if (top_level.size() < 2 || !std::all_of(top_level.begin(), top_level.end(), is_letter))
    return false;
  const std::string_view before = text.substr(0, begin);
  const std::string_view after = text.substr(end);
  const bool is_path = after.size() > 1 && after[0] == ':' &&
                       (is_letter(after[1]) || after[1] == '/' || after[1] == '~');
  return !before.ends_with('@') && !found.starts_with("//") && !is_path;
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
  // Fast path: most texts contain neither a run of digits nor a sign of an address.
  const bool has_at = text.find('@') != std::string_view::npos ||
                      text.find("at]") != std::string_view::npos ||
                      text.find("at)") != std::string_view::npos;
  const auto digits = std::count_if(text.begin(), text.end(), is_ascii_digit);
  if (!has_at && digits == 0) return {};
  // Compiled on first use and immutable.
  static const Shapes shapes;
  const auto any = [](std::size_t, std::size_t) { return true; };
  Details found;
  if (has_at)
    find(text, shapes.email, ContactKind::email, found,
         [&](std::size_t begin, std::size_t end) { return is_mail_address(text, begin, end); });
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
