// Signing in, also in the middle of something.
#pragma once

#include <string>
#include <vector>

#include "http/form.h"
#include "view/thread/thread_view.h"

namespace afterword {

struct SignInModel {
  std::string name;  // as typed
  std::string next;  // where to go afterwards
  bool wrong = false;
  bool ended = false;  // there was a session
  int wait_seconds = 0;
  bool nobody_yet = false;  // no moderator has been made
  /// Of the form that found no session; they go along until somebody is signed in.
  std::vector<FormField> kept;
};

std::string render_sign_in(const ViewTools& tools, const SignInModel& model);

}  // namespace afterword
