// Renders the page of moderators and the signed-in moderator's password.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "view/moderation/moderation_layout.h"

namespace afterword {

struct ModeratorRow {
  ModeratorId id;
  std::string name;
  std::string email;
  bool owner = false;
  Instant created;
};

struct PeopleModel {
  ModerationLayout layout;
  std::vector<ModeratorRow> people;
  std::string_view typed_name;
  std::string_view typed_email;
};

std::string render_people(const ViewTools& tools, const PeopleModel& model);

}  // namespace afterword
