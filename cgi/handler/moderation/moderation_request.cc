#include "handler/moderation/moderation_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "base/ascii.h"
#include "base/page_path.h"
#include "base/text.h"
#include "config/care_mode.h"
#include "handler/moderation/action_response.h"
#include "handler/responses.h"
#include "handler/thread/named_page.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {
namespace {

// Filters for long names in any script; a redirect with it fits in the buffers of web servers.
constexpr std::size_t longest_return = 3'000;
/// The query parameter that names the flash message to show.
constexpr std::string_view flash_parameter = "flash";

bool is_query_character(char c) {
  constexpr std::string_view others = "%&=_.~@:/+-";
  return is_ascii_alphanumeric(c) || others.find(c) != std::string_view::npos;
}

/// Who last changed the comments of "conflicts=1,2".
std::vector<Conflict> read_conflicts(App& app, std::string_view numbers) {
  std::vector<Conflict> conflicts;
  while (!numbers.empty() && conflicts.size() < most_named_conflicts) {
    const auto id = parse_id<CommentId>(take_part(numbers, ','));
    if (!id) continue;
    const auto audit_log = app.stores().audit_log.of_comment(*id);
    const auto item = app.stores().queue.item(*id);
    if (!audit_log || !item) continue;
    Conflict each{*id, {}, *item ? "" : "gone", {}};
    if (!audit_log->empty()) {
      each.actor = audit_log->front().actor;
      each.at = audit_log->front().at;
      if (*item) each.action = audit_log->front().action;
    }
    conflicts.push_back(std::move(each));
  }
  return conflicts;
}

}  // namespace

Result<ModerationLayout, StoreError> make_layout(Context& context, ModerationSection section) {
  App& app = context.app;
  const Request& request = context.request;
  ModerationLayout layout;
  layout.section = section;
  layout.moderator = context.moderator->name;
  layout.is_owner = context.moderator->is_owner();
  layout.csrf = context.moderator->csrf;
  layout.now = context.now;
  const auto bounds = app.stores().queue.bounds();
  if (!bounds) return Failure{bounds.error()};
  layout.seen = *bounds;
  const auto counts = app.stores().queue.counts();
  if (!counts) return Failure{counts.error()};
  layout.counts = *counts;
  const auto batch = parse_positive(query_value(request.query, "done").value_or(""));
  if (batch) {
    const auto notice = app.stores().audit_log.notice(*batch);
    if (!notice) return Failure{notice.error()};
    layout.notice = *notice;
  }
  layout.conflicts = read_conflicts(app, query_value(request.query, "conflicts").value_or(""));
  layout.more_conflicts =
      parse_positive(query_value(request.query, "more_conflicts").value_or("")).value_or(0);
  layout.flash = parse_flash(query_value(request.query, flash_parameter).value_or(""));
  const auto oldest = app.stores().queue.oldest_unread_care();
  if (!oldest) return Failure{oldest.error()};
  layout.oldest_unread_care = *oldest;
  const auto help = app.stores().care.help_count(context.now);
  if (!help) return Failure{help.error()};
  const auto mode = care_mode(app.site, app.stores().care);
  if (!mode) return Failure{mode.error()};
  const auto notice = app.stores().care.help_notice();
  if (!notice) return Failure{notice.error()};
  layout.care = *mode;
  layout.help_missing =
      *mode == CareMode::attentive && help->all == 0 && *notice == HelpNotice::shown;
  layout.help_outdated = *mode == CareMode::off ? 0 : help->outdated;
  layout.mail_missing = !app.site.mail.enabled;
  const auto mail = app.stores().outbox.counts();
  if (!mail) return Failure{mail.error()};
  layout.mail_failed = mail->failed;
  if (layout.notice || section == ModerationSection::queue)
    if (const auto added = add_earlier(context, layout); !added) return Failure{added.error()};
  return layout;
}

