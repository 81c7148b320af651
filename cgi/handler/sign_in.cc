// GET /moderate/ for strangers, POST /moderate/sign-in and /moderate/sign-out.
#include <fmt/format.h>

#include "base/text.h"
#include "handler/answers.h"
#include "handler/handlers.h"
#include "handler/moderation_answers.h"
#include "handler/moderation_request.h"
#include "handler/origin.h"
#include "view/sign_in_view.h"

namespace afterword {
namespace {

/// What a form that met the sign-in page had in it; it goes along until somebody is signed in.
SignInModel kept_model(const Form& form) {
  SignInModel model;
  model.kept = form.has("kept_id") || form.has("id");
  const auto take = [&](std::string_view kept, std::string_view sent) {
    return std::string(form.has(kept) ? form.get(kept) : form.get(sent));
  };
  model.kept_id = take("kept_id", "id");
  model.kept_text = take("kept_text", "text");
  model.kept_reply = take("kept_reply", "reply");
  if (model.kept_text.empty() && model.kept_reply.empty()) model.kept = false;
  return model;
}

Response sign_in_page(App& app, int status, SignInModel model) {
  const auto moderators = app.stores().moderators.list();
  if (!moderators) return problem_document(app, Refusal::unavailable);
  model.nobody_yet = moderators->empty();
  Response response = moderation_page(app, status, render_sign_in(app.view(), model));
  return response;
}

/// The hash of a long random password that nobody kept, so that an unknown name takes as long as a
/// known one.
constexpr std::string_view nobodys_hash =
    "$argon2id$v=19$m=19456,t=2,p=1$jMKaqtAea5sER4EXIQurwQ$vZdDUsPrsjhSsfuUnjUSSs8lsI++"
    "O4nKwldf8pRlJ2I";

}  // namespace

Response moderation_page(const App& app, int status, std::string html) {
  const std::string_view pictures =
      app.site.view.avatars == AvatarKind::gravatar ? " https://www.gravatar.com" : "";
  Response response{status, {}, std::move(html)};
  auto& headers = response.headers;
  headers.emplace_back("Content-Type", html_type);
  headers.emplace_back("Cache-Control", "no-store");
  headers.emplace_back(
      "Content-Security-Policy",
      fmt::format("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'{}; "
                  "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
                  pictures));
  headers.emplace_back("X-Frame-Options", "DENY");
  // Not no-referrer: browsers then send "Origin: null" with our own forms.
  headers.emplace_back("Referrer-Policy", "same-origin");
  headers.emplace_back("X-Robots-Tag", "noindex");
  return response;
}

Response show_sign_in(App& app, const Request& request, std::string_view next, Instant) {
  if (wants_json(request)) return refusal(app, request, Refusal::signed_out);
  SignInModel model;
  model.next = next;
  return sign_in_page(app, 200, std::move(model));
}

Response sign_in_again(App& app, const Request& request, const Form& form, Instant) {
  if (wants_json(request)) return refusal(app, request, Refusal::signed_out);
  SignInModel model = kept_model(form);
  model.ended = true;
  return sign_in_page(app, 403, std::move(model));
}

Response show_kept_text(App& app, const Request&, const Form& form, Instant) {
  SignInModel model = kept_model(form);
  model.comment_gone = true;
  return moderation_page(app, 404, render_sign_in(app.view(), model));
}

Response sign_in(App& app, const Request& request, std::string_view, Instant now) {
  // 1. A form from our own page.
  if (request.body_state != BodyState::complete) return refusal(app, request, Refusal::malformed);
  const auto form = Form::parse(request);
  if (!form) return refusal(app, request, Refusal::malformed);
  if (!is_from_site(app.site, request) || request.sec_fetch_site == "cross-site")
    return refusal(app, request, Refusal::foreign_origin);
  if (!app.ready(now)) return refusal(app, request, Refusal::unavailable);
  SignInModel model = kept_model(*form);
  model.name = form->get("name");
  model.next = form->get("next");

  // 2. Not too often: the attempt is counted before the password is looked at.
  ModeratorStore& store = app.stores().moderators;
  const SignInSources sources = sign_in_sources(app, request, model.name);
  const auto wait_ms = store.begin_attempt(sources, now);
  if (!wait_ms) return refusal(app, request, Refusal::unavailable);
  if (*wait_ms > 0) {
    model.wait_seconds = static_cast<int>((*wait_ms + second_ms - 1) / second_ms);
    Response response = sign_in_page(app, 429, model);
    response.headers.emplace_back("Retry-After", std::to_string(model.wait_seconds));
    return response;
  }

  // 3. The password; an unknown name takes as long and is answered alike.
  const auto found = store.find(model.name);
  if (!found) return refusal(app, request, Refusal::unavailable);
  const std::string hash = *found ? (*found)->password_hash : std::string(nobodys_hash);
  const bool right = is_password(hash, form->get("password")) && *found;
  if (!right) {
    model.wrong = true;
    return sign_in_page(app, 403, std::move(model));
  }

  // 4. A new session, whatever cookie came along; then on to where they wanted to go.
  Response response{303, {}, {}};
  const auto moderator = begin_session(app, **found, now, response);
  if (!moderator || !store.note_success(sources, now))
    return refusal(app, request, Refusal::unavailable);
  if (model.kept) {
    Response page = resume_edit(app, request, *form, *moderator, now);
    page.headers.push_back(response.headers.front());
    return page;
  }
  response.headers.emplace_back("Location", return_address(app, model.next));
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Response sign_out(App& app, const Request& request, std::string_view, Instant now) {
  const auto post = begin_post(app, request, now);
  if (!post) return post.error();
  Response response{303, {}, {}};
  if (!end_session(app, post->moderator, response))
    return refusal(app, request, Refusal::unavailable);
  response.headers.emplace_back("Location", app.site.view.mount + "/moderate/");
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace afterword
