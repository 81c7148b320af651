#include "handler/moderation/care_page.h"

#include <algorithm>

#include "base/text.h"
#include "domain/comment/submission.h"
#include "handler/moderation/moderation_request.h"
#include "handler/responses.h"
#include "view/moderation/care_view.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {
namespace {

std::string field(const Form& form, std::string_view name, std::size_t characters) {
  return first_characters(clean_line(form.get(name)), characters);
}

/// The help resource in a form, with its web address as typed.
HelpResource read_help(const Form& form) {
  HelpResource help;
  help.id = parse_positive(form.get("id")).value_or(0);
  help.name = field(form, "name", 200);
  help.phone = field(form, "phone", 60);
  help.text_number = field(form, "text_number", 60);
  help.url = field(form, "url", 200);
  help.hours = field(form, "hours", 100);
  help.country = field(form, "country", 100);
  return help;
}

ReplyDraft read_draft(const Form& form) {
  return {parse_positive(form.get("id")).value_or(0), field(form, "title", 100),
          first_characters(clean_text(form.get("text")), 10'000)};
}

/// The outcome of a form. Input that could not be saved is shown in the page's forms again.
struct Outcome {
  Flash flash = Flash::saved;
  HelpResource help = {};
  ReplyDraft draft = {};
  bool is_given_back = false;
};
using CareResult = Result<Outcome, StoreError>;

/// Converts a change without further data.
CareResult without_data(const Result<Change, StoreError>& change) {
  if (!change) return Failure{change.error()};
  return Outcome{*change == Change::done ? Flash::saved : Flash::entry_gone};
}
CareResult without_data(const Result<void, StoreError>& done) {
  if (!done) return Failure{done.error()};
  return Outcome{};
}

CareResult save_help(Context& context, HelpResource help) {
  CareStore& care = context.stores().care;
  const auto address = help.url.empty() ? std::string{} : web_address(help.url).value_or("");
  if (help.name.empty() || address.empty() != help.url.empty())
    return Outcome{Flash::help_incomplete, help, {}, true};
  HelpResource valid = help;
  valid.url = address;
  if (help.id == 0) return without_data(care.add_help(context.actor(), valid, context.now));
  const auto changed = care.change_help(context.actor(), valid, context.now);
  if (!changed || *changed == Change::done) return without_data(changed);
  help.id = 0;
  return Outcome{Flash::entry_gone_kept, help, {}, true};
}

CareResult save_draft(Context& context, ReplyDraft draft) {
  CareStore& care = context.stores().care;
  if (draft.title.empty() || draft.text.empty())
    return Outcome{Flash::draft_incomplete, {}, draft, true};
  if (draft.id == 0)
    return without_data(care.add_draft(context.actor(), draft.title, draft.text, context.now));
  const auto changed = care.change_draft(context.actor(), draft, context.now);
  if (!changed || *changed == Change::done) return without_data(changed);
  draft.id = 0;
  return Outcome{Flash::entry_gone_kept, {}, draft, true};
}

/// Only owners may change help resources; every moderator may mark one as verified.
CareResult carry_out(Context& context) {
  CareStore& care = context.stores().care;
  const Actor actor = context.actor();
  const Form& form = context.form;
  if (const auto id = parse_positive(form.get("verify")))
    return without_data(care.verify_help(actor, *id, context.now));
  if (const auto id = parse_positive(form.get("forget")))
    return without_data(care.remove_draft(actor, *id, context.now));
  if (form.get("add") == "draft") return save_draft(context, read_draft(form));
  if (!context.moderator->is_owner()) return Outcome{Flash::owner_only};
  if (form.get("dismiss") == "help")
    return without_data(care.dismiss_help_notice(actor, context.now));
  if (const auto id = parse_positive(form.get("remove")))
    return without_data(care.remove_help(actor, *id, context.now));
  if (form.get("add") != "mode") return save_help(context, read_help(form));
  const auto mode = parse_care_mode(form.get("care"));
  if (!mode || context.site().care_mode) return Outcome{Flash::unknown_action};
  return without_data(care.set_mode(actor, *mode, context.now));
}

template <typename Entry>
Entry entry_of(const std::vector<Entry>& entries, std::optional<std::int64_t> id) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.id == id; });
  return found == entries.end() ? Entry{} : *found;
}

/// Renders the page. The forms contain refused input, or the entries that the query names.
HandlerResult care_page(Context& context, const Outcome* refused) {
  auto layout = make_layout(context, ModerationSection::care);
  auto help = context.stores().care.help();
  auto drafts = context.stores().care.drafts();
  if (!layout || !help || !drafts) return unavailable;
  CareModel model{*std::move(layout), std::move(help).value(), std::move(drafts).value()};
  const auto wanted = [&](std::string_view name) {
    return parse_positive(query_value(context.request.query, name).value_or(""));
  };
  if (refused != nullptr) model.layout.flash = refused->flash;
  model.mode_is_configured = context.site().care_mode.has_value();
  model.help_form = refused != nullptr ? refused->help : entry_of(model.help, wanted("help"));
  model.draft_form = refused != nullptr ? refused->draft : entry_of(model.drafts, wanted("draft"));
  return html_response(status_of(refused != nullptr ? std::optional(refused->flash) : std::nullopt),
                       render_care_page(context.app.view(), model));
}

}  // namespace

HandlerResult show_care(Context& context) { return care_page(context, nullptr); }

HandlerResult moderate_care(Context& context) {
  const auto outcome = carry_out(context);
  if (!outcome) return unavailable;
  if (outcome->is_given_back) return care_page(context, &*outcome);
  return back_with(context, outcome->flash);
}

}  // namespace afterword
