// Where a site's pages are, and where this program is: on the same host or on another one.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/url.h"

namespace afterword {

class SiteAddress {
 public:
  /// Nothing is known: addresses are paths on the host of the request.
  SiteAddress() = default;
  /// `site` is the address of the pages ("https://example.org/blog"), `program` that of the
  /// program, of which only the origin counts, because its path is the mount. An empty one is the
  /// same as the site's. Both are valid addresses of http or https.
  explicit SiteAddress(std::string_view site, std::string_view program = {});

  bool is_known() const { return !origin_.empty(); }
  /// "https://example.org"
  const std::string& origin() const { return origin_; }
  const std::string& program_origin() const { return program_; }
  /// Whether the program has another origin than the pages.
  bool is_elsewhere() const { return program_ != origin_; }

  /// A page's path on its host. A path that does not begin with the site's own path ("/blog") is
  /// relative to it, as many generators write it.
  std::string path_on_host(std::string_view path) const;
  /// A path on the host without the site's own path.
  std::string_view path_below(std::string_view path) const;

  /// The complete address of a page, or of a route of this program (with the mount).
  std::string page_url(std::string_view href) const { return origin_ + std::string(href); }
  std::string program_url(std::string_view href) const { return program_ + std::string(href); }
  /// A link from one of our own documents to a page: complete if pages have another origin.
  std::string link_to_page(std::string_view href) const {
    return is_elsewhere() ? page_url(href) : std::string(href);
  }

 private:
  bool is_below_folder(std::string_view path) const;

  std::string origin_;
  std::string folder_;  // "/blog"; "" for the root
  std::string program_;
};

/// Whether two addresses name one site: the same host and port, with http or https, with or without
/// "www.".
bool is_same_site(const Url& one, const Url& other);

}  // namespace afterword
