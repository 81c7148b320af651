// POST /post: a straight list, a commented line a step. Every way out gives back what was typed.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "handler/answers.h"
#include "handler/care_phrases.h"
#include "handler/handlers.h"
#include "handler/origin.h"
#include "handler/own_comment.h"
#include "handler/pages.h"
#include "handler/posted_page.h"
#include "handler/redirect.h"
#include "http/address.h"
#include "http/form.h"
#include "http/uri.h"
#include "view/care_view.h"
#include "view/thread_view.h"

namespace afterword {
namespace {

constexpr std::size_t user_agent_characters = 254;

/// Whom the form replies to, as long as the database can tell.
std::optional<ReplyTarget> reply_target(App& app, const Form& form, Instant now) {
  const auto id = parse_id<CommentId>(form.get("comment_parent"));
  if (!id || !app.ready(now)) return std::nullopt;
  const auto found = app.store().find_comment(*id);
  if (!found || !*found || (*found)->status != Status::approved) return std::nullopt;
  return ReplyTarget{*id, (*found)->author};
}

/// Whether the form has the field that the site names for the text.
bool has_renamed_text(const Site& site, const Form& form) {
  return !site.text_field.empty() && !form.get(site.text_field).empty();
}

std::string_view typed_text(const Site& site, const Form& form) {
  return form.get(has_renamed_text(site, form) ? std::string_view(site.text_field) : "comment");
}

/// A form whose text was renamed keeps the usual name as a trap.
bool has_two_texts(const Site& site, const Form& form) {
  return has_renamed_text(site, form) && !form.get("comment").empty();
}

/// The form again, with everything that was typed.
Response reject(App& app, const Request& request, const Form& form,
                const std::optional<PagePath>& page, const ErrorTexts& errors, Instant now) {
  if (wants_json(request)) return errors_as_json(app, errors);
  FormModel model;
  if (page) model.page = *page;
  // A database that has just kept us waiting is not asked again.
  if (errors.front().retry != Retry::soon) model.reply_to = reply_target(app, form, now);
  model.parent = form.get("comment_parent");
  model.author = form.get("author");
  model.email = form.get("email");
  model.url = form.get("url");
  model.comment = typed_text(app.site, form);
  model.title = form.get("title");
  model.redirect_to = form.get("redirect_to");
  model.mail_wanted = !form.get("aw_mail").empty();
  model.errors = errors;
  const ViewTools tools = app.view_without_store();
  Response response{errors.front().status, {}, {}};
  response.body =
      render_document(tools, tools.settings.site_name, render_rejected(tools, model), false);
  response.headers.emplace_back("Content-Type", html_type);
  response.headers.emplace_back("Cache-Control", "no-store");
  add_retry_after(app, errors, response);
  return response;
}

std::optional<std::int64_t> elapsed_ms(const Form& form) {
  const std::string_view typed = form.get("aw_elapsed_ms");
  std::int64_t number = 0;
  const auto parsed = std::from_chars(typed.data(), typed.data() + typed.size(), number);
  if (typed.empty() || parsed.ec != std::errc{} || number < 0) return std::nullopt;
  return number;
}

Arrival make_arrival(const App& app, const Request& request, const PagePath& page,
                     NewComment comment, bool mail_wanted, Instant now) {
  Arrival arrival;
  arrival.comment = std::move(comment);
  arrival.comment.email = normalized_email(arrival.comment.email);
  arrival.page = page.key;
  arrival.path = page.path;
  arrival.network = truncated_network(client_address(request, app.site.trusted_proxies));
  if (is_valid_utf8(request.user_agent))
    arrival.user_agent = first_characters(clean_line(request.user_agent), user_agent_characters);
  arrival.now = now;
  arrival.mail_wanted = app.site.view.offer_mail && mail_wanted;
  arrival.flood_seconds = app.site.flood_seconds;
  arrival.close_after_days = app.site.close_after_days;
  arrival.pages = paging_of(app.site);
  return arrival;
}

Judge make_judge(App& app, const Arrival& arrival, const Form& form) {
  return [&, policy = policy_of(app)](const RuleSet& rules, bool known_author) {
    Circumstances circumstances;
    circumstances.known_author = known_author;
    circumstances.trap_filled = !form.get("aw_subject").empty() || has_two_texts(app.site, form);
    circumstances.elapsed_ms = elapsed_ms(form);
    circumstances.network = arrival.network;
    circumstances.user_agent = arrival.user_agent;
    return judge(arrival.comment, circumstances, rules, policy);
  };
}

/// How deep a comment is shown: one more than its parent, up to the site's depth.
int shown_depth(App& app, std::optional<CommentId> parent) {
  int depth = 1;
  while (parent && depth < app.site.view.threads_depth) {
    const auto found = app.store().find_comment(*parent);
    if (!found || !*found) break;
    parent = (*found)->parent;
    ++depth;
  }
  return depth;
}

/// The comment as it was stored.
Comment stored_comment(const Arrival& arrival, const Accepted& accepted) {
  Comment comment;
  comment.id = accepted.id;
  comment.thread = accepted.thread;
  comment.status = accepted.status;
  comment.author = arrival.comment.author;
  comment.email = arrival.comment.email;
  comment.url = arrival.comment.url;
  comment.text = arrival.comment.text;
  comment.format = arrival.comment.format;
  comment.created = accepted.created;
  return comment;
}

/// The query that leads to a comment: its page of a published one where the thread has several, or
/// the hash that shows a waiting one to its writer.
std::string location_query(const App& app, const Arrival& arrival, const Accepted& accepted) {
  if (accepted.status != Status::approved)
    return fmt::format("unapproved={}&moderation-hash={}", accepted.id.value,
                       own_comment_hash(app.key(), stored_comment(arrival, accepted)));
  return place_query(accepted.id, accepted.place);
}

Response created(App& app, const Arrival& arrival, const PagePath& page, const Accepted& accepted,
                 const std::string& location, std::string_view title) {
  const Comment comment = stored_comment(arrival, accepted);
  // A visitor learns that a comment waits, not whether a rule put it in the trash.
  const bool published = accepted.status == Status::approved;
  JsonObject body;
  body.add("id", accepted.id.value)
      .add("status", published ? "approved" : "waiting")
      .add("url", location)
      .add("html", render_comment(app.view(), page, comment, accepted.place,
                                  shown_depth(app, arrival.comment.parent)));
  if (accepted.care)
    if (const auto help = app.stores().care.help())
      body.add("care_html", render_care_answer(app.view(), *help));
  if (published) {
    const auto thread = app.store().find_thread(arrival.page);
    const auto totals = app.store().approved_in(accepted.thread);
    if (title.empty() && thread && *thread) title = (*thread)->title;
    if (totals) body.add("heading", render_heading(app.view(), title, *totals));
  }
  Response response = json_response(201, body);
  response.headers.emplace_back("Location", location);
  return response;
}

}  // namespace

Response submit_comment(App& app, const Request& request, std::string_view, Instant now) {
  // 1. What a browser would send: the announced length, a form, valid UTF-8.
  if (request.body_state == BodyState::too_large) return refusal(app, request, Refusal::too_large);
  if (request.body_state == BodyState::bad_length) return refusal(app, request, Refusal::malformed);
  const auto form = Form::parse(request);
  if (!form) return refusal(app, request, Refusal::malformed);

  // 2. From a page of this site, about a page of this site.
  const auto posted = posted_page(app, request, *form, now);
  if (!posted) return reject(app, request, *form, std::nullopt, {describe(posted.error())}, now);
  const std::optional<PagePath>& page = *posted;
  if (!is_from_site(app.site, request))
    return reject(app, request, *form, page, {describe(Refusal::foreign_origin)}, now);
  if (!page || !is_known_page(app.site, *page))
    return reject(app, request, *form, page, {describe(Refusal::unknown_page)}, now);

  // 3. Every field, all faults together.
  auto comment = validate({form->get("author"), form->get("email"), form->get("url"),
                           typed_text(app.site, *form), form->get("comment_parent")},
                          app.site.submission);
  if (!comment) return reject(app, request, *form, page, texts_of(comment.error()), now);

  // 4. Judged and stored in one transaction; from here on it is on the disk.
  if (!app.ready(now))
    return reject(app, request, *form, page, {describe(Refusal::not_saved)}, now);
  const Arrival arrival = make_arrival(app, request, *page, std::move(comment).value(),
                                       !form->get("aw_mail").empty(), now);
  const auto accepted = app.store().submit(arrival, make_judge(app, arrival, *form));
  if (!accepted) return reject(app, request, *form, page, {describe(accepted.error())}, now);

  // 5. Back to the page, to the comment.
  std::string target = local_target(app.site, form->get("redirect_to")).value_or(page_href(*page));
  // A page of ours shows the help lines also where a host page does not hand its query on.
  if (accepted->care) target = app.site.view.mount + "/page" + page_href(*page);
  const std::string location =
      comment_location(target, location_query(app, arrival, *accepted), accepted->id);
  if (wants_json(request))
    return created(app, arrival, *page, *accepted, location, form->get("title"));
  Response response{303, {}, {}};
  response.headers.emplace_back("Location", location);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace afterword
