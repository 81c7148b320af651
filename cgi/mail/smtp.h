// Delivers by SMTP with the system's libcurl.
#pragma once

#include <string>

#include "mail/transport.h"

namespace afterword {

/// Delivers `message` to one recipient through the server at `url` ("smtp://host:port"); see
/// deliver().
Delivery deliver_by_smtp(const MailSettings& settings, const std::string& url,
                         const std::string& recipient, const std::string& message);

}  // namespace afterword
