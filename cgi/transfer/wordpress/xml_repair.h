// Repairs, while it is read, what careless programs write instead of XML: WordPress writes the
// websites of commenters unescaped, and texts with whatever was pasted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace afterword {

class XmlRepair {
 public:
  /// The next bytes of the document, repaired:
  ///
  /// - bytes that are not UTF-8, and the noncharacters U+FFFE and U+FFFF, become U+FFFD, and are
  ///   counted;
  /// - control characters that XML 1.0 forbids become blanks;
  /// - an ampersand that begins no reference, outside CDATA, becomes "&amp;".
  ///
  /// Up to a few dozen bytes are kept for the next call unless `last`. A document that declares
  /// another encoding than UTF-8 is only rid of control characters.
  std::string repair(std::string_view bytes, bool last);

  /// How many characters were replaced by U+FFFD.
  std::int64_t replaced() const { return replaced_; }

 private:
  std::size_t repair_one(std::string_view text, bool last, std::string& out);

  std::string kept_;  // the beginning of what cannot be decided yet
  bool started_ = false;
  bool is_utf8_ = true;
  bool in_cdata_ = false;
  std::int64_t replaced_ = 0;
};

}  // namespace afterword
