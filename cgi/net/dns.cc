#include "net/dns.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <resolv.h>

#include <algorithm>
#include <array>

namespace afterword {
namespace {

/// The parameters of a resolver, released at the end.
class Resolver {
 public:
  Resolver() {
    is_ready_ = ::res_ninit(&state_) == 0;
    state_.retrans = 1;
    state_.retry = 2;
    state_.nscount = std::min(state_.nscount, 2);
  }
  ~Resolver() {
    if (is_ready_) ::res_nclose(&state_);
  }
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;

  /// The size of the response; negative if there is none.
  int query(const std::string& name, int type, unsigned char* response, int size) {
    return is_ready_ ? ::res_nquery(&state_, name.c_str(), ns_c_in, type, response, size) : -1;
  }
  bool says_there_is_none() const {
    return is_ready_ && (state_.res_h_errno == HOST_NOT_FOUND || state_.res_h_errno == NO_DATA);
  }

 private:
  struct __res_state state_ {};
  bool is_ready_ = false;
};

/// A text record consists of strings of a length byte and so many bytes.
std::string text_of(const unsigned char* data, std::size_t size) {
  std::string text;
  for (std::size_t at = 0; at < size;) {
    const std::size_t length = std::min<std::size_t>(data[at], size - at - 1);
    text.append(reinterpret_cast<const char*>(data + at + 1), length);
    at += length + 1;
  }
  return text;
}

std::optional<std::string> value_of(const ns_msg& message, const ns_rr& record, DnsType type) {
  const unsigned char* data = ns_rr_rdata(record);
  const std::size_t size = ns_rr_rdlen(record);
  if (type == DnsType::txt) return text_of(data, size);
  std::array<char, NS_MAXDNAME> text{};
  if (type == DnsType::a) {
    if (size != sizeof(in_addr) ||
        ::inet_ntop(AF_INET, data, text.data(), static_cast<socklen_t>(text.size())) == nullptr)
      return std::nullopt;
    return std::string(text.data());
  }
  if (::ns_name_uncompress(ns_msg_base(message), ns_msg_end(message), data, text.data(),
                           text.size()) < 0)
    return std::nullopt;
  return std::string(text.data());
}

int record_type(DnsType type) {
  switch (type) {
    case DnsType::a:
      return ns_t_a;
    case DnsType::txt:
      return ns_t_txt;
    case DnsType::ptr:
      break;
  }
  return ns_t_ptr;
}

}  // namespace

std::optional<std::vector<std::string>> look_up_dns(const std::string& name, DnsType type) {
  Resolver resolver;
  std::vector<unsigned char> response(NS_MAXMSG);
  const int size =
      resolver.query(name, record_type(type), response.data(), static_cast<int>(response.size()));
  std::vector<std::string> values;
  if (size < 0) return resolver.says_there_is_none() ? std::optional(values) : std::nullopt;
  ns_msg message{};
  if (::ns_initparse(response.data(), std::min(size, static_cast<int>(response.size())),
                     &message) != 0)
    return std::nullopt;
  for (int i = 0; i < ns_msg_count(message, ns_s_an); ++i) {
    ns_rr record{};
    if (::ns_parserr(&message, ns_s_an, i, &record) != 0) return std::nullopt;
    if (ns_rr_type(record) != record_type(type)) continue;  // such as an alias
    if (auto value = value_of(message, record, type)) values.push_back(*std::move(value));
  }
  return values;
}

}  // namespace afterword
