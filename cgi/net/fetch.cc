#include "net/fetch.h"

#include <algorithm>
#include <memory>

#include "net/curl.h"

namespace afterword {
namespace {

constexpr std::size_t most_bytes = 64 << 10;

// Bytes beyond the limit are read and discarded, so that the server can finish its response.
std::size_t keep(char* bytes, std::size_t size, std::size_t count, void* to) {
  auto& body = *static_cast<std::string*>(to);
  const std::size_t room = most_bytes - body.size();
  body.append(bytes, std::min(size * count, room));
  return size * count;
}

}  // namespace

Result<FetchedResponse, std::string> fetch(const std::string& url,
                                           const std::optional<std::string>& form) {
  const auto curl = load_curl();
  if (!curl) return Failure{curl.error()};
  const std::unique_ptr<CURL, decltype(curl->cleanup)> handle(curl->init(), curl->cleanup);
  const std::unique_ptr<curl_slist, decltype(curl->free_all)> headers(
      curl->append(nullptr, "Accept: application/json"), curl->free_all);
  if (!handle || !headers) return Failure{std::string("there is no memory")};
  const auto set = [&](CURLoption option, auto value) {
    curl->setopt(handle.get(), option, value);
  };
  FetchedResponse response;
  set(CURLOPT_URL, url.c_str());
  set(CURLOPT_HTTPHEADER, headers.get());
  set(CURLOPT_WRITEFUNCTION, keep);
  set(CURLOPT_WRITEDATA, static_cast<void*>(&response.body));
  set(CURLOPT_USERAGENT, "afterword check");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_PROXY, "");
  set(CURLOPT_TIMEOUT, 5L);
  if (form) {
    set(CURLOPT_POSTFIELDSIZE, static_cast<long>(form->size()));
    set(CURLOPT_POSTFIELDS, form->c_str());
  }
  const CURLcode code = curl->perform(handle.get());
  if (code != CURLE_OK) return Failure{std::string(curl->strerror(code))};
  long status = 0;
  char* location = nullptr;
  curl->getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  curl->getinfo(handle.get(), CURLINFO_REDIRECT_URL, &location);
  response.status = static_cast<int>(status);
  if (location != nullptr) response.location = location;
  return response;
}

}  // namespace afterword
