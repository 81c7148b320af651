// The system's libcurl, loaded on first use. Linking it would load about 25 libraries into every
// CGI process (docs/decisions/0006-libcurl-at-run-time.md).
#pragma once

#include <curl/curl.h>

#include <string>

#include "base/result.h"

namespace afterword {

/// The libcurl functions that we call.
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

/// Loads libcurl. The error is a clause that follows "…, because ".
Result<Curl, std::string> load_curl();

}  // namespace afterword
