// The audit log, a page of it.
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
  std::optional<AuditId> more_before;  // there are older ones
};

std::string render_audit_log(const ViewTools& tools, const AuditLogModel& model);

}  // namespace afterword
