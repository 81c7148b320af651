// The token by which `afterword check` asks a running site what the doctor learns from a request.
#pragma once

#include <string>
#include <string_view>

#include "base/secret.h"
#include "base/time.h"

namespace afterword {

/// The query of GET /health that asks for examine_request() as JSON, for a minute: `afterword
/// check` may know, strangers need not.
inline constexpr std::string_view doctor_query = "doctor";
inline constexpr std::int64_t doctor_query_ms = minute_ms;

/// The value of that query: when it was asked, and a keyed hash.
std::string doctor_token(const SecretKey& key, Instant now);
bool is_doctor_token(const SecretKey& key, std::string_view token, Instant now);

}  // namespace afterword
