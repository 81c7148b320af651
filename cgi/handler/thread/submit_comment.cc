#include "handler/thread/submit_comment.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "domain/comment/submission_fields.h"
#include "handler/redirect.h"
#include "handler/refusals.h"
#include "handler/responses.h"
#include "handler/thread/own_comment.h"
#include "handler/thread/posted_page.h"
#include "handler/thread/thread_pages.h"
#include "http/ip_address.h"
#include "store/comment/submission_store.h"
#include "view/moderation/care_view.h"
#include "view/thread/comment_rows.h"
#include "view/thread/form_view.h"
#include "view/thread/thread_view.h"

namespace afterword {
namespace {

constexpr std::size_t user_agent_characters = 254;

/// The comment that the form replies to; nullopt if the database is unavailable.
std::optional<ReplyTarget> reply_target(const Context& context) {
  const auto id = parse_id<CommentId>(context.form.get("comment_parent"));
  if (!id) return std::nullopt;
  const auto found = context.stores().comments.find_comment(*id);
  if (!found || !*found || (*found)->status != Status::approved) return std::nullopt;
  return ReplyTarget{*id, (*found)->author};
}

/// Whether the form has the site's alternative text field.
bool has_renamed_text(const Site& site, const Form& form) {
  return !site.text_field.empty() && !form.get(site.text_field).empty();
}

std::string_view typed_text(const Site& site, const Form& form) {
  return form.get(has_renamed_text(site, form) ? std::string_view(site.text_field) : "comment");
}

/// With an alternative text field, the field `comment` is a honeypot.
bool has_two_texts(const Site& site, const Form& form) {
  return has_renamed_text(site, form) && !form.get("comment").empty();
}

/// The submitted value of a comment's field.
std::string_view sent_value(const Site& site, const Form& form, std::string_view field) {
  if (field == "comment") return typed_text(site, form);
  if (field == "url" && !site.view.website_field) return "";
  return form.get(field);
}

/// What the commenter wants mail about, on a site that sends it.
std::optional<SubscriptionKind> mail_wish(const Site& site, const Form& form) {
  if (!site.view.offer_mail) return std::nullopt;
  return parse_mail_wish(form.get(form.has("subscribe") ? "subscribe" : "aw_mail"));
}

/// The rules for a form: who wants mail must say where.
SubmissionRules rules_for(const Site& site, const Form& form) {
  SubmissionRules rules = site.submission;
  rules.require_email = rules.require_email || mail_wish(site, form);
  return rules;
}

/// The form with all input.
FormModel typed_form(const Context& context, const std::optional<PagePath>& page) {
  const App& app = context.app;
  const Form& form = context.form;
  FormModel model;
  model.in_document = true;
  if (page) model.page = *page;
  model.parent = form.get("comment_parent");
  model.author = form.get("author");
  model.email = form.get("email");
  model.url = form.get("url");
  model.comment = typed_text(app.site, form);
  model.title = form.get("title");
  model.redirect_to = form.get("redirect_to");
  model.mail = mail_wish(app.site, form);
  return model;
}

Response form_response(const App& app, int status, const FormModel& model) {
  const ViewTools tools = app.view_without_store();
  return html_response(status, render_document(tools, tools.settings.site_name,
                                               render_form_again(tools, model), false));
}

/// Renders the form again with all input and its errors.
Response reject(const Context& context, const std::optional<PagePath>& page,
                const ErrorTexts& errors) {
  const App& app = context.app;
  if (wants_json(context.request)) return errors_as_json(app, errors);
  FormModel model = typed_form(context, page);
  // The parent is not looked up if the database is unavailable or was locked a moment ago.
  if (errors.front().retry != Retry::soon) model.reply_to = reply_target(context);
  model.errors = errors;
  Response response = form_response(app, errors.front().status, model);
  add_retry_after(app, errors, response);
  return response;
}

Result<Submission, FieldErrors> validate_form(const Site& site, const Form& form) {
  return validate([&](std::string_view field) { return sent_value(site, form, field); },
                  rules_for(site, form));
}

std::optional<std::int64_t> elapsed_ms(const Form& form) {
  const std::string_view typed = form.get("aw_elapsed_ms");
  std::int64_t number = 0;
  const auto parsed = std::from_chars(typed.data(), typed.data() + typed.size(), number);
  if (typed.empty() || parsed.ec != std::errc{} || number < 0) return std::nullopt;
  return number;
}

/// Adds the page and the data about how the form was sent.
void add_sender(const Context& context, const PagePath& page, Submission& submission) {
  const Site& site = context.site();
  const Request& request = context.request;
  const Form& form = context.form;
  submission.page = page;
  submission.page_title = page_title(form.get("title"));
  submission.address_prefix = address_prefix_of(client_address(request, site.trusted_proxies));
  if (is_valid_utf8(request.user_agent))
    submission.user_agent = first_characters(clean_line(request.user_agent), user_agent_characters);
  submission.mail = mail_wish(site, form);
  submission.trap_filled = !form.get("aw_subject").empty() || has_two_texts(site, form);
  submission.elapsed_ms = elapsed_ms(form);
}

/// The query of a link to the comment: its page of comments if the thread has several, or the hash
/// that shows a waiting comment to its commenter. The address of a published comment has no hash,
/// because people pass it on.
UrlQuery location_query(const App& app, const SubmitResult& stored) {
  if (stored.comment.status != Status::approved)
    return own_comment_query(app.key(), stored.comment);
  return place_query(stored.comment.id, stored.place);
}

Response created(const Context& context, const PagePath& page, const SubmitResult& stored,
                 const std::string& location) {
  App& app = context.app;
  const Comment& comment = stored.comment;
  // Visitors are told that a comment waits, but not that a rule moved it to the trash.
  const bool published = comment.status == Status::approved;
  const auto answered = comment.parent ? reply_target(context) : std::nullopt;
  JsonObject body;
  body.add("id", comment.id.value)
      .add("status", published ? "approved" : "waiting")
      .add("url", location)
      .add("html", render_comment(app.view(), page, comment, stored.place, stored.depth, answered));
  if (comment.care == CareState::open)
    if (const auto help = app.stores().care.help())
      body.add("care_html", render_care_answer(app.view(), *help));
  if (published) {
    std::string_view title = context.form.get("title");
    if (title.empty()) title = stored.thread_title;
    body.add("heading", render_heading(app.view(), title, stored.approved));
  }
  Response response = json_response(201, body);
  response.headers.emplace_back("Location", location);
  return response;
}

}  // namespace

Response refuse_submission(Context& context, Refusal refusal) {
  // There is no input to return.
  if (context.form.fields().empty()) return refuse_request(context, refusal);
  if (refusal == Refusal::unavailable) refusal = Refusal::not_saved;
  // Without a database, only the path itself can name the page.
  std::optional<PagePath> page;
  if (refusal != Refusal::not_saved || !context.form.get("page").empty())
    if (auto posted = posted_page(context)) page = std::move(posted).value();
  return reject(context, page, {describe(refusal)});
}

HandlerResult submit_comment(Context& context) {
  App& app = context.app;
  const Form& form = context.form;
  // 1. Determine the page.
  const auto page = known_posted_page(context);
  if (!page) return Failure{page.error()};

  // 2. Validate all fields and report all errors together.
  auto submission = validate_form(app.site, form);
  if (!submission) return reject(context, *page, texts_of(submission.error()));
  add_sender(context, *page, *submission);

  // 3. Decide and store in one transaction. Afterwards the comment is durable.
  const auto stored = app.stores().submissions.submit(*submission, app.policy_source(),
                                                      paging_of(app.site), context.now);
  if (!stored) return Failure{stored.error()};

  // 4. Redirect to the comment on its page.
  LocalTarget target =
      local_target(app.site, form.get("redirect_to")).value_or(target_of_page(app.site, *page));
  // Our own document shows help resources even if the host page does not pass on its query.
  if (stored->comment.care == CareState::open)
    target = {app.site.view.mount + "/page" + encode_path(page->path)};
  const std::string location =
      comment_location(std::move(target), location_query(app, *stored), stored->comment.id);
  if (wants_json(context.request)) return created(context, *page, *stored, location);
  return see_other(location);
}

HandlerResult preview_comment(Context& context) {
  const App& app = context.app;
  const auto page = known_posted_page(context);
  if (!page) return Failure{page.error()};
  const auto valid = validate_form(app.site, context.form);
  FormModel model = typed_form(context, *page);
  model.reply_to = reply_target(context);
  if (!valid) model.errors = texts_of(valid.error());
  // A text is shown also if another field has an error.
  const auto text = validate_text(typed_text(app.site, context.form), app.site.submission.format);
  if (text) model.preview_html = render_preview(app.view_without_store(), valid ? *valid : *text);
  if (!wants_json(context.request)) return form_response(app, 200, model);
  JsonObject body;
  body.add("html", model.preview_html).add("errors", errors_as_list(app, model.errors));
  return json_response(200, body);
}

}  // namespace afterword
