// Delivery by SMTP with the system's libcurl, loaded when the first mail goes out: linked in, it
// would bring some 25 libraries into every CGI process
// (docs/decisions/0006-libcurl-at-run-time.md).
#include "mail/transport.h"

#ifdef AFTERWORD_STATIC

namespace afterword {

Delivery deliver_by_smtp(const MailSettings&, const std::string&, const std::string&,
                         const std::string&) {
  return {
      Delivery::Outcome::later,
      "this build of Afterword sends by sendmail only; set mail.via to \"sendmail\", or use the "
      "dynamically linked build"};
}

}  // namespace afterword

#else

#include <curl/curl.h>
#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace afterword {
namespace {

using Outcome = Delivery::Outcome;

/// The functions of libcurl that are used; empty when it is not installed.
struct Curl {
  decltype(&::curl_easy_init) init = nullptr;
  decltype(&::curl_easy_cleanup) cleanup = nullptr;
  CURLcode (*setopt)(CURL*, CURLoption, ...) = nullptr;
  CURLcode (*getinfo)(CURL*, CURLINFO, ...) = nullptr;
  decltype(&::curl_easy_perform) perform = nullptr;
  decltype(&::curl_easy_strerror) strerror = nullptr;
  decltype(&::curl_slist_append) append = nullptr;
  decltype(&::curl_slist_free_all) free_all = nullptr;
};

template <class Function>
bool take(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function != nullptr;
}

std::optional<Curl> load_curl() {
  for (const char* name : {"libcurl.so.4", "libcurl-gnutls.so.4"}) {
    // Never closed: libcurl's own libraries do not like to be loaded twice.
    void* library = ::dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) continue;
    Curl curl;
    if (take(library, "curl_easy_init", curl.init) &&
        take(library, "curl_easy_cleanup", curl.cleanup) &&
        take(library, "curl_easy_setopt", curl.setopt) &&
        take(library, "curl_easy_getinfo", curl.getinfo) &&
        take(library, "curl_easy_perform", curl.perform) &&
        take(library, "curl_easy_strerror", curl.strerror) &&
        take(library, "curl_slist_append", curl.append) &&
        take(library, "curl_slist_free_all", curl.free_all))
      return curl;
  }
  return std::nullopt;
}

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
    return {Outcome::later,
            "SMTP needs libcurl, which is not installed (Debian: libcurl4); install it, or set "
            "mail.via to \"sendmail\""};
  const std::unique_ptr<CURL, decltype(curl->cleanup)> handle(curl->init(), curl->cleanup);
  const std::unique_ptr<curl_slist, decltype(curl->free_all)> recipients(
      curl->append(nullptr, ("<" + recipient + ">").c_str()), curl->free_all);
  if (!handle || !recipients) return {Outcome::later, "no memory for SMTP"};
  const std::string from = "<" + settings.from + ">";
  const std::string domain = settings.from.substr(settings.from.find('@') + 1);
  // The path of an SMTP address is the name to greet with.
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
  long answer = 0;
  curl->getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &answer);
  const bool about_us = code == CURLE_LOGIN_DENIED || code == CURLE_USE_SSL_FAILED ||
                        code == CURLE_PEER_FAILED_VERIFICATION;
  const bool for_good = answer >= 500 && answer < 600 && !about_us;
  return {for_good ? Outcome::refused : Outcome::later,
          answer > 0
              ? fmt::format("{}: {} (the server answered {})", url, curl->strerror(code), answer)
              : fmt::format("{}: {}", url, curl->strerror(code))};
}

}  // namespace afterword

#endif
