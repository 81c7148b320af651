#include "mail/smtp.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#include "net/curl.h"

namespace afterword {
namespace {

using Outcome = Delivery::Outcome;

struct Upload {
  std::string_view rest;
};

std::size_t read_upload(char* buffer, std::size_t size, std::size_t count, void* from) {
  auto& upload = *static_cast<Upload*>(from);
  const std::size_t bytes = std::min(size * count, upload.rest.size());
  std::memcpy(buffer, upload.rest.data(), bytes);
  upload.rest.remove_prefix(bytes);
  return bytes;
}

/// Keeps the last response of the server that refuses something for good.
std::size_t keep_refusal(char* line, std::size_t size, std::size_t count, void* into) {
  if (size * count > 0 && *line == '5')
    *static_cast<std::string*>(into) = std::string(line, size * count);
  return size * count;
}

/// Whether a response to RCPT says that there is no such mailbox (RFC 5321 section 4.2.3, RFC 3463
/// section 3.2). Codes such as 5.7.1 are about us or the message.
bool says_no_mailbox(std::string_view response) {
  const std::string_view code = response.substr(0, 3);
  if (code != "550" && code != "551" && code != "553") return false;
  const std::string_view enhanced = response.substr(std::min<std::size_t>(4, response.size()));
  const bool has_enhanced = enhanced.size() > 3 && enhanced.starts_with("5.") &&
                            enhanced.substr(2).find('.') != std::string_view::npos &&
                            enhanced[2] >= '0' && enhanced[2] <= '9';
  return !has_enhanced || enhanced.starts_with("5.1.") || enhanced.starts_with("5.2.1");
}

long tls_level(MailTls tls) {
  switch (tls) {
    case MailTls::automatic:
      return CURLUSESSL_TRY;
    case MailTls::required:
      return CURLUSESSL_ALL;
    case MailTls::none:
      break;
  }
  return CURLUSESSL_NONE;
}

}  // namespace

Delivery deliver_by_smtp(const MailSettings& settings, const std::string& url,
                         const std::string& recipient, const std::string& message) {
  const auto curl = load_curl();
  if (!curl)
    return {
        Outcome::later,
        fmt::format("SMTP is not available, because {}; fix that, or set mail.via to \"sendmail\"",
                    curl.error())};
  const std::unique_ptr<CURL, decltype(curl->cleanup)> handle(curl->init(), curl->cleanup);
  const std::unique_ptr<curl_slist, decltype(curl->free_all)> recipients(
      curl->append(nullptr, ("<" + recipient + ">").c_str()), curl->free_all);
  if (!handle || !recipients) return {Outcome::later, "no memory for SMTP"};
  const std::string from = "<" + settings.from + ">";
  const std::string domain = settings.from.substr(settings.from.find('@') + 1);
  // libcurl uses the path of an SMTP URL as the name for EHLO.
  const std::string address = url + "/" + domain;
  Upload upload{message};
  const auto set = [&](CURLoption option, auto value) {
    curl->setopt(handle.get(), option, value);
  };
  set(CURLOPT_URL, address.c_str());
  set(CURLOPT_MAIL_FROM, from.c_str());
  set(CURLOPT_MAIL_RCPT, recipients.get());
  set(CURLOPT_READFUNCTION, read_upload);
  set(CURLOPT_READDATA, static_cast<void*>(&upload));
  std::string response;
  std::array<char, CURL_ERROR_SIZE> error{};
  set(CURLOPT_HEADERFUNCTION, keep_refusal);
  set(CURLOPT_HEADERDATA, static_cast<void*>(&response));
  set(CURLOPT_ERRORBUFFER, error.data());
  set(CURLOPT_UPLOAD, 1L);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_PROXY, "");
  set(CURLOPT_CONNECTTIMEOUT, 10L);
  set(CURLOPT_TIMEOUT, 60L);
  set(CURLOPT_USE_SSL, tls_level(settings.tls));
  if (!settings.ca_file.empty()) set(CURLOPT_CAINFO, settings.ca_file.c_str());
  if (!settings.user.empty()) {
    set(CURLOPT_USERNAME, settings.user.c_str());
    set(CURLOPT_PASSWORD, settings.password.c_str());
  }
  const CURLcode code = curl->perform(handle.get());
  if (code == CURLE_OK) return {Outcome::delivered, {}};
  long reply_code = 0;
  curl->getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &reply_code);
  const bool about_us = code == CURLE_LOGIN_DENIED || code == CURLE_USE_SSL_FAILED ||
                        code == CURLE_PEER_FAILED_VERIFICATION;
  const bool for_good = reply_code >= 500 && reply_code < 600 && !about_us;
  const bool at_recipient = std::string_view(error.data()).starts_with("RCPT failed");
  const bool no_mailbox = for_good && at_recipient && says_no_mailbox(response);
  return {no_mailbox ? Outcome::no_mailbox
          : for_good ? Outcome::refused
                     : Outcome::later,
          reply_code > 0
              ? fmt::format("{}: {} (reply code {})", url, curl->strerror(code), reply_code)
              : fmt::format("{}: {}", url, curl->strerror(code))};
}

}  // namespace afterword
