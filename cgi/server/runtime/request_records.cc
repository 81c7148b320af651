#include "server/runtime/request_records.h"

#include <fastcgi.h>

#include <array>

namespace afterword {
namespace {

constexpr std::size_t begin_content_bytes = sizeof(FCGI_BeginRequestBody);

std::uint8_t byte_at(std::string_view from, std::size_t at) {
  return static_cast<std::uint8_t>(from[at]);
}

char low_byte(std::size_t n) { return static_cast<char>(n & 0xff); }

/// A record of the connection itself; `content` has less than 64 KiB.
std::string management_record(std::uint8_t type, std::string_view content) {
  const std::size_t size = content.size();
  const std::array<char, RecordHead::bytes> head{
      FCGI_VERSION_1, static_cast<char>(type), 0, 0, low_byte(size >> 8), low_byte(size), 0, 0};
  return std::string(head.data(), head.size()).append(content);
}

/// Reads a length of one byte, or of four whose first bit is set, and advances `at`.
inline bool read_length(std::string_view from, std::size_t& at, std::size_t& length) {
  if (at >= from.size()) return false;
  length = byte_at(from, at++);
  if (length < 0x80) return true;
  if (from.size() - at < 3) return false;
  length &= 0x7f;
  for (int i = 0; i < 3; ++i) length = length << 8 | byte_at(from, at++);
  return true;
}

/// The values of the names that are asked for. A worker serves one request at a time.
std::string values_of(std::string_view asked) {
  std::string content;
  NameAndValue pair;
  while (!asked.empty() && take_pair(asked, pair)) {
    const bool is_one = pair.name == FCGI_MAX_CONNS || pair.name == FCGI_MAX_REQS;
    if (!is_one && pair.name != FCGI_MPXS_CONNS) continue;
    content += low_byte(pair.name.size());
    content += '\1';
    content.append(pair.name).append(is_one ? "1" : "0");
    if (content.size() > 1'000) break;  // the names are repeated
  }
  return content;
}

}  // namespace

RecordHead RecordHead::parse(std::string_view from) {
  return {byte_at(from, 0), byte_at(from, 1), byte_at(from, 2) << 8 | byte_at(from, 3),
          static_cast<std::size_t>(byte_at(from, 4) << 8 | byte_at(from, 5)), byte_at(from, 6)};
}

bool take_pair(std::string_view& pairs, NameAndValue& pair) {
  std::size_t at = 0;
  std::size_t name = 0;
  std::size_t value = 0;
  if (!read_length(pairs, at, name) || !read_length(pairs, at, value)) return false;
  pairs.remove_prefix(at);
  if (name > pairs.size() || value > pairs.size() - name) return false;
  pair = {{pairs.data(), name}, {pairs.data() + name, value}};
  pairs.remove_prefix(name + value);
  return true;
}

void RequestRecords::clear() {
  std::string memory = std::move(params_);
  memory.clear();
  *this = RequestRecords{max_body_bytes_};
  params_ = std::move(memory);
}

/// Checks the order of records and prepares for the content of this one.
RecordsState RequestRecords::begin_record(const RecordHead& record) {
  type_ = record.type;
  content_left_ = record.content_bytes;
  padding_left_ = record.padding_bytes;
  is_last_ = false;
  if (record.version != FCGI_VERSION_1) return RecordsState::unsupported;
  if (request_id_ == 0) {
    if (record.request_id == 0 || record.type != FCGI_BEGIN_REQUEST ||
        record.content_bytes != begin_content_bytes)
      return RecordsState::unsupported;
    request_id_ = record.request_id;
    return RecordsState::partial;
  }
  if (record.request_id != request_id_) return RecordsState::unsupported;
  if (record.type == FCGI_PARAMS && !params_ended_) {
    params_ended_ = record.content_bytes == 0;
    return RecordsState::partial;
  }
  if (record.type != FCGI_STDIN || !params_ended_) return RecordsState::unsupported;
  is_last_ = record.content_bytes == 0;
  return RecordsState::partial;
}

RecordsState RequestRecords::add(std::string_view bytes) {
  while (!bytes.empty() && state_ == RecordsState::partial) {
    const auto take = [&](std::size_t most) {
      const std::string_view part = bytes.substr(0, most);
      bytes.remove_prefix(part.size());
      return part;
    };
    if (header_.size() < RecordHead::bytes) {
      header_ += take(RecordHead::bytes - header_.size());
      if (header_.size() < RecordHead::bytes) break;
      const RecordHead record = RecordHead::parse(header_);
      state_ = begin_record(record);
      if (state_ == RecordsState::unsupported) {
        if (record.version == 1 && record.request_id == 0 && bytes.size() >= content_left_)
          management_ = header_ + std::string(take(content_left_));
        break;
      }
    }
    const std::string_view content = take(content_left_);
    content_left_ -= content.size();
    state_ = take_content(content);
    padding_left_ -= take(padding_left_).size();
    if (content_left_ > 0 || padding_left_ > 0) continue;
    header_.clear();
    if (is_last_ && state_ == RecordsState::partial) state_ = RecordsState::complete;
  }
  has_surplus_ = has_surplus_ || !bytes.empty();
  return state_;
}

RecordsState RequestRecords::take_content(std::string_view content) {
  switch (type_) {
    case FCGI_BEGIN_REQUEST:
      begin_ += content;
      if (begin_.size() == begin_content_bytes) {
        role_ = byte_at(begin_, 0) << 8 | byte_at(begin_, 1);
        flags_ = byte_at(begin_, 2);
      }
      return state_;
    case FCGI_PARAMS:
      params_ += content;
      return params_.size() > max_head_bytes ? RecordsState::too_long : state_;
    default:
      // One byte beyond the limit shows that there was more.
      body_ += content.substr(0, max_body_bytes_ + 1 - body_.size());
      return body_.size() > max_body_bytes_ ? RecordsState::too_long : state_;
  }
}

bool RequestRecords::is_for_responder() const { return role_ == FCGI_RESPONDER; }

bool RequestRecords::keeps_connection() const { return (flags_ & FCGI_KEEP_CONN) != 0; }

std::string RequestRecords::reply() const {
  if (management_.empty()) return {};
  const std::uint8_t type = byte_at(management_, 1);
  if (type == FCGI_GET_VALUES)
    return management_record(FCGI_GET_VALUES_RESULT,
                             values_of(std::string_view(management_).substr(RecordHead::bytes)));
  const std::array<char, 8> content{static_cast<char>(type)};
  return management_record(FCGI_UNKNOWN_TYPE, {content.data(), content.size()});
}

}  // namespace afterword
