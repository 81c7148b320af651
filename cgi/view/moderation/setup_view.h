// Renders the set-up page: the state of the installation, and the form for the first moderator.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/care/care.h"
#include "view/thread/thread_view.h"

namespace afterword {

enum class SetupStage {
  refused,     // there is no database, and it cannot be created yet
  needs_code,  // there is no moderator and no setup token
  open,        // the form is available
  over,        // a moderator exists
};

struct SetupError {
  std::string_view field;  // "code", "name", "email" or "password"
  std::string sentence;
};

struct SetupModel {
  SetupStage stage = SetupStage::open;
  bool unencrypted = false;  // requested over http, where the session's cookie would not work
  std::string error;         // the error that the owner must fix first, if refused
  std::string code;          // as typed
  std::string name;
  std::string email;
  /// The choice of the care mode; nullopt if the configuration sets it.
  std::optional<CareMode> care = default_care_mode;
  std::vector<SetupError> errors;  // in the order of the fields
};

std::string render_setup(const ViewTools& tools, const SetupModel& model);

}  // namespace afterword
