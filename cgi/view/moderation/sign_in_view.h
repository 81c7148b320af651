// Renders the sign-in page, also for a session that ended during work.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/errors.h"
#include "http/form.h"
#include "view/thread/thread_view.h"

namespace afterword {

struct SignInModel {
  std::string name;                // as typed
  std::string next;                // where to go after signing in
  std::optional<Refusal> refusal;  // why the last try failed
  int wait_seconds = 0;            // before the next one
  bool ended = false;              // a session has ended
  bool nobody_yet = false;         // no moderator exists
  /// Fields of the form that was sent without a session; kept until the moderator has signed in.
  std::vector<FormField> kept;
};

std::string render_sign_in(const ViewTools& tools, const SignInModel& model);

}  // namespace afterword
