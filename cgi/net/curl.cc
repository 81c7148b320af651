#include "net/curl.h"

#ifdef AFTERWORD_STATIC

namespace afterword {

Result<Curl, std::string> load_curl() {
  return Failure{std::string("this static build of Afterword cannot load libcurl")};
}

}  // namespace afterword

#else

#include <dlfcn.h>

namespace afterword {
namespace {

template <class Function>
bool take(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(::dlsym(library, name));
  return function != nullptr;
}

}  // namespace

Result<Curl, std::string> load_curl() {
  for (const char* name : {"libcurl.so.4", "libcurl-gnutls.so.4"}) {
    // Never closed, because libraries that libcurl depends on do not support reloading.
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
  return Failure{std::string("libcurl is not installed (Debian: libcurl4)")};
}

}  // namespace afterword

#endif
