// What moderators keep about a site, as JSON objects on one line, for an export.
#pragma once

#include <string>

#include "domain/care/care.h"
#include "domain/moderation/audit.h"
#include "domain/policy/rule_set.h"

namespace afterword {

std::string as_json(const Rule& rule);
std::string as_json(const HelpResource& line);
std::string as_json(const ReplyDraft& draft);
std::string as_json(const AuditLine& line);

}  // namespace afterword
