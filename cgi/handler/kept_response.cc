#include "handler/kept_response.h"

#include <utility>

#include "base/gzip.h"
#include "handler/context.h"
#include "http/accept_encoding.h"

namespace afterword {
namespace {

// zlib's levels. A thread of 35 kB needs 0.5 ms with the first, 0.2 ms and 14 % more bytes with the
// second.
constexpr int level_for_many = 6;
constexpr int level_for_one = 1;

// A smaller body fits into one packet anyway.
constexpr std::size_t smallest_compressed = 1'000;

/// Whether an entity tag list (If-None-Match) contains ours. Compares weakly, because a web server
/// that compresses the response adds "W/" to the tag.
bool names_etag(std::string_view list, std::string_view etag) {
  if (list == "*") return true;
  for (std::size_t at = list.find(etag); at != std::string_view::npos;
       at = list.find(etag, at + 1)) {
    const std::size_t end = at + etag.size();
    if (end == list.size() || list[end] == ',' || list[end] == ' ') return true;
  }
  return false;
}

/// A date identifies the contents only after its second has passed.
bool has_usable_date(const Validators& validators, Instant now) {
  return validators.modified && now.ms / second_ms > validators.modified->ms / second_ms;
}

bool is_unchanged(const Request& request, std::string_view etag, const Validators& validators,
                  Instant now) {
  if (!request.if_none_match.empty()) return names_etag(request.if_none_match, etag);
  if (request.if_modified_since.empty() || !has_usable_date(validators, now)) return false;
  const auto since = parse_http_date(request.if_modified_since);
  // HTTP dates have no fractions of a second.
  return since && validators.modified->ms / second_ms <= since->ms / second_ms;
}

/// The strong tag of the form with gzip, whose bytes differ.
std::string gzip_etag(std::string etag) {
  if (!etag.empty()) etag.insert(etag.size() - 1, "-gzip");
  return etag;
}

/// A site's template may contain directives for its web server (SSI, ESI), which cannot read gzip.
bool has_directives(std::string_view body) {
  return body.find("<!--#") != std::string_view::npos ||
         body.find("<esi:") != std::string_view::npos;
}

bool wants_gzip(const Context& context) {
  const Request& request = context.request;
  return !request.accept_encoding.empty() && accepts_gzip(request.accept_encoding) &&
         is_own_request_line(request, context.path, context.site().view.mount);
}

enum class Form { plain, gzip };

bool may_have_gzip(const KeptResponse& kept) {
  if (kept.gzip.size() > 0) return true;
  const SharedText& body = kept.response.body;
  return body.size() >= smallest_compressed && !has_directives(body);
}

/// Makes the body in a form. The plain one if there is no memory for gzip.
Form make_form(Form form, int level, KeptResponse& kept) {
  SharedText& plain = kept.response.body;
  if (form == Form::gzip && kept.gzip.size() == 0) kept.gzip = gzipped(plain, level);
  if (form == Form::gzip && kept.gzip.size() > 0) return Form::gzip;
  if (plain.size() == 0 && kept.gzip.size() > 0) plain = gunzipped(kept.gzip);
  return Form::plain;
}

void add_headers(const KeptResponse& kept, Form form, std::string etag, Instant now,
                 Response& response) {
  auto& headers = response.headers;
  const bool has_body = response.status != 304;
  for (const auto& header : kept.response.headers)
    if (has_body || header.first != "Content-Type") headers.push_back(header);
  if (has_body && form == Form::gzip) headers.emplace_back("Content-Encoding", "gzip");
  headers.emplace_back("Vary", "Accept-Encoding");
  headers.emplace_back("ETag", std::move(etag));
  if (!kept.validators.modified) return;
  // During the second of the last change, sends the second before, so that a later change within
  // the same second is not missed.
  const std::int64_t early_ms = has_usable_date(kept.validators, now) ? 0 : second_ms;
  headers.emplace_back("Last-Modified",
                       format_http_date(Instant{kept.validators.modified->ms - early_ms}));
}

Response respond_with(const Context& context, KeptResponse& kept, int level) {
  const Form wanted = wants_gzip(context) && may_have_gzip(kept) ? Form::gzip : Form::plain;
  const auto etag_of = [&](Form form) {
    return form == Form::gzip ? gzip_etag(kept.validators.etag) : kept.validators.etag;
  };
  if (is_unchanged(context.request, etag_of(wanted), kept.validators, context.now)) {
    Response response{304, {}, {}};
    add_headers(kept, wanted, etag_of(wanted), context.now, response);
    return response;
  }
  const Form form = make_form(wanted, level, kept);
  Response response{kept.response.status, {}, {}};
  response.body = form == Form::gzip ? kept.gzip : kept.response.body;
  add_headers(kept, form, etag_of(form), context.now, response);
  return response;
}

}  // namespace

std::size_t KeptResponse::bytes() const { return response.body.size() + gzip.size(); }

Response conditional(const Context& context, KeptResponse& kept) {
  return respond_with(context, kept, level_for_many);
}

Response conditional(const Context& context, Response response, Validators validators) {
  KeptResponse once{std::move(response), std::move(validators), {}};
  return respond_with(context, once, level_for_one);
}

}  // namespace afterword
