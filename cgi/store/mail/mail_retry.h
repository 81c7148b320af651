// When a mail that could not be delivered is tried again.
#pragma once

#include <cstdint>

#include "base/time.h"
#include "store/mail/outbox.h"

namespace afterword {

/// A mail that could not be delivered for so long is given up.
inline constexpr std::int64_t mail_give_up_ms = 3 * day_ms;

/// How long to wait after `attempts` (1 or more) that failed: a minute at first, up to four hours.
/// Alerts about somebody's safety are tried every minute for an hour.
std::int64_t mail_retry_ms(MailPurpose purpose, int attempts);

}  // namespace afterword
