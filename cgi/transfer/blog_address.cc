#include "transfer/blog_address.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace afterword {

std::string normal_blog_address(std::string_view address) {
  address = trim(address);
  const std::size_t scheme = address.find("://");
  std::string_view usual_port;
  if (scheme != std::string_view::npos) {
    const std::string_view name = address.substr(0, scheme);
    usual_port = name.size() == 5 ? ":443" : ":80";
    address.remove_prefix(scheme + 3);
  } else if (address.starts_with("//")) {
    address.remove_prefix(2);
  }
  address = address.substr(0, address.find_first_of("?#"));
  std::string host(address.substr(0, address.find('/')));
  std::string_view path = address.substr(host.size());
  host.erase(0, host.rfind('@') + 1);
  std::transform(host.begin(), host.end(), host.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  if (!usual_port.empty() && host.ends_with(usual_port))
    host.resize(host.size() - usual_port.size());
  if (host.ends_with('.')) host.pop_back();
  if (host.starts_with("www.")) host.erase(0, 4);
  while (path.ends_with('/')) path.remove_suffix(1);
  if (host.empty()) return {};
  if (!is_valid_utf8(path) || !is_valid_utf8(host)) return {};
  std::string normal = host + std::string(path);
  // Exports list such addresses with blanks between them.
  std::replace_if(
      normal.begin(), normal.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20; },
      '+');
  return normal;
}

std::int64_t source_number(std::string_view text) {
  text = trim(text);
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  if (parsed.ec == std::errc{} && parsed.ptr == end) return number;
  if (text.empty()) return 0;
  // FNV-1a: the same in every installation, because exports carry it on. Two texts of one hash are
  // still told apart by what their comments say.
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return -static_cast<std::int64_t>((hash >> 2) | (std::uint64_t{1} << 61));
}

}  // namespace afterword
