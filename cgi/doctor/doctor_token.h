// The doctor as handlers know it: somebody who looks at the installation. What there is to look at
// lies in server/, so it comes in from there.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/finding.h"
#include "base/secret.h"
#include "base/time.h"
#include "http/request.h"
#include "store/stores.h"

namespace afterword {

struct Doctor {
  /// Everything that is known inside a worker.
  std::function<Findings(Stores& stores, Instant now)> installation;
  /// What a request tells of the web server that handed it over.
  std::function<Findings(const Request& request)> web_server;
};

/// The query of GET /health that asks for Doctor::web_server as JSON, for a minute: `afterword
/// check` may know, strangers need not.
inline constexpr std::string_view doctor_query = "doctor";
inline constexpr std::int64_t doctor_query_ms = minute_ms;

/// The value of that query: when it was asked, and a keyed hash.
std::string doctor_token(const SecretKey& key, Instant now);
bool is_doctor_token(const SecretKey& key, std::string_view token, Instant now);

}  // namespace afterword
