// A site's rules, moderators and audit log as JSON objects, one per line, for an export.
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
