// Determines whether all records of a FastCGI request have arrived, before libfcgi reads them, so
// that a slow sender never blocks a worker. Understands only what all web servers send:
// BEGIN_REQUEST for a responder, and PARAMS and STDIN of one request. Everything else is left to
// libfcgi.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace afterword {

enum class RecordsState {
  partial,      // incomplete
  complete,     // up to the record that ends STDIN
  unsupported,  // something else
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

/// Validates the order of records.
class RecordOrder {
 public:
  /// Returns `complete` for the last record.
  RecordsState next(const RecordHead& record);
  /// 0 until a request has begun.
  int request_id() const { return request_id_; }
  bool params_ended() const { return params_ended_; }

 private:
  int request_id_ = 0;
  bool params_ended_ = false;
};

/// The state of the first bytes of a connection; never too_long.
RecordsState state_of_records(std::string_view bytes);

/// Collects the bytes of a connection and separates the head from the body.
class RequestRecords {
 public:
  static constexpr std::size_t max_head_bytes = 96 << 10;

  explicit RequestRecords(std::size_t max_body_bytes) : max_body_bytes_(max_body_bytes) {}

  /// Ignores bytes after the state is no longer `partial`.
  RecordsState add(std::string_view bytes);

  /// BEGIN_REQUEST, PARAMS and an empty STDIN, for libfcgi. Available for a complete request and
  /// for one whose body is too long.
  std::string head() const;
  /// The content of STDIN, at most one byte more than the limit.
  const std::string& body() const { return body_; }
  /// 0 until a request has begun.
  int request_id() const { return order_.request_id(); }
  bool is_empty() const { return header_.empty() && bytes() == 0; }
  bool has_head() const { return order_.params_ended(); }
  std::size_t bytes() const { return head_.size() + body_.size(); }

 private:
  RecordsState take_content(std::string_view content);

  std::size_t max_body_bytes_;
  RecordsState state_ = RecordsState::partial;
  RecordOrder order_;
  std::string header_;            // received part of the current record's header
  std::size_t content_left_ = 0;  // of the current record
  std::size_t padding_left_ = 0;
  bool is_last_ = false;
  bool is_body_ = false;
  std::string head_;
  std::string body_;
};

}  // namespace afterword
