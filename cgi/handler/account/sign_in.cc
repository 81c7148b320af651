#include "handler/account/sign_in.h"

#include <algorithm>

#include "base/text.h"
#include "handler/moderation/item_page.h"
#include "handler/moderation/moderation_request.h"
#include "handler/origin.h"
#include "handler/refusals.h"
#include "handler/responses.h"
#include "view/moderation/item_view.h"
#include "view/moderation/moderation_layout.h"
#include "view/moderation/sign_in_view.h"
#include "view/thread/unsaved_view.h"

namespace afterword {
namespace {

constexpr std::string_view moderators = "/moderate/";
/// A preserved field: the path below /moderate/ that the form was sent to.
constexpr std::string_view kept_page = "form";

bool is_page_character(char c) { return (c >= 'a' && c <= 'z') || c == '-'; }

/// Fields that are never written into a page, and the token of the ended session.
bool is_secret(std::string_view field) {
  return field == "password" || field == "present" || field == "csrf";
}

/// The part of a path below /moderate/: "comment/12".
std::string_view page_of(const Context& context) {
  return context.path.starts_with(moderators) ? context.path.substr(moderators.size()) : "";
}

Response sign_in_page(Context& context, int status, SignInModel model) {
  // An error of the database is ignored, because the preserved input must not be lost.
  if (const auto all = context.stores().moderators.list()) model.nobody_yet = all->empty();
  model.mail = context.site().mail.enabled;
  return html_response(status, render_sign_in(context.app.view_without_store(), model));
}

/// The page after a failed try.
Response sign_in_again(Context& context, SignInModel model, Refusal refusal) {
  model.refusal = refusal;
  model.wait_seconds = static_cast<int>((context.wait_ms + second_ms - 1) / second_ms);
  const ErrorText& error = describe(refusal);
  Response response = sign_in_page(context, error.status, std::move(model));
  if (error.retry == Retry::after_wait) add_retry_after(context.wait_ms, response);
  return response;
}

/// Renders the sign-in page for a form whose session has ended. Only forms of our own pages can be
/// sent again later; the input of other sites is only displayed.
Response sign_in_page_of_form(Context& context) {
  SignInModel model;
  model.ended = true;
  if (has_typed(context.form.fields())) {
    for (const FormField& field : context.form.fields())
      if (!is_secret(field.name)) model.kept.push_back(field);
    if (is_from_own_page(context.site(), context.request))
      model.kept.push_back({std::string(kept_page), std::string(page_of(context))});
  }
  return sign_in_page(context, describe(Refusal::signed_out).status, std::move(model));
}

/// The preserved fields under their original names; empty if none of them was typed.
std::vector<FormField> fields_to_resend(const Form& form) {
  std::vector<FormField> kept;
  for (const FormField& field : form.fields())
    if (field.name.starts_with(kept_prefix))
      kept.push_back({field.name.substr(kept_prefix.size()), field.value});
  if (!has_typed(kept)) kept.clear();
  return kept;
}

/// Shows the unsaved input in the comment's own edit form.
std::optional<Response> resume_edit(Context& context, const Form& kept) {
  const auto id = parse_id<CommentId>(kept.get("id"));
  auto layout = make_layout(context, ModerationSection::item);
  if (!id || !layout) return std::nullopt;
  layout->flash = Flash::signed_in_again;
  auto model = load_item(context.app, *std::move(layout), *id);
  if (!model || !*model) return std::nullopt;
  if (!kept.get("text").empty()) (*model)->typed_text = kept.get("text");
  if (!kept.get("reply").empty()) (*model)->typed_reply = kept.get("reply");
  return html_response(200, render_item_page(context.app.view(), **model));
}

/// Shows the preserved form, so that the moderator can send it again.
Response resume(Context& context, std::vector<FormField> fields) {
  const Form kept(std::move(fields));
  if (!kept.get("text").empty() || !kept.get("reply").empty())
    if (auto page = resume_edit(context, kept)) return *std::move(page);
  const ViewTools tools = context.app.view();
  const std::string_view page = kept.get(kept_page);
  UnsavedModel model;
  model.message = flash_message(tools, Flash::signed_in_again);
  model.can_be_sent = !page.empty() && std::all_of(page.begin(), page.end(), is_page_character);
  model.action = context.site().view.mount + std::string(moderators) +
                 (model.can_be_sent ? std::string(page) : "");
  for (const FormField& field : kept.fields())
    if (field.name != kept_page && !is_secret(field.name)) model.fields.push_back(field);
  model.fields.push_back({"csrf", context.moderator->csrf});
  return html_response(200, render_unsaved(tools, model));
}

/// A hash of a discarded random password. It is verified for unknown names, so that they take as
/// long as known ones.
constexpr std::string_view dummy_hash =
    "$argon2id$v=19$m=19456,t=2,p=1$jMKaqtAea5sER4EXIQurwQ$vZdDUsPrsjhSsfuUnjUSSs8lsI++"
    "O4nKwldf8pRlJ2I";

}  // namespace

Response refuse_moderator(Context& context, Refusal refusal) {
  if (wants_json(context.request)) return refuse_as_json(context, refusal);
  const bool is_form = context.request.method == Method::post;
  if (refusal == Refusal::owner_only && is_form) return back_with(context, Flash::owner_only);
  if (refusal != Refusal::signed_out) return refuse_as_document(context, refusal);
  if (is_form) return sign_in_page_of_form(context);
  SignInModel model;
  model.next = page_of(context);
  // For a person who follows a link the sign-in page is not an error.
  return sign_in_page(context, 200, std::move(model));
}

HandlerResult sign_in(Context& context) {
  ModeratorStore& store = context.stores().moderators;
  SignInModel model;
  model.name = context.form.get("name");
  model.next = context.form.get("next");
  model.kept = fields_to_resend(context.form);

  // 1. Check the rate limit. The attempt is counted before the password is checked.
  const SignInSources sources = sign_in_sources(context.app, context.request, model.name);
  const auto wait_ms = store.begin_attempt(sources, context.now);
  if (!wait_ms) return unavailable;
  if (*wait_ms > 0) {
    context.wait_ms = *wait_ms;
    return sign_in_again(context, std::move(model), Refusal::too_many_passwords);
  }

  // 2. Check the password. An unknown name takes the same time and gets the same response.
  const auto found = store.find(model.name);
  if (!found) return unavailable;
  const std::string hash = *found ? (*found)->password_hash : std::string(dummy_hash);
  const bool right = is_password(hash, context.form.get("password")) && *found;
  if (!right) return sign_in_again(context, std::move(model), Refusal::wrong_credentials);

  // 3. Start a new session, which ends that of an existing cookie, and redirect to the page.
  Response response = see_other(return_address(context.app, model.next));
  context.moderator = begin_session(context.app, context.request, **found, context.now, response);
  if (!context.moderator || !store.note_success(sources, context.now)) return unavailable;
  if (model.kept.empty()) return response;
  Response page = resume(context, std::move(model.kept));
  page.headers.push_back(response.headers.back());  // the session's cookie
  return page;
}

HandlerResult sign_out(Context& context) {
  Response response = see_other(context.site().view.mount + std::string(moderators));
  if (!end_session(context.app, *context.moderator, response)) return unavailable;
  return response;
}

}  // namespace afterword