Result<void, StoreError> add_earlier(Context& context, ModerationLayout& layout) {
  constexpr std::int64_t undo_ms = 60 * minute_ms;
  layout.earlier = {};
  // Only an undo makes room for the action before it.
  if (layout.notice && layout.notice->action != audit_action::undo && !layout.notice->undone)
    return {};
  auto earlier = context.stores().audit_log.last_to_undo(context.moderator->id,
                                                         Instant{context.now.ms - undo_ms});
  if (!earlier) return Failure{earlier.error()};
  layout.earlier = *std::move(earlier);
  return {};
}

std::string filter_text(std::string_view query, std::string_view name, std::size_t characters) {
  const std::string value = query_value(query, name).value_or("");
  return is_valid_utf8(value) ? clean_line(first_characters(value, characters)) : "\uFFFD";
}

Result<std::string, StoreError> filter_page(Context& context) {
  const std::string typed = filter_text(context.request.query, "page", longest_page);
  if (typed.empty()) return typed;
  // Links of the moderators' pages have the key or the path itself, which may contain a '%' or '#'.
  const auto exact = parse_page_path(typed);
  if (exact) {
    const auto thread = context.stores().comments.find_thread(exact->key);
    if (!thread) return Failure{thread.error()};
    if (*thread) return exact->key;
  }
  if (const auto named = page_named(context.app.site, context.request, typed))
    return named->page.key;
  return exact ? exact->key : typed;
}

UrlQuery outcome_query(const ActOutcome& outcome) {
  UrlQuery query;
  if (outcome.batch != 0) query.add("done", outcome.batch);
  std::string conflicts;
  // The query is part of a header, whose length web servers limit.
  const std::size_t named = std::min(outcome.conflicts.size(), most_named_conflicts);
  for (const Conflict& each : std::span(outcome.conflicts).first(named))
    conflicts += fmt::format("{}{}", conflicts.empty() ? "" : ",", each.comment.value);
  if (!conflicts.empty()) query.add("conflicts", conflicts);
  if (outcome.conflicts.size() > named)
    query.add("more_conflicts", static_cast<std::int64_t>(outcome.conflicts.size() - named));
  return query;
}

UrlQuery query_of_queue(std::string_view typed) {
  if (typed.starts_with('?')) typed.remove_prefix(1);
  if (typed.size() > longest_return || !std::all_of(typed.begin(), typed.end(), is_query_character))
    return {};
  // Removes the parameters that report an outcome.
  return UrlQuery(typed)
      .remove("done")
      .remove("conflicts")
      .remove("more_conflicts")
      .remove(flash_parameter);
}

UrlQuery queue_behind(std::string_view typed) {
  const std::size_t question = typed.find('?');
  if (!typed.starts_with("comment/") || question == std::string_view::npos) return {};
  return query_of_queue(query_value(typed.substr(question + 1), "back").value_or(""));
}

std::string return_address(const App& app, std::string_view typed, const UrlQuery& outcome) {
  const std::string base = app.site.view.mount + "/moderate/";
  constexpr std::string_view comment = "comment/";
  if (typed.starts_with(comment)) {
    const std::string_view number = typed.substr(comment.size(), typed.find('?') - comment.size());
    UrlQuery query;
    if (const UrlQuery queue = queue_behind(typed); !queue.empty()) query.add("back", queue.text());
    if (const auto id = parse_id<CommentId>(number))
      return query.add(outcome).link(fmt::format("{}comment/{}", base, id->value));
  }
  for (const std::string_view page :
       {"threads", "threads/moves", "rules", "care", "audit-log", "people", "mail", "check"})
    if (typed.substr(0, typed.find('?')) == page)
      return query_of_queue(typed.substr(std::min(page.size(), typed.size())))
          .add(outcome)
          .link(base + std::string(page));
  return query_of_queue(typed).add(outcome).link(base);
}

HandlerResult after_action(Context& context, const ActOutcome& outcome) {
  if (wants_json(context.request)) return action_as_json(context, outcome);
  return see_other(return_address(context.app, context.form.get("return"), outcome_query(outcome)));
}

Response back_with(const Context& context, Flash flash) {
  return see_other(return_address(context.app, context.form.get("return"),
                                  UrlQuery().add(flash_parameter, to_text(flash))));
}

}  // namespace afterword
