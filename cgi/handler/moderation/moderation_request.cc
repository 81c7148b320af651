#include "handler/moderation/moderation_request.h"

#include <fmt/format.h>
#include "handler/moderation/action_response.h"
#include "view/moderation/moderation_layout.h"

#include <algorithm>

#include "base/ascii.h"
#include "config/care_mode.h"
#include "handler/responses.h"

namespace afterword {
namespace {

constexpr std::size_t longest_return = 1'000;
/// Of an address: the message that the page shows.
constexpr std::string_view flash_parameter = "problem";

bool is_query_character(char c) {
  constexpr std::string_view others = "%&=_.~@:/+-";
  return is_ascii_alphanumeric(c) || others.find(c) != std::string_view::npos;
}

/// "done=5&stale=1,2" for the next page to say.
UrlQuery news(const ActOutcome& outcome) {
  UrlQuery query;
  if (outcome.batch != 0) query.add("done", outcome.batch);
  std::string stale;
  for (const Stale& each : outcome.stale)
    stale += fmt::format("{}{}", stale.empty() ? "" : ",", each.comment.value);
  if (!stale.empty()) query.add("stale", stale);
  return query;
}

/// Who changed the comments of a "stale=1,2" last.
std::vector<Stale> read_stale(App& app, std::string_view numbers) {
  constexpr std::size_t most = 20;
  std::vector<Stale> stale;
  while (!numbers.empty() && stale.size() < most) {
    const auto id = parse_id<CommentId>(take_part(numbers, ','));
    if (!id) continue;
    const auto record = app.stores().queue.record_of(*id);
    const auto item = app.stores().queue.item(*id);
    if (!record || !item) continue;
    Stale each{*id, "", *item ? "" : "gone", {}};
    if (!record->empty()) {
      each.actor = record->front().actor;
      each.at = record->front().at;
      if (*item) each.action = record->front().action;
    }
    stale.push_back(std::move(each));
  }
  return stale;
}

}  // namespace

Result<ModerationFrame, StoreError> make_frame(Context& context, ModerationSection section) {
  App& app = context.app;
  const Request& request = context.request;
  ModerationFrame frame;
  frame.section = section;
  frame.moderator = context.moderator->name;
  frame.is_owner = context.moderator->is_owner();
  frame.csrf = context.moderator->csrf;
  frame.now = context.now;
  const auto counts = app.stores().queue.counts();
  if (!counts) return Failure{counts.error()};
  frame.counts = *counts;
  const auto batch = parse_positive(query_value(request.query, "done").value_or(""));
  if (batch) {
    const auto notice = app.stores().queue.notice(*batch);
    if (!notice) return Failure{notice.error()};
    frame.notice = *notice;
  }
  frame.stale = read_stale(app, query_value(request.query, "stale").value_or(""));
  frame.flash = parse_flash(query_value(request.query, flash_parameter).value_or(""));
  const auto oldest = app.stores().queue.oldest_unread_care();
  if (!oldest) return Failure{oldest.error()};
  frame.oldest_unread_care = *oldest;
  const auto help = app.stores().care.help_count(context.now);
  if (!help) return Failure{help.error()};
  const auto mode = care_mode(app.site, app.stores().care);
  if (!mode) return Failure{mode.error()};
  const auto notice = app.stores().care.help_notice();
  if (!notice) return Failure{notice.error()};
  frame.care = *mode;
  frame.help_missing =
      *mode == CareMode::attentive && help->all == 0 && *notice == HelpNotice::shown;
  frame.help_outdated = *mode == CareMode::off ? 0 : help->outdated;
  frame.mail_missing = !app.site.mail.enabled;
  const auto mail = app.stores().outbox.counts();
  if (!mail) return Failure{mail.error()};
  frame.mail_failed = mail->failed;
  return frame;
}

UrlQuery query_of_queue(std::string_view typed) {
  if (typed.starts_with('?')) typed.remove_prefix(1);
  if (typed.size() > longest_return || !std::all_of(typed.begin(), typed.end(), is_query_character))
    return {};
  // Without what we added to tell what was done.
  return UrlQuery(typed).remove("done").remove("stale").remove(flash_parameter);
}

std::string return_address(const App& app, std::string_view typed, const UrlQuery& news) {
  const std::string base = app.site.view.mount + "/moderate/";
  constexpr std::string_view comment = "comment/";
  if (typed.starts_with(comment))
    if (const auto id = parse_id<CommentId>(typed.substr(comment.size())))
      return news.link(fmt::format("{}comment/{}", base, id->value));
  for (const std::string_view page : {"rules", "care", "record", "people", "mail", "check"})
    if (typed == page) return news.link(base + std::string(page));
  return query_of_queue(typed).add(news).link(base);
}

HandlerResult after_action(Context& context, const ActOutcome& outcome) {
  if (wants_json(context.request)) return action_as_json(context, outcome);
  return see_other(return_address(context.app, context.form.get("return"), news(outcome)));
}

Response back_with(const Context& context, Flash flash) {
  return see_other(return_address(context.app, context.form.get("return"),
                                  UrlQuery().add(flash_parameter, to_text(flash))));
}

std::optional<Target> parse_target(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto id = parse_id<CommentId>(text.substr(0, colon));
  const auto version = parse_positive(text.substr(colon + 1));
  if (!id || !version) return std::nullopt;
  return Target{*id, *version};
}

}  // namespace afterword
