#include "base/site_address.h"

namespace afterword {
namespace {

/// The port, if it is not the default of either scheme.
std::optional<std::uint16_t> port_of(const Url& url) {
  const bool is_usual = url.port && (*url.port == 80 || *url.port == 443);
  return is_usual ? std::nullopt : url.port;
}

}  // namespace

SiteAddress::SiteAddress(std::string_view site, std::string_view program)
    : origin_(origin_of(site)), program_(program.empty() ? origin_ : origin_of(program)) {
  if (const auto url = parse_url(site)) folder_ = decode_escapes(url->path);
  while (folder_.ends_with('/')) folder_.pop_back();
}

bool SiteAddress::is_below_folder(std::string_view path) const {
  if (!path.starts_with(folder_)) return false;
  path.remove_prefix(folder_.size());
  return path.empty() || path.front() == '/' || path.front() == '?';
}

std::string SiteAddress::path_on_host(std::string_view path) const {
  return is_below_folder(path) ? std::string(path) : folder_ + std::string(path);
}

std::string_view SiteAddress::path_below(std::string_view path) const {
  if (folder_.empty() || !is_below_folder(path)) return path;
  path.remove_prefix(folder_.size());
  return path.starts_with('/') ? path : std::string_view("/");
}

bool is_same_site(const Url& one, const Url& other) {
  return one.bare_host() == other.bare_host() && port_of(one) == port_of(other);
}

}  // namespace afterword
