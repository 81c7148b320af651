// What moderators keep about a site, as JSON objects on one line, for an export.
#pragma once

#include <string>

#include "comment/audit.h"
#include "comment/care.h"
#include "comment/rule_set.h"

namespace afterword {

std::string as_json(const Rule& rule);
std::string as_json(const HelpResource& line);
std::string as_json(const ReplyDraft& draft);
std::string as_json(const RecordLine& line);

}  // namespace afterword
