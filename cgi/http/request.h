// A request as plain values, independent of its source: FastCGI, CGI or a test.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace afterword {

enum class Method { get, head, post, other };

/// The result of reading the request body. Request::body is empty unless this is `complete`.
enum class BodyState {
  complete,  // exactly CONTENT_LENGTH bytes, or no CONTENT_LENGTH
  // CONTENT_LENGTH is missing on a POST, negative, not a number, or larger than the body
  bad_length,
  too_large,  // larger than the limit
};

/// Views into memory that the server layer keeps until the response is written. An absent header is
/// an empty view. The values are unchecked and undecoded.
struct Request {
  Method method = Method::get;

  // The request's path as CGI variables (CGI/1.1, RFC 3875); see http/route_path.h.
  std::string_view script_name;
  std::string_view path_info;
  std::string_view document_uri;
  std::string_view request_uri;
  std::string_view query;
  std::string_view protocol;  // "HTTP/1.1"; see http/accept_encoding.h

  std::string_view content_type;
  std::string_view accept;
  std::string_view accept_encoding;
  std::string_view cookie;
  std::string_view host;
  std::string_view origin;
  std::string_view referer;
  std::string_view sec_fetch_site;
  std::string_view user_agent;
  std::string_view if_none_match;
  std::string_view if_modified_since;
  std::string_view remote_addr;
  std::string_view forwarded_for;

  // The doctor reads these to check the web server (doctor/doctor.h).
  std::string_view document_root;
  std::string_view https;            // "on" if the visitor's connection is encrypted
  std::string_view request_scheme;   // an alternative to "https" in some web servers
  std::string_view forwarded_proto;  // set by a proxy, or by any client
  bool keep_connection = false;      // FastCGI: the web server will reuse the connection

  BodyState body_state = BodyState::complete;
  std::string body;

  /// For advice only, because a client can forge the header.
  bool seems_encrypted() const {
    return https == "on" || https == "1" || request_scheme == "https" || forwarded_proto == "https";
  }
};

}  // namespace afterword
