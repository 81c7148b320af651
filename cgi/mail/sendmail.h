// Delivery by a program that takes what sendmail takes.
#pragma once

#include <string>

#include "mail/transport.h"

namespace afterword {

/// Runs `program` for one recipient and waits for its exit status, at most a minute; see deliver().
Delivery deliver_by_sendmail(const std::string& program, const std::string& from,
                             const std::string& recipient, const std::string& message);

}  // namespace afterword
