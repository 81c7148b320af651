// Renders the owners' page about the state of the installation.
#pragma once

#include <string>

#include "base/finding.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {

struct CheckModel {
  ModerationLayout layout;
  Findings findings;
  bool can_mail = false;  // mail is configured and the owner has an address
};

std::string render_check(const ViewTools& tools, const CheckModel& model);

}  // namespace afterword
