// Finds phone numbers, email addresses and postal addresses by their format, imperfectly. They may
// be a recommendation or somebody's private data, so a moderator decides.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace afterword {

enum class ContactKind { phone, email, postal };

std::string_view to_text(ContactKind kind);

/// Byte range [begin, end) in the text.
struct ContactDetail {
  ContactKind kind;
  std::size_t begin;
  std::size_t end;
};

/// In text order, not overlapping. Phone numbers have 7 to 15 digits (ITU-T E.164) in typical
/// groups; short help-line numbers, dates, times, prices and years are excluded. Postal addresses
/// are those of English-speaking countries: a house number before a street name, or a British or
/// American postcode with its place. Linear in the length of the text.
std::vector<ContactDetail> find_contact_details(std::string_view text);

}  // namespace afterword
