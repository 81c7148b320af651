// GET and POST /moderate/care: help lines and reply drafts.
#include <algorithm>

#include "base/text.h"
#include "comment/submission.h"
#include "handler/answers.h"
#include "handler/handlers.h"
#include "handler/moderation_answers.h"
#include "handler/moderation_request.h"
#include "view/care_view.h"

namespace afterword {
namespace {

std::string field(const Form& form, std::string_view name, std::size_t characters) {
  return first_characters(clean_line(form.get(name)), characters);
}

/// What was typed about a help line; its web address as typed.
HelpResource read_help(const Form& form) {
  HelpResource help;
  help.id = parse_positive(form.get("id")).value_or(0);
  help.name = field(form, "name", 200);
  help.phone = field(form, "phone", 60);
  help.text_number = field(form, "text_number", 60);
  help.url = field(form, "url", 200);
  help.hours = field(form, "hours", 100);
  help.country = field(form, "country", 100);
  return help;
}

ReplyDraft read_draft(const Form& form) {
  return {parse_positive(form.get("id")).value_or(0), field(form, "title", 100),
          first_characters(clean_text(form.get("text")), 10'000)};
}

/// What became of a form. What could not be saved stands in the page's forms again.
struct Outcome {
  Result<bool, StoreError> done = true;
  std::string_view problem;
  HelpResource help = {};
  ReplyDraft draft = {};
};

Outcome save_help(CareStore& care, const Actor& actor, HelpResource help, Instant now) {
  const auto address = help.url.empty() ? std::string{} : web_address(help.url).value_or("");
  if (help.name.empty() || address.empty() != help.url.empty())
    return {true, "help_incomplete", help};
  HelpResource valid = help;
  valid.url = address;
  const auto done =
      help.id == 0 ? care.add_help(actor, valid, now) : care.change_help(actor, valid, now);
  if (!done || *done) return {done, {}};
  help.id = 0;
  return {true, "no_such_entry", help};
}

Outcome save_draft(CareStore& care, const Actor& actor, ReplyDraft draft, Instant now) {
  if (draft.title.empty() || draft.text.empty()) return {true, "draft_incomplete", {}, draft};
  const auto done = draft.id == 0 ? care.add_draft(actor, draft.title, draft.text, now)
                                  : care.change_draft(actor, draft, now);
  if (!done || *done) return {done, {}};
  draft.id = 0;
  return {true, "no_such_entry", {}, draft};
}

/// The lists of help lines are the owners'; that one was checked, anybody may say.
Outcome carry_out(App& app, const ModeratorPost& post, Instant now) {
  CareStore& care = app.stores().care;
  const Form& form = post.form;
  if (const auto id = parse_positive(form.get("verify")))
    return {care.verify_help(post.actor, *id, now), {}};
  if (const auto id = parse_positive(form.get("forget")))
    return {care.remove_draft(post.actor, *id, now), {}};
  if (form.get("add") == "draft") return save_draft(care, post.actor, read_draft(form), now);
  if (!post.moderator.is_owner()) return {true, "owner_only"};
  if (form.get("dismiss") == "help") return {care.dismiss_help_notice(post.actor, now), {}};
  if (const auto id = parse_positive(form.get("remove")))
    return {care.remove_help(post.actor, *id, now), {}};
  if (form.get("add") == "mode") {
    const auto mode = parse_care_mode(form.get("care"));
    if (!mode || app.site.care_mode) return {true, "unknown_action"};
    return {care.set_mode(post.actor, *mode, now), {}};
  }
  return save_help(care, post.actor, read_help(form), now);
}

template <typename Entry>
Entry entry_of(const std::vector<Entry>& entries, std::optional<std::int64_t> id) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.id == id; });
  return found == entries.end() ? Entry{} : *found;
}

/// The page; what `form` gives back stands in its forms, else the entries that the address names.
Response care_page(App& app, const Request& request, const SignedIn& moderator, const Outcome* form,
                   Instant now) {
  auto frame = make_frame(app, request, moderator, ModerationSection::care, now);
  auto help = app.stores().care.help();
  auto drafts = app.stores().care.drafts();
  if (!frame || !help || !drafts) return refusal(app, request, Refusal::unavailable);
  CareModel model{*std::move(frame), std::move(help).value(), std::move(drafts).value()};
  const auto wanted = [&](std::string_view name) {
    return parse_positive(query_value(request.query, name).value_or(""));
  };
  if (form != nullptr) model.frame.problem = form->problem;
  model.mode_is_configured = app.site.care_mode.has_value();
  model.help_form = form != nullptr ? form->help : entry_of(model.help, wanted("help"));
  model.draft_form = form != nullptr ? form->draft : entry_of(model.drafts, wanted("draft"));
  return moderation_page(app, form != nullptr ? 422 : 200, render_care_page(app.view(), model));
}

}  // namespace

Response show_care(App& app, const Request& request, std::string_view, Instant now) {
  const auto moderator = begin_page(app, request, "care", now);
  if (!moderator) return moderator.error();
  return care_page(app, request, *moderator, nullptr, now);
}

Response moderate_care(App& app, const Request& request, std::string_view, Instant now) {
  const auto post = begin_post(app, request, now);
  if (!post) return post.error();
  const Outcome outcome = carry_out(app, *post, now);
  if (!outcome.done) return refusal(app, request, Refusal::unavailable);
  if (outcome.problem == "owner_only" || outcome.problem == "unknown_action" ||
      outcome.problem.empty())
    return back_with_problem(app, *post, outcome.problem.empty() ? "saved" : outcome.problem);
  return care_page(app, request, post->moderator, &outcome, now);
}

}  // namespace afterword
