// The audit log, a page of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/moderation/audit.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {

struct RecordModel {
  ModerationFrame frame;
  std::vector<RecordLine> lines;
  std::optional<RecordId> more_before;  // there are older ones
};

std::string render_record(const ViewTools& tools, const RecordModel& model);

}  // namespace afterword
