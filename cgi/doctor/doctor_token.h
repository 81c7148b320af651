// The token that authorises `afterword check` to see the findings of a request to the running site.
#pragma once

#include <string>
#include <string_view>

#include "base/secret.h"
#include "base/time.h"

namespace afterword {

/// The query parameter of GET /health that returns examine_request() as JSON. Its token is valid
/// for a minute, so that strangers cannot see the findings.
inline constexpr std::string_view doctor_query = "doctor";
inline constexpr std::int64_t doctor_query_ms = minute_ms;

/// The parameter's value: a time, and a keyed hash of it.
std::string doctor_token(const SecretKey& key, Instant now);
bool is_doctor_token(const SecretKey& key, std::string_view token, Instant now);

}  // namespace afterword
