#include "handler/moderation_request.h"

#include <fmt/format.h>

#include <algorithm>

#include "handler/answers.h"
#include "handler/care_phrases.h"
#include "http/uri.h"

namespace afterword {
namespace {

constexpr std::size_t longest_return = 1'000;
/// Of an address: the message that the page shows.
constexpr std::string_view flash_parameter = "problem";

bool is_query_character(char c) {
  constexpr std::string_view others = "%&=_.~@:/+-";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         others.find(c) != std::string_view::npos;
}

/// The queue's query without what we added to tell what was done.
std::string without_news(std::string_view query) {
  std::string kept;
  for (std::string_view rest = query; !rest.empty();) {
    const std::string_view parameter = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(parameter.size() + 1, rest.size()));
    const std::string_view name = parameter.substr(0, parameter.find('='));
    if (parameter.empty() || name == "done" || name == "stale" || name == flash_parameter) continue;
    kept += (kept.empty() ? "" : "&") + std::string(parameter);
  }
  return kept;
}

std::string with_query(const std::string& address, std::string_view query) {
  if (query.empty()) return address;
  return fmt::format("{}{}{}", address, address.find('?') == std::string::npos ? '?' : '&', query);
}

/// "done=5&stale=1,2" for the next page to say.
std::string news(const ActOutcome& outcome) {
  std::string query;
  if (outcome.batch != 0) query = fmt::format("done={}", outcome.batch);
  std::string stale;
  for (const Stale& each : outcome.stale)
    stale += fmt::format("{}{}", stale.empty() ? "" : ",", each.comment.value);
  if (!stale.empty()) query += fmt::format("{}stale={}", query.empty() ? "" : "&", stale);
  return query;
}

/// Who changed the comments of a "stale=1,2" last.
std::vector<Stale> read_stale(App& app, std::string_view numbers) {
  constexpr std::size_t most = 20;
  std::vector<Stale> stale;
  while (!numbers.empty() && stale.size() < most) {
    const std::string_view number = numbers.substr(0, numbers.find(','));
    numbers.remove_prefix(std::min(number.size() + 1, numbers.size()));
    const auto id = parse_id<CommentId>(number);
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
  const auto dismissed = app.stores().care.help_notice_dismissed();
  if (!dismissed) return Failure{dismissed.error()};
  frame.care = *mode;
  frame.help_missing = *mode == CareMode::attentive && help->all == 0 && !*dismissed;
  frame.help_outdated = *mode == CareMode::off ? 0 : help->outdated;
  frame.mail_missing = !app.site.mail.enabled;
  const auto mail = app.stores().outbox.counts();
  if (!mail) return Failure{mail.error()};
  frame.mail_failed = mail->failed;
  return frame;
}

std::string query_of_queue(std::string_view typed) {
  if (typed.starts_with('?')) typed.remove_prefix(1);
  if (typed.size() > longest_return || !std::all_of(typed.begin(), typed.end(), is_query_character))
    return {};
  return without_news(typed);
}

std::string return_address(const App& app, std::string_view typed) {
  const std::string base = app.site.view.mount + "/moderate/";
  constexpr std::string_view comment = "comment/";
  if (typed.starts_with(comment))
    if (const auto id = parse_id<CommentId>(typed.substr(comment.size())))
      return fmt::format("{}comment/{}", base, id->value);
  for (const std::string_view page : {"rules", "care", "record", "people", "mail", "check"})
    if (typed == page) return base + std::string(page);
  return with_query(base, query_of_queue(typed));
}

Answer after_action(Context& context, const ActOutcome& outcome) {
  if (wants_json(context.request)) return action_as_json(context, outcome);
  return see_other(
      with_query(return_address(context.app, context.form.get("return")), news(outcome)));
}

Response back_with(const Context& context, Flash flash) {
  return see_other(with_query(return_address(context.app, context.form.get("return")),
                              fmt::format("{}={}", flash_parameter, to_text(flash))));
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
