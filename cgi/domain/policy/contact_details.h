// Phone numbers, e-mail addresses and postal addresses in a text: they may be a kind recommendation
// or somebody's private data, so a person decides. Found by their shapes, imperfectly.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace afterword {

enum class ContactKind { phone, email, postal };

std::string_view to_text(ContactKind kind);

/// Where in the text, in bytes: [begin, end).
struct ContactDetail {
  ContactKind kind;
  std::size_t begin;
  std::size_t end;
};

/// In the order of the text, none overlapping. Phone numbers have 7 to 15 digits (ITU-T E.164) in
/// groups that are written as phone numbers are; the short numbers of help lines, dates, times,
/// prices and years are none. Postal addresses are those of English-speaking countries: a house
/// number before the name of a street, or a British or American postcode with its place. Takes
/// time in proportion to the text.
std::vector<ContactDetail> find_contact_details(std::string_view text);

}  // namespace afterword
