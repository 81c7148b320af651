// Negotiation of the gzip content coding (RFC 9110 section 12.5.3).
#pragma once

#include <string_view>

#include "http/request.h"

namespace afterword {

/// Whether a client with this Accept-Encoding header accepts gzip and does not prefer the plain
/// form. A field with a malformed weight counts as not named.
bool accepts_gzip(std::string_view accept_encoding);

/// Whether the response goes to the client that sent Accept-Encoding: the request line names
/// `route` below `mount` (http/route_path.h). A web server that includes the response in a page of
/// its own (SSI) passes on the header of that page's reader, for whom gzip in the middle of the
/// page would be garbage. In such a subrequest REQUEST_URI is that of the outer page, or Apache's
/// SERVER_PROTOCOL is "INCLUDED". nginx's requests to another server for an include are HTTP/1.0
/// by default. False also after a rewrite from an address outside the mount.
bool is_own_request_line(const Request& request, std::string_view route, std::string_view mount);

}  // namespace afterword
