// Parses records as described in the FastCGI specification, sections 3.3 and 5.1 to 5.3.
#include "server/runtime/request_records.h"

#include <algorithm>

namespace afterword {
namespace {

constexpr std::uint8_t begin_request = 1;
constexpr std::uint8_t params = 4;
constexpr std::uint8_t standard_input = 5;
constexpr std::size_t begin_content_bytes = 8;

}  // namespace

RecordHead RecordHead::parse(std::string_view from) {
  const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(from[i]); };
  return {at(0), at(1), at(2) << 8 | at(3), static_cast<std::size_t>(at(4) << 8 | at(5)), at(6)};
}

RecordsState RecordOrder::next(const RecordHead& record) {
  if (record.version != 1 || record.request_id == 0) return RecordsState::unsupported;
  if (request_id_ == 0) {
    if (record.type != begin_request || record.content_bytes != begin_content_bytes)
      return RecordsState::unsupported;
    request_id_ = record.request_id;
    return RecordsState::partial;
  }
  if (record.request_id != request_id_) return RecordsState::unsupported;
  if (record.type == params && !params_ended_) {
    params_ended_ = record.content_bytes == 0;
    return RecordsState::partial;
  }
  if (record.type != standard_input || !params_ended_) return RecordsState::unsupported;
  return record.content_bytes == 0 ? RecordsState::complete : RecordsState::partial;
}

RecordsState state_of_records(std::string_view bytes) {
  RecordOrder order;
  while (bytes.size() >= RecordHead::bytes) {
    const RecordHead record = RecordHead::parse(bytes);
    const RecordsState state = order.next(record);
    if (state == RecordsState::unsupported) return state;
    const std::size_t size = RecordHead::bytes + record.content_bytes + record.padding_bytes;
    if (bytes.size() < size) return RecordsState::partial;
    if (state == RecordsState::complete) return state;
    bytes.remove_prefix(size);
  }
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
      const RecordsState next = order_.next(record);
      if (next == RecordsState::unsupported) return state_ = next;
      is_last_ = next == RecordsState::complete;
      is_body_ = record.type == standard_input;
      content_left_ = record.content_bytes;
      padding_left_ = record.padding_bytes;
      // The record is written again without padding.
      header_[6] = 0;
      if (!is_body_) head_ += header_;
    }
    const std::string_view content = take(content_left_);
    content_left_ -= content.size();
    state_ = take_content(content);
    padding_left_ -= take(padding_left_).size();
    if (content_left_ > 0 || padding_left_ > 0) continue;
    header_.clear();
    if (is_last_ && state_ == RecordsState::partial) state_ = RecordsState::complete;
  }
  return state_;
}

RecordsState RequestRecords::take_content(std::string_view content) {
  if (!is_body_) {
    head_ += content;
    return head_.size() > max_head_bytes ? RecordsState::too_long : state_;
  }
  // One byte beyond the limit shows that there was more.
  body_ += content.substr(0, max_body_bytes_ + 1 - body_.size());
  return body_.size() > max_body_bytes_ ? RecordsState::too_long : state_;
}

std::string RequestRecords::head() const {
  const char high = static_cast<char>(order_.request_id() >> 8);
  const char low = static_cast<char>(order_.request_id() & 0xff);
  const char end[RecordHead::bytes] = {1, standard_input, high, low, 0, 0, 0, 0};
  return head_ + std::string(end, sizeof end);
}

}  // namespace afterword
