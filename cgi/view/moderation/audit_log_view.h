// Renders a page of the audit log.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/moderation/audit.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {

struct AuditLogModel {
  ModerationLayout layout;
  std::vector<AuditLine> lines;
  AuditFilter filter;
  std::string comment;                  // the filter's number; as typed if it is no number
  std::string page_title;               // of the page in the filter; "" if it has none
  UrlQuery filter_query;                // the filter for links
  std::vector<std::string> moderators;  // names to choose from
  std::optional<AuditId> older_than;    // set if there are older entries than this one
  std::optional<AuditId> newer_than;    // set if there may be newer entries; 0: from the first page
};

std::string render_audit_log(const ViewTools& tools, const AuditLogModel& model);

}  // namespace afterword
