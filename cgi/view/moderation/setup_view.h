// The set-up page: how far the installation is, and the form of the first moderator.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/care/care.h"
#include "view/flash.h"
#include "view/thread/thread_view.h"

namespace afterword {

enum class SetupStage {
  refused,     // there is no database and it cannot be made yet
  needs_code,  // nobody moderates, and there is no code to prove who may
  open,        // the form
  over,        // there is a moderator
};

struct SetupError {
  std::string_view field;  // "code", "name", "email" or "password"
  Flash message;
};

struct SetupModel {
  SetupStage stage = SetupStage::open;
  bool unencrypted = false;  // the page came over http, and the session's cookie would not
  std::string fault;         // what the owner must do first, where it is refused
  std::string code;          // as typed
  std::string name;
  std::string email;
  /// The choice of how attentive the site is; none where the configuration decides.
  std::optional<CareMode> care = default_care_mode;
  std::vector<SetupError> problems;  // in the order of the fields
};

std::string render_setup(const ViewTools& tools, const SetupModel& model);

}  // namespace afterword
