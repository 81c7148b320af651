// GET and POST /moderate/care: help lines and reply drafts.
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

/// nullopt where something does not fit: no name, or a web address that is none.
std::optional<HelpResource> read_help(const Form& form) {
  HelpResource help;
  help.name = field(form, "name", 200);
  help.phone = field(form, "phone", 60);
  help.text_number = field(form, "text_number", 60);
  help.hours = field(form, "hours", 100);
  help.country = field(form, "country", 100);
  const std::string url = field(form, "url", 200);
  if (!url.empty()) {
    const auto address = web_address(url);
    if (!address) return std::nullopt;
    help.url = *address;
  }
  if (help.name.empty()) return std::nullopt;
  return help;
}

struct Wish {
  Result<bool, StoreError> done = true;
  std::string_view problem;
};

/// The lists of help lines are the owners'; that one was checked, anybody may say.
Wish carry_out(App& app, const ModeratorPost& post, Instant now) {
  CareStore& care = app.stores().care;
  const Form& form = post.form;
  const bool owner = post.moderator.is_owner();
  if (const auto id = parse_positive(form.get("verify")))
    return {care.verify_help(post.actor, *id, now), {}};
  if (const auto id = parse_positive(form.get("forget")))
    return {care.remove_draft(post.actor, *id, now), {}};
  if (const auto id = parse_positive(form.get("remove"))) {
    if (!owner) return {true, "owner_only"};
    return {care.remove_help(post.actor, *id, now), {}};
  }
  if (form.get("add") == "draft") {
    const std::string title = field(form, "title", 100);
    const std::string text = first_characters(clean_text(form.get("text")), 10'000);
    if (title.empty() || text.empty()) return {true, "draft_incomplete"};
    return {care.add_draft(post.actor, title, text, now), {}};
  }
  if (!owner) return {true, "owner_only"};
  const auto help = read_help(form);
  if (!help) return {true, "help_incomplete"};
  return {care.add_help(post.actor, *help, now), {}};
}

}  // namespace

Response show_care(App& app, const Request& request, std::string_view, Instant now) {
  if (!app.ready(now)) return refusal(app, request, Fault::unavailable);
  const auto moderator = signed_in(app, request, now);
  if (!moderator) return show_sign_in(app, request, "care", now);
  auto frame = make_frame(app, request, *moderator, ModerationSection::care, now);
  auto help = app.stores().care.help();
  auto drafts = app.stores().care.drafts();
  if (!frame || !help || !drafts) return refusal(app, request, Fault::unavailable);
  const CareModel model{*std::move(frame), std::move(help).value(), std::move(drafts).value()};
  return moderation_page(app, 200, render_care_page(app.view(), model));
}

Response moderate_care(App& app, const Request& request, std::string_view, Instant now) {
  const auto post = begin_post(app, request, now);
  if (!post) return post.error();
  const Wish wish = carry_out(app, *post, now);
  if (!wish.done) return refusal(app, request, Fault::unavailable);
  return back_with_problem(app, *post, wish.problem.empty() ? "saved" : wish.problem);
}

}  // namespace afterword
