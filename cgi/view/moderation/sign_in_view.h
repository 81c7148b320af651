// Renders the sign-in page, also for a session that ended during work.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/errors.h"
#include "http/form.h"
#include "view/flash.h"
#include "view/thread/thread_view.h"

namespace afterword {

struct SignInModel {
  std::string name;                // as typed
  std::string next;                // where to go after signing in
  std::optional<Refusal> refusal;  // why the last try failed
  int wait_seconds = 0;            // before the next one
  bool ended = false;              // a session has ended
  bool nobody_yet = false;         // no moderator exists
  bool mail = false;               // a forgotten password can be replaced by a mail link
  /// Fields of the form that was sent without a session; kept until the moderator has signed in.
  std::vector<FormField> kept;
};

std::string render_sign_in(const ViewTools& tools, const SignInModel& model);

/// The steps of replacing a forgotten password.
enum class ResetStage {
  ask,   // for whom
  sent,  // the same response, whoever was named
  wait,  // too many requests
  set,   // the form for the new password
  done,
  void_link,  // forged, used or expired
};

struct ResetModel {
  ResetStage stage = ResetStage::ask;
  std::string_view token = {};
  std::string name = {};
  std::int64_t wait_seconds = 0;
  std::optional<Flash> flash = {};  // why the new password was refused
};

std::string render_reset(const ViewTools& tools, const ResetModel& model);

}  // namespace afterword
