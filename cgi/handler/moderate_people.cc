// GET and POST /moderate/people: everybody's own password; for owners, who moderates.
#include <fmt/format.h>

#include "base/text.h"
#include "comment/password_rule.h"
#include "comment/submission.h"
#include "handler/answers.h"
#include "handler/handlers.h"
#include "handler/moderation_answers.h"
#include "handler/moderation_request.h"
#include "view/people_view.h"

namespace afterword {
namespace {

std::string_view message_name(ModeratorFault fault) {
  switch (fault) {
    case ModeratorFault::name_taken:
      return "name_taken";
    case ModeratorFault::no_such_moderator:
      return "no_such_moderator";
    case ModeratorFault::last_owner:
      return "last_owner";
    case ModeratorFault::not_first:
      return "not_first";
    case ModeratorFault::store:
      return "store";
  }
  return "";
}

/// The key of a sentence about what stands against it, or nothing.
std::string_view problem_of(const Result<bool, ModeratorFault>& done) {
  return done ? std::string_view{} : message_name(done.error());
}

std::string_view change_own_password(App& app, const ModeratorPost& post, Instant now) {
  ModeratorStore& store = app.stores().moderators;
  const auto own = store.find(post.moderator.id);
  if (!own || !*own) return message_name(ModeratorFault::no_such_moderator);
  if (!is_password((*own)->password_hash, post.form.get("present"))) return "password_wrong";
  const std::string_view password = post.form.get("password");
  if (const auto fault = password_fault(
          password, app.site.password_owner(post.moderator.name, post.moderator.email)))
    return afterword::message_name(*fault);
  return problem_of(
      store.set_password(post.actor, post.moderator.id, hash_password(password), now));
}

std::string_view add_moderator(App& app, const ModeratorPost& post, Instant now) {
  const Form& form = post.form;
  const std::string name = first_characters(clean_line(form.get("name")), 100);
  const std::string email = clean_line(form.get("email"));
  if (name.empty()) return "name_missing";
  if (!email.empty() && !is_email(email)) return "email_invalid";
  if (const auto fault = password_fault(form.get("password"), app.site.password_owner(name, email)))
    return afterword::message_name(*fault);
  const auto added = app.stores().moderators.add(post.actor, name, email,
                                                 form.has("owner") ? Role::owner : Role::moderator,
                                                 hash_password(form.get("password")), now);
  return added ? std::string_view{} : message_name(added.error());
}

std::string_view change_moderator(App& app, const ModeratorPost& post, std::string_view wish,
                                  Instant now) {
  ModeratorStore& store = app.stores().moderators;
  const Form& form = post.form;
  const auto id = parse_id<ModeratorId>(form.get("id"));
  const auto found = id ? store.find(*id)
                        : Result<std::optional<Moderator>, StoreError>(std::optional<Moderator>{});
  if (!found || !*found) return message_name(ModeratorFault::no_such_moderator);
  if (wish == "to_owner") return problem_of(store.set_role(post.actor, *id, Role::owner, now));
  if (wish == "to_moderator")
    return problem_of(store.set_role(post.actor, *id, Role::moderator, now));
  if (wish == "remove") {
    if (fold_case(clean_line(form.get("repeat"))) != fold_case((*found)->name))
      return "name_not_repeated";
    return problem_of(store.remove(post.actor, *id, now));
  }
  if (wish != "password") return "unknown_action";
  if (const auto fault = password_fault(form.get("password"),
                                        app.site.password_owner((*found)->name, (*found)->email)))
    return afterword::message_name(*fault);
  return problem_of(store.set_password(post.actor, *id, hash_password(form.get("password")), now));
}

/// Whoever guesses the present password of an open session is counted as at the sign-in page. How
/// many milliseconds they must wait instead, or 0 and the key of what is wrong.
Result<std::int64_t, StoreError> try_own_password(App& app, const Request& request,
                                                  const ModeratorPost& post, Instant now,
                                                  std::string_view& problem) {
  ModeratorStore& store = app.stores().moderators;
  const SignInSources sources = sign_in_sources(app, request, post.moderator.name);
  const auto wait_ms = store.begin_attempt(sources, now);
  if (!wait_ms || *wait_ms > 0) return wait_ms;
  problem = change_own_password(app, post, now);
  if (problem == "password_wrong") return std::int64_t{0};
  if (const auto noted = store.note_success(sources, now); !noted) return Failure{noted.error()};
  return std::int64_t{0};
}

Response people_page(App& app, const Request& request, const SignedIn& moderator,
                     std::string_view problem, const Form* form, Instant now,
                     std::int64_t wait_ms = 0) {
  auto frame = make_frame(app, request, moderator, ModerationSection::people, now);
  const auto moderators = app.stores().moderators.list();
  if (!frame || !moderators) return refusal(app, request, Refusal::unavailable);
  PeopleModel model;
  model.frame = *std::move(frame);
  if (!problem.empty()) model.frame.problem = problem;
  const std::string seconds = std::to_string((wait_ms + second_ms - 1) / second_ms);
  if (wait_ms > 0) model.frame.problem_detail = seconds;
  for (const Moderator& each : *moderators)
    model.people.push_back(
        {each.id, each.name, each.email, each.role == Role::owner, each.created});
  if (form != nullptr && form->get("do") == "add") {
    model.typed_name = form->get("name");
    model.typed_email = form->get("email");
  }
  const int status = wait_ms > 0 ? 429 : problem.empty() ? 200 : 422;
  Response response = moderation_page(app, status, render_people(app.view(), model));
  if (wait_ms > 0) response.headers.emplace_back("Retry-After", seconds);
  return response;
}

}  // namespace

Response show_people(App& app, const Request& request, std::string_view, Instant now) {
  const auto moderator = begin_page(app, request, "people", now);
  if (!moderator) return moderator.error();
  return people_page(app, request, *moderator, "", nullptr, now);
}

Response moderate_people(App& app, const Request& request, std::string_view, Instant now) {
  const auto post = begin_post(app, request, now);
  if (!post) return post.error();
  const std::string_view wish = post->form.get("do");
  std::string_view problem;
  if (wish == "mine") {
    const auto wait_ms = try_own_password(app, request, *post, now, problem);
    if (!wait_ms) return refusal(app, request, Refusal::unavailable);
    if (*wait_ms > 0)
      return people_page(app, request, post->moderator, "password_wait", &post->form, now,
                         *wait_ms);
  } else if (!post->moderator.is_owner())
    problem = "owner_only";
  else if (wish == "add")
    problem = add_moderator(app, *post, now);
  else
    problem = change_moderator(app, *post, wish, now);
  if (problem == "store") return refusal(app, request, Refusal::unavailable);
  if (!problem.empty())
    return people_page(app, request, post->moderator, problem, &post->form, now);
  return back_with_problem(app, *post, "saved");
}

}  // namespace afterword
