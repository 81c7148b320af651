#include "handler/link/report.h"

#include "handler/responses.h"
#include "http/ip_address.h"
#include "view/moderation/care_view.h"

namespace afterword {
namespace {

/// The published comment named by the path, and its page.
Result<QueueItem, Refusal> find_item(Context& context) {
  const auto id = parse_id<CommentId>(context.rest.substr(1));
  if (!id) return Failure{Refusal::not_found};
  const auto item = context.stores().queue.item(*id);
  if (!item) return unavailable;
  if (!*item || (*item)->comment.status != Status::approved) return Failure{Refusal::not_found};
  return **item;
}

Response report_page(Context& context, int status, const QueueItem& item, ReportStep step,
                     std::int64_t wait_ms = 0) {
  ReportModel model;
  model.step = step;
  model.wait_minutes = static_cast<int>((wait_ms + minute_ms - 1) / minute_ms);
  model.comment = item.comment.id;
  model.author = item.comment.author;
  model.back_href = context.site().view.address.link_to_page(
      comment_href(item.page_path, item.comment.id, unresolved_place()));
  if (auto help = context.stores().care.help()) model.help = std::move(help).value();
  const ViewTools tools = context.app.view();
  return html_response(
      status, render_document(tools, tools.settings.site_name, render_report(tools, model), false));
}

}  // namespace

HandlerResult show_report(Context& context) {
  const auto item = find_item(context);
  if (!item) return Failure{item.error()};
  return report_page(context, 200, *item, ReportStep::ask);
}

HandlerResult take_report(Context& context) {
  const auto item = find_item(context);
  if (!item) return Failure{item.error()};

  // 1. Count by the address prefix only, because the sender chooses everything else.
  const std::string address_prefix =
      address_prefix_of(client_address(context.request, context.site().trusted_proxies));
  const auto taken = context.stores().care.report(
      item->comment.id, context.app.key().hash("reporting reader", address_prefix), context.now);
  if (!taken) return unavailable;

  // 2. Thank the reader, or say when to try again.
  switch (taken->report) {
    case CareStore::ReportResult::taken:
      return report_page(context, 200, *item, ReportStep::thanks);
    case CareStore::ReportResult::no_comment:
      return Failure{Refusal::not_found};
    case CareStore::ReportResult::too_many:
      break;
  }
  Response response = report_page(context, 429, *item, ReportStep::too_many, taken->wait_ms);
  add_retry_after(taken->wait_ms, response);
  return response;
}

}  // namespace afterword
