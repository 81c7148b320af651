#include "store/mail/mail_retry.h"

#include <algorithm>
#include <array>

namespace afterword {

std::int64_t mail_retry_ms(MailPurpose purpose, int attempts) {
  const bool urgent = purpose == MailPurpose::care || purpose == MailPurpose::care_unread;
  if (urgent && attempts <= 60) return minute_ms;
  constexpr std::array<std::int64_t, 4> minutes{1, 5, 15, 60};
  const auto index = static_cast<std::size_t>(std::max(attempts - 1, 0));
  return index < minutes.size() ? minutes[index] * minute_ms : 4 * hour_ms;
}

}  // namespace afterword
