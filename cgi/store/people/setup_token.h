// The one-time setup token: a file next to the database that only the owner of the installation can
// read. Knowing it allows creating the first moderator.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace afterword {

class SetupToken {
 public:
  /// `folder` is the database's folder, with a trailing slash.
  explicit SetupToken(const std::string& folder) : file_(folder + "set-up-code.txt") {}

  /// Creates a token, "3f9a1-c0ffe-…". Its 80 bits cannot be guessed over a network, and it is
  /// short enough to type.
  static std::string make();

  /// Writes the token (mode 0600) followed by an explanation, unless the file exists. False if no
  /// file exists afterwards.
  bool write(std::string_view code, std::string_view explanation) const;

  /// Whether the file exists.
  bool exists() const;

  /// True if `typed` is the token, ignoring blanks and hyphens. False if there is no file, if its
  /// first line has fewer than 16 characters, or if it is a symbolic link.
  bool matches(std::string_view typed) const;

  /// Call after use. The set-up page is closed by then, so a failure to remove the file is
  /// harmless.
  void remove() const;

 private:
  std::string file_;
};

}  // namespace afterword
