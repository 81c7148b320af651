#include "handler/moderation/people_page.h"

#include <variant>

#include "base/function_ref.h"
#include "base/text.h"
#include "domain/account/password_rule.h"
#include "domain/comment/submission.h"
#include "handler/moderation/moderation_request.h"
#include "handler/responses.h"
#include "view/moderation/moderation_layout.h"
#include "view/moderation/people_view.h"

namespace afterword {
namespace {

/// Why a form is refused: a flash message, or a database error.
using Objection = std::optional<std::variant<Flash, StoreError>>;

Flash flash_of(AccountRefusal error) {
  switch (error) {
    case AccountRefusal::name_taken:
      return Flash::name_taken;
    case AccountRefusal::no_such_moderator:
      return Flash::no_such_moderator;
    case AccountRefusal::last_owner:
      return Flash::last_owner;
    case AccountRefusal::not_first:
      break;
  }
  return Flash::moderator_exists;
}

template <class Done>
Objection objection_of(const Result<Done, ModeratorError>& done) {
  if (done) return std::nullopt;
  if (const auto* error = std::get_if<AccountRefusal>(&done.error())) return flash_of(*error);
  return std::get<StoreError>(done.error());
}

Objection objection_to_password(const Context& context, std::string_view name,
                                std::string_view email) {
  const auto error =
      password_error(context.form.get("password"), context.site().password_owner(name, email));
  return error ? Objection(flash_of(*error)) : std::nullopt;
}

Objection change_own_password(Context& context) {
  ModeratorStore& store = context.stores().moderators;
  const SignedIn& moderator = *context.moderator;
  const auto own = store.find(moderator.id);
  if (!own) return own.error();
  if (!*own) return Flash::no_such_moderator;
  if (!is_password((*own)->password_hash, context.form.get("present")))
    return Flash::password_wrong;
  if (const auto objection = objection_to_password(context, moderator.name, moderator.email))
    return objection;
  return objection_of(store.set_password(context.actor(), moderator.id,
                                         hash_password(context.form.get("password")), context.now));
}

/// Shows the page again with the error, and how long to wait after too many attempts.
HandlerResult people_page(Context& context, std::optional<Flash> flash = {},
                          std::int64_t wait_ms = 0) {
  auto layout = make_layout(context, ModerationSection::people);
  const auto moderators = context.stores().moderators.list();
  if (!layout || !moderators) return unavailable;
  PeopleModel model;
  model.layout = *std::move(layout);
  if (flash) model.layout.flash = flash;
  if (wait_ms > 0)
    model.layout.flash_detail = std::to_string((wait_ms + second_ms - 1) / second_ms);
  for (const Moderator& each : *moderators)
    model.people.push_back(
        {each.id, each.name, each.email, each.role == Role::owner, each.created});
  if (context.form.get("do") == "add") {
    model.typed_name = context.form.get("name");
    model.typed_email = context.form.get("email");
  }
  Response response = html_response(status_of(flash), render_people(context.app.view(), model));
  if (wait_ms > 0) add_retry_after(wait_ms, response);
  return response;
}

HandlerResult after(Context& context, const Objection& objection) {
  if (!objection) return back_with(context, Flash::saved);
  if (std::holds_alternative<StoreError>(*objection)) return unavailable;
  return people_page(context, std::get<Flash>(*objection));
}

/// Finds the moderator that the form names and reports what `change` did to them.
HandlerResult change_moderator(Context& context,
                               FunctionRef<Objection(const Moderator& moderator)> change) {
  const auto id = parse_id<ModeratorId>(context.form.get("id"));
  if (!id) return people_page(context, Flash::no_such_moderator);
  const auto found = context.stores().moderators.find(*id);
  if (!found) return unavailable;
  if (!*found) return people_page(context, Flash::no_such_moderator);
  return after(context, change(**found));
}

HandlerResult set_role(Context& context, Role role) {
  return change_moderator(context, [&](const Moderator& moderator) {
    return objection_of(
        context.stores().moderators.set_role(context.actor(), moderator.id, role, context.now));
  });
}

}  // namespace

HandlerResult show_people(Context& context) { return people_page(context); }

HandlerResult set_own_password(Context& context) {
  ModeratorStore& store = context.stores().moderators;
  // Guesses of the current password in an open session are counted like sign-in attempts.
  const SignInSources sources =
      sign_in_sources(context.app, context.request, context.moderator->name);
  const auto wait_ms = store.begin_attempt(sources, context.now);
  if (!wait_ms) return unavailable;
  if (*wait_ms > 0) return people_page(context, Flash::password_wait, *wait_ms);
  const Objection objection = change_own_password(context);
  const bool wrong = objection && std::holds_alternative<Flash>(*objection) &&
                     std::get<Flash>(*objection) == Flash::password_wrong;
  if (!wrong && !store.note_success(sources, context.now)) return unavailable;
  return after(context, objection);
}

HandlerResult add_moderator(Context& context) {
  const Form& form = context.form;
  const std::string name = first_characters(clean_line(form.get("name")), longest_moderator_name);
  const std::string email = clean_line(form.get("email"));
  if (name.empty()) return people_page(context, Flash::name_missing);
  if (!email.empty() && !is_email(email)) return people_page(context, Flash::email_invalid);
  if (const auto objection = objection_to_password(context, name, email))
    return after(context, objection);
  return after(context,
               objection_of(context.stores().moderators.add(
                   context.actor(), name, email, form.has("owner") ? Role::owner : Role::moderator,
                   hash_password(form.get("password")), context.now)));
}

HandlerResult make_owner(Context& context) { return set_role(context, Role::owner); }

HandlerResult make_moderator(Context& context) { return set_role(context, Role::moderator); }

HandlerResult set_others_password(Context& context) {
  return change_moderator(context, [&](const Moderator& moderator) {
    if (const auto objection = objection_to_password(context, moderator.name, moderator.email))
      return objection;
    return objection_of(context.stores().moderators.set_password(
        context.actor(), moderator.id, hash_password(context.form.get("password")), context.now));
  });
}

HandlerResult remove_moderator(Context& context) {
  return change_moderator(context, [&](const Moderator& moderator) -> Objection {
    if (fold_case(clean_line(context.form.get("repeat"))) != fold_case(moderator.name))
      return Flash::name_not_repeated;
    return objection_of(
        context.stores().moderators.remove(context.actor(), moderator.id, context.now));
  });
}

}  // namespace afterword
