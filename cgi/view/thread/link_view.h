// The pages behind signed links in mails.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/signed_link.h"
#include "base/url.h"
#include "domain/moderation/moderation.h"
#include "view/thread/thread_view.h"

namespace afterword {

enum class LinkStep { ask, done, already, gone, expired, wrong };

/// What became of a writer's own change.
enum class OwnOutcome { saved, held, withdrawn };

struct LinkModel {
  LinkStep step = LinkStep::ask;
  LinkAction action = LinkAction::approve;
  std::string token;
  std::int64_t version = 0;  // of the token
  Instant expires;           // of the token
  std::optional<QueueItem> item;
  UrlQuery back_query;  // for the way back to the page: shows a comment that waits to its writer
  OwnOutcome outcome = OwnOutcome::saved;  // for LinkStep::done of a writer's link
  std::optional<std::string> typed;        // a writer's text that could not be saved
  std::string problem;                     // why; it can be sent again
  std::optional<RewriteRefusal> refusal;   // why a writer can only withdraw the comment
  std::optional<Conflict> conflicts;       // who was first
  Instant now;
};

std::string render_link(const ViewTools& tools, const LinkModel& model);

}  // namespace afterword
