#include "handler/link/report.h"

#include "config/care_mode.h"
#include "handler/responses.h"
#include "http/ip_address.h"
#include "view/thread/report_view.h"

namespace afterword {
namespace {

/// The published comment named by the path; nullopt if it is not published, or there is none.
Result<std::optional<QueueItem>, Refusal> find_published(Context& context) {
  const auto id = parse_id<CommentId>(context.rest.substr(1));
  if (!id || !context.site().view.report_link) return Failure{Refusal::not_found};
  const auto item = context.stores().queue.item(*id);
  if (!item) return unavailable;
  if (*item && (*item)->comment.status != Status::approved) return std::optional<QueueItem>();
  return *item;
}

Response report_page(Context& context, int status, ReportModel model) {
  if (auto help = context.stores().care.help()) model.help = std::move(help).value();
  const ViewTools tools = context.app.view();
  model.offer_mail = tools.settings.offer_mail;
  model.reason = context.form.get("reason");
  model.note = context.form.get("note");
  model.email = context.form.get("email");
  return html_response(
      status, render_document(tools, tools.settings.site_name, render_report(tools, model), false));
}

Response no_comment(Context& context) {
  const ErrorText& error = describe(Refusal::comment_gone);
  if (wants_json(context.request)) return errors_as_json(context.app, {error});
  return report_page(context, error.status, {.step = ReportStep::gone});
}

Response too_many(Context& context, const QueueItem& item, std::int64_t wait_ms) {
  const ErrorText& error = describe(Refusal::too_many_reports);
  const int minutes = static_cast<int>((wait_ms + minute_ms - 1) / minute_ms);
  Response response =
      wants_json(context.request)
          ? errors_as_json(context.app, {error})
          : report_page(context, error.status,
                        {.step = ReportStep::too_many, .item = item, .wait_minutes = minutes});
  add_retry_after(wait_ms, response);
  return response;
}

}  // namespace

HandlerResult show_report(Context& context) {
  const auto item = find_published(context);
  if (!item) return Failure{item.error()};
  if (!*item) return no_comment(context);
  return report_page(context, 200, {.item = **item});
}

HandlerResult submit_report(Context& context) {
  // 1. Find the comment and validate what was sent.
  const auto item = find_published(context);
  if (!item) return Failure{item.error()};
  if (!*item) return no_comment(context);
  auto report = validate_report([&](std::string_view field) { return context.form.get(field); });
  if (!report) {
    const ErrorTexts errors = texts_of(report.error());
    if (wants_json(context.request)) return errors_as_json(context.app, errors);
    return report_page(context, errors.front().status, {.item = **item, .errors = errors});
  }

  // An address is kept only if something can be sent to it.
  if (!context.site().view.offer_mail) report->email.clear();

  // 2. Store it. It counts by the address prefix only, because the sender chooses everything else.
  report->comment = (*item)->comment.id;
  report->reader = context.app.key().hash(
      "reporting reader",
      address_prefix_of(client_address(context.request, context.site().trusted_proxies)));
  const auto mode = care_mode(context.site(), context.stores().care);
  if (!mode) return unavailable;
  const auto stored = context.stores().reports.submit(*report, *mode, context.now);
  if (!stored) return unavailable;

  // 3. Thank the reader, or say when to try again.
  switch (stored->outcome) {
    case ReportStore::Outcome::no_comment:
      return no_comment(context);
    case ReportStore::Outcome::too_many:
      return too_many(context, **item, stored->wait_ms);
    case ReportStore::Outcome::stored:
      break;
  }
  if (wants_json(context.request))
    return json_response(202, JsonObject().add("status", "received"));
  return report_page(context, 200, {.step = ReportStep::thanks, .item = **item});
}

}  // namespace afterword
