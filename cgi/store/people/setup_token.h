// The one-time code of the set-up page: a file beside the database, which nobody but the owner of
// the installation can read. Whoever has read it may make the first moderator.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace afterword {

class SetupToken {
 public:
  /// `folder` is the database's, with a slash at its end.
  explicit SetupToken(const std::string& folder) : file_(folder + "set-up-code.txt") {}

  /// A new code, "3f9a1-c0ffe-…": 80 bits, which nobody guesses over a network, and which can be
  /// read out and typed.
  static std::string make();

  /// Writes a code (mode 0600) with an explanation below it, unless there is a file already. False
  /// when there is none afterwards either.
  bool write(std::string_view code, std::string_view explanation) const;

  /// Whether a file is there.
  bool exists() const;

  /// Whether `typed` is the code; blanks and hyphens do not count. False without a file, for one
  /// whose first line has fewer than 16 characters, and for a link, which may lead anywhere.
  bool matches(std::string_view typed) const;

  /// After its one use. The set-up page is closed by then, so a file that stays is no danger.
  void remove() const;

 private:
  std::string file_;
};

}  // namespace afterword
