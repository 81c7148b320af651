#include "store/people/setup_token.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

#include "base/secret.h"

namespace afterword {
namespace {

constexpr std::size_t shortest_code = 16;

/// Normalises a token for comparison: removes separators added by people or programs.
std::string bare(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (c != ' ' && c != '-' && c != '\t' && c != '\r') out += c;
  return out;
}

}  // namespace

std::string SetupToken::make() {
  const std::string digits = random_hex(10);
  std::string code;
  for (std::size_t at = 0; at < digits.size(); at += 5)
    code += (code.empty() ? "" : "-") + digits.substr(at, 5);
  return code;
}

bool SetupToken::write(std::string_view code, std::string_view explanation) const {
  // O_EXCL: of two concurrent requests one writes, and an existing symbolic link is not followed.
  const int fd = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return exists();
  const std::string text = std::string(code) + std::string(explanation);
  const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const bool closed = ::close(fd) == 0;
  if (written && closed) return true;
  ::unlink(file_.c_str());
  return false;
}

bool SetupToken::exists() const {
  struct stat info {};
  return ::lstat(file_.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

bool SetupToken::matches(std::string_view typed) const {
  const int fd =
      exists() ? ::open(file_.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK) : -1;
  if (fd < 0) return false;
  std::array<char, 512> bytes{};
  const ssize_t got = ::read(fd, bytes.data(), bytes.size());
  ::close(fd);
  if (got <= 0) return false;
  const std::string_view text(bytes.data(), static_cast<std::size_t>(got));
  const std::string code = bare(text.substr(0, text.find('\n')));
  return code.size() >= shortest_code && same_secret(code, bare(typed));
}

void SetupToken::remove() const { ::unlink(file_.c_str()); }

}  // namespace afterword
