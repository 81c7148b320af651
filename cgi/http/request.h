// One request as plain values, whichever way it reached us: FastCGI, CGI or a test.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace afterword {

enum class Method { get, head, post, other };

/// What became of the request body. Everything but `complete` leaves Request::body empty.
enum class BodyState {
  complete,    // exactly CONTENT_LENGTH bytes arrived (or none were announced)
  bad_length,  // CONTENT_LENGTH missing on a POST, negative, not a number, or longer than the body
  too_large,   // longer than the limit
};

/// The views point into memory that the server layer keeps until the response is written.
/// An absent header is an empty view. Nothing here has been checked or decoded.
struct Request {
  Method method = Method::get;

  // Where the web server says the request went (CGI/1.1, RFC 3875); see http/route_path.h.
  std::string_view script_name;
  std::string_view path_info;
  std::string_view document_uri;
  std::string_view request_uri;
  std::string_view query;

  std::string_view content_type;
  std::string_view accept;
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

  // What the doctor wants to know of the web server (doctor/doctor.h).
  std::string_view document_root;
  std::string_view https;            // "on" where the visitor's connection is encrypted
  std::string_view request_scheme;   // the same as "https", where a web server says it so
  std::string_view forwarded_proto;  // the same by a proxy, or by anybody who says so
  bool keep_connection = false;      // FastCGI: the web server wants to use the connection again

  BodyState body_state = BodyState::complete;
  std::string body;

  /// Good for advice only, since a visitor can claim it.
  bool seems_encrypted() const {
    return https == "on" || https == "1" || request_scheme == "https" || forwarded_proto == "https";
  }
};

}  // namespace afterword
