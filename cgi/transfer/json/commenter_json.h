// The data stored about a commenter as JSON, for data portability.
#pragma once

#include <string>

#include "domain/account/commenter.h"

namespace afterword {

/// {"email","mail_refused","subscriptions":[…],"comments":[{…,"revisions":[…]}],"mail":[…]}; dates
/// in RFC 3339.
std::string commenter_as_json(const CommenterData& commenter);

}  // namespace afterword
