#include "transfer/wordpress/blog_address.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"
#include "base/url.h"

namespace afterword {

std::string normal_blog_address(std::string_view address) {
  const auto url = parse_typed_url(address);
  if (!url || !is_valid_utf8(address)) return {};
  std::string normal = url->bare_host();
  if (normal.empty()) return {};
  if (const auto port = url->unusual_port()) normal += ':' + std::to_string(*port);
  std::string_view path = url->path;
  while (path.ends_with('/')) path.remove_suffix(1);
  normal += path;
  // Exports separate such addresses by blanks.
  std::replace(normal.begin(), normal.end(), ' ', '+');
  return normal;
}

}  // namespace afterword
