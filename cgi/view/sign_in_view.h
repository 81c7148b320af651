// Signing in, also in the middle of something.
#pragma once

#include <string>

#include "view/thread_view.h"

namespace afterword {

struct SignInModel {
  std::string name;  // as typed
  std::string next;  // where to go afterwards
  bool wrong = false;
  bool ended = false;  // there was a session
  int wait_seconds = 0;
  bool nobody_yet = false;  // no moderator has been made
  // What was typed when the session had ended.
  bool kept = false;
  std::string kept_id;
  std::string kept_text;
  std::string kept_reply;
  bool comment_gone = false;  // only the text is shown, to be copied
};

std::string render_sign_in(const ViewTools& tools, const SignInModel& model);

}  // namespace afterword
