// Renders the pages of signed links in mails.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/signed_link.h"
#include "base/url.h"
#include "domain/errors.h"
#include "domain/moderation/moderation.h"
#include "view/thread/thread_view.h"

namespace afterword {

/// `withdraw` asks whether the writer really wants to withdraw the comment.
enum class LinkStep { ask, withdraw, done, already, refused };

/// The result of a commenter's own change.
enum class OwnOutcome { saved, held, withdrawn };

struct LinkModel {
  LinkStep step = LinkStep::ask;
  LinkAction action = LinkAction::approve;
  std::string token;
  std::int64_t version = 0;  // from the token
  Instant expires;           // from the token
  std::optional<QueueItem> item;
  UrlQuery back_query;  // for the link back to the page; shows the comment as to its commenter
  OwnOutcome outcome = OwnOutcome::saved;  // for LinkStep::done of an `own` link
  std::optional<std::string> typed;        // the commenter's text that could not be saved
  std::string problem;                     // the error; the form can be sent again
  /// Why the link cannot be used (LinkStep::refused), or why the commenter can only withdraw the
  /// comment.
  std::optional<Refusal> refusal;
  std::optional<Conflict> conflict;  // who changed the comment first
  Instant now;
};

std::string render_link(const ViewTools& tools, const LinkModel& model);

}  // namespace afterword
