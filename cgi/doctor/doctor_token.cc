#include "doctor/doctor_token.h"

#include "base/id.h"

namespace afterword {

std::string doctor_token(const SecretKey& key, Instant now) {
  const std::string when = std::to_string(now.ms);
  return when + "-" + key.hash("doctor", when);
}

bool is_doctor_token(const SecretKey& key, std::string_view token, Instant now) {
  const std::string_view when = token.substr(0, token.find('-'));
  const auto ms = parse_positive(when);
  return ms && now.ms - *ms <= doctor_query_ms && *ms - now.ms <= doctor_query_ms &&
         same_secret(token, doctor_token(key, Instant{*ms}));
}

}  // namespace afterword
