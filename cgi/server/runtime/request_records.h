// The records of one FastCGI request, looked at before libfcgi reads them: are they all there? So a
// slow sender never holds a worker. Understands only what every web server sends, BEGIN_REQUEST of
// a responder, PARAMS and STDIN of one request; everything else is left to libfcgi.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace afterword {

enum class RecordsState {
  partial,   // more must come
  complete,  // up to the record that ends STDIN
  strange,   // not such a request
  too_long,  // beyond a limit of RequestRecords
};

/// The header of a record.
struct RecordHead {
  static constexpr std::size_t bytes = 8;

  std::uint8_t version;
  std::uint8_t type;
  int request_id;
  std::size_t content_bytes;
  std::size_t padding_bytes;

  /// Needs `bytes` bytes.
  static RecordHead parse(std::string_view from);
};

/// Which record may follow.
class RecordOrder {
 public:
  /// `complete` says that this record is the last one.
  RecordsState next(const RecordHead& record);
  /// 0 as long as no request has begun.
  int request_id() const { return request_id_; }
  bool params_ended() const { return params_ended_; }

 private:
  int request_id_ = 0;
  bool params_ended_ = false;
};

/// What the first bytes of a connection hold: never too_long.
RecordsState state_of_records(std::string_view bytes);

/// Takes the bytes of a connection as they come and keeps the head apart from the body.
class RequestRecords {
 public:
  static constexpr std::size_t max_head_bytes = 96 << 10;

  explicit RequestRecords(std::size_t max_body_bytes) : max_body_bytes_(max_body_bytes) {}

  /// What comes after the state is another one than `partial` is ignored.
  RecordsState add(std::string_view bytes);

  /// Of a complete request, or of one whose body is too long: BEGIN_REQUEST, PARAMS and an empty
  /// STDIN, for libfcgi.
  std::string head() const;
  /// The contents of STDIN, at most one byte more than the limit.
  const std::string& body() const { return body_; }
  /// 0 as long as no request has begun.
  int request_id() const { return order_.request_id(); }
  bool is_empty() const { return header_.empty() && bytes() == 0; }
  bool has_head() const { return order_.params_ended(); }
  std::size_t bytes() const { return head_.size() + body_.size(); }

 private:
  RecordsState take_content(std::string_view content);

  std::size_t max_body_bytes_;
  RecordsState state_ = RecordsState::partial;
  RecordOrder order_;
  std::string header_;            // of the record at hand, as far as it has come
  std::size_t content_left_ = 0;  // of that record
  std::size_t padding_left_ = 0;
  bool is_last_ = false;
  bool is_body_ = false;
  std::string head_;
  std::string body_;
};

}  // namespace afterword
