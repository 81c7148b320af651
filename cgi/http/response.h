// A response as a plain value; the server layer writes it once.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace afterword {

/// An immutable text that its copies share, so that a cached response is sent without being copied.
class SharedText {
 public:
  SharedText() = default;
  // NOLINTBEGIN(google-explicit-constructor): it is used where a text is.
  SharedText(std::string text) : text_(std::make_shared<const std::string>(std::move(text))) {}
  SharedText(const char* text) : SharedText(std::string{text}) {}
  operator std::string_view() const { return view(); }
  // NOLINTEND(google-explicit-constructor)

  std::string_view view() const { return text_ ? std::string_view{*text_} : std::string_view{}; }
  std::size_t size() const { return view().size(); }

 private:
  std::shared_ptr<const std::string> text_;
};

struct Response {
  int status = 200;
  /// In output order. Names come from our code; append_head sanitises the values.
  std::vector<std::pair<std::string_view, std::string>> headers;
  SharedText body;
  /// The serialised header, if it was made before. `status` and `headers` are then not used.
  SharedText head = {};
  /// Where the dispatcher keeps the serialised header of the finished response for later ones that
  /// are the same; nullptr if none is.
  SharedText* keep_head = nullptr;
};

/// Appends the CGI response header (RFC 3875 section 6.3: `Status:`, the fields, an empty line) to
/// `out`. Control characters (below 0x20 and 0x7f) in values become spaces, which prevents header
/// injection. Adds X-Content-Type-Options: nosniff always, and Content-Length unless the status
/// forbids it (304).
void append_head(const Response& response, std::string& out);
std::string serialised_head(const Response& response);

/// The reason phrase (RFC 9110) of a status that this program sends; "Unknown" for others.
std::string_view reason_phrase(int status);

}  // namespace afterword
