// A comment of HashOver, whatever it is stored in.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "transfer/source_records.h"

namespace afterword {

/// Where a comment is stored.
struct HashoverPlace {
  std::string domain;  // "" if unknown
  std::string thread;  // the name that HashOver makes of a page's path
  std::string key;     // "1-2" is the second reply to 1
};

/// What HashOver knows of a thread's page.
struct HashoverPage {
  std::string url = {};
  std::string title = {};
};

/// The value of a field; "" if there is none.
using HashoverFields = std::function<std::string(std::string_view field)>;

/// Whether a text is digits with '-' between them.
bool is_hashover_key(std::string_view text);

SourceComment hashover_comment(const HashoverPlace& place, const HashoverPage& page,
                               const HashoverFields& fields, const SourceRecords& records);

}  // namespace afterword
