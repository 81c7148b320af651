// Delivers by a program with sendmail's command line.
#pragma once

#include <string>

#include "mail/transport.h"

namespace afterword {

/// Runs `program` for one recipient and waits at most a minute for its exit status; see deliver().
Delivery deliver_by_sendmail(const std::string& program, const std::string& from,
                             const std::string& recipient, const std::string& message);

}  // namespace afterword
