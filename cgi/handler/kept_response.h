// A response that is kept for many requests, and how it is sent: with gzip to clients that accept
// it, or as a 304. Also for responses that are made for one request.
//
// Kept responses are the same for every reader, so they contain no secret that compression could
// reveal together with what an attacker adds to them (BREACH). A response for one reader, such as
// the writer's own waiting comment, is not compressed.
#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "http/response.h"
#include "http/validators.h"

namespace afterword {

struct Context;

/// Has a body in one of the two forms; the other is made when it is first wanted.
struct KeptResponse {
  Response response;      // the plain form
  Validators validators;  // of the plain form; those of the other form are derived from it
  SharedText gzip;        // the body with gzip
  /// The serialised header of each form, with its body and for 304. Made when they are first
  /// wanted, unless they depend on more of the request.
  std::array<SharedText, 4> heads = {};

  /// The size of the bodies in memory.
  std::size_t bytes() const;
};

/// The response to a client: the form that it accepts, with ETag, Last-Modified and Vary, or 304 if
/// If-None-Match contains the form's own ETag, or without that header, if If-Modified-Since
/// matches. The date is used only after its second has passed, so that later changes have another
/// date. The result refers to `kept` until the dispatcher has finished the response.
Response conditional(const Context& context, KeptResponse& kept);

/// The same for a response that is not kept.
Response conditional(const Context& context, Response response, Validators validators);

/// The 304 to a client that has the response already, before its body is made: if If-None-Match
/// contains the ETag of the form that the client accepts. nullopt otherwise.
std::optional<Response> not_modified(const Context& context, const Response& without_body,
                                     const Validators& validators);

}  // namespace afterword
