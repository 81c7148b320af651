// The records of a FastCGI request (FastCGI specification, sections 3 to 5), collected as they
// arrive. Understands what all web servers send: one request for a responder on a connection. The
// numbers of the protocol are those of libfcgi (docs/decisions/0014-fastcgi-records.md).
//
// Everything in the records is untrusted: lengths, order and content.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace afterword {

enum class RecordsState {
  partial,      // incomplete
  complete,     // up to the record that ends STDIN
  unsupported,  // something else; see RequestRecords::reply
  too_long,     // exceeds a limit of RequestRecords
};

/// The header of a record.
struct RecordHead {
  static constexpr std::size_t bytes = 8;

  std::uint8_t version;
  std::uint8_t type;
  int request_id;
  std::size_t content_bytes;
  std::size_t padding_bytes;

  /// Requires `bytes` bytes.
  static RecordHead parse(std::string_view from);
};

/// Collects the bytes of a connection and separates the head from the body.
class RequestRecords {
 public:
  static constexpr std::size_t max_head_bytes = 96 << 10;

  explicit RequestRecords(std::size_t max_body_bytes) : max_body_bytes_(max_body_bytes) {}

  /// Starts again and keeps the memory of a head.
  void clear();

  /// Ignores bytes after the state is no longer `partial`.
  RecordsState add(std::string_view bytes);

  /// The content of PARAMS: names and values with their lengths (see take_pair).
  const std::string& params() const { return params_; }
  /// The content of STDIN, at most one byte more than the limit.
  const std::string& body() const { return body_; }
  /// 0 until a request has begun.
  int request_id() const { return request_id_; }
  bool is_for_responder() const;
  /// Whether the web server will send another request on this connection.
  bool keeps_connection() const;
  bool has_head() const { return params_ended_; }
  /// Whether bytes came after the request.
  bool has_surplus() const { return has_surplus_; }
  std::size_t bytes() const { return params_.size() + body_.size(); }

  /// The record that answers a management record, if one made the state `unsupported`: the values
  /// that FCGI_GET_VALUES asks for, or that its type is unknown. "" in other cases.
  std::string reply() const;

 private:
  RecordsState begin_record(const RecordHead& record);
  RecordsState take_content(std::string_view content);

  std::size_t max_body_bytes_;
  RecordsState state_ = RecordsState::partial;
  int request_id_ = 0;
  int role_ = 0;
  std::uint8_t flags_ = 0;
  bool params_ended_ = false;
  bool has_surplus_ = false;
  std::string header_;     // received part of a record's header that arrived in parts
  std::uint8_t type_ = 0;  // of the current record
  std::size_t content_left_ = 0;
  std::size_t padding_left_ = 0;
  bool is_last_ = false;
  std::string begin_;  // received part of the content of BEGIN_REQUEST
  std::string params_;
  std::string body_;
  std::string management_;  // a management record without padding
};

/// A name and its value (FastCGI specification, section 3.4).
struct NameAndValue {
  std::string_view name;
  std::string_view value;
};

/// Removes the next pair from the front of `pairs`. False if its lengths exceed what is left.
bool take_pair(std::string_view& pairs, NameAndValue& pair);

}  // namespace afterword
