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

/// Input that could not be saved, for the page's forms.
struct Unsaved {
  Flash flash;
  HelpResource help = {};
  ReplyDraft draft = {};
};

/// Reports a change on the page.
HandlerResult reported(const Context& context, const Result<Change, StoreError>& change) {
  if (!change) return unavailable;
  return back_with(context, *change == Change::done ? Flash::saved : Flash::entry_gone);
}
HandlerResult reported(const Context& context, const Result<void, StoreError>& done) {
  if (!done) return unavailable;
  return back_with(context, Flash::saved);
}

template <typename Entry>
Entry entry_of(const std::vector<Entry>& entries, std::optional<std::int64_t> id) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const Entry& entry) { return entry.id == id; });
  return found == entries.end() ? Entry{} : *found;
}

/// Renders the page. The forms contain refused input, or the entries that the query names.
HandlerResult care_page(Context& context, const Unsaved* refused) {
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

/// Reports a change of an entry. If another moderator has removed the entry, its form keeps the
/// input.
HandlerResult reported(Context& context, const Result<Change, StoreError>& change,
                       const Unsaved& input) {
  if (change && *change == Change::gone) return care_page(context, &input);
  return reported(context, change);
}

}  // namespace

HandlerResult show_care(Context& context) { return care_page(context, nullptr); }

HandlerResult save_help(Context& context) {
  CareStore& care = context.stores().care;
  HelpResource help = read_help(context.form);
  const auto address = help.url.empty() ? std::string{} : web_address(help.url).value_or("");
  if (help.name.empty() || address.empty() != help.url.empty()) {
    const Unsaved unsaved{Flash::help_incomplete, help};
    return care_page(context, &unsaved);
  }
  HelpResource valid = help;
  valid.url = address;
  if (help.id == 0) return reported(context, care.add_help(context.actor(), valid, context.now));
  help.id = 0;
  return reported(context, care.change_help(context.actor(), valid, context.now),
                  {Flash::entry_gone_kept, help});
}

HandlerResult verify_help(Context& context) {
  const auto id = parse_positive(context.form.get("verify"));
  if (!id) return Failure{Refusal::unknown_action};
  return reported(context, context.stores().care.verify_help(context.actor(), *id, context.now));
}

HandlerResult remove_help(Context& context) {
  const auto id = parse_positive(context.form.get("remove"));
  if (!id) return Failure{Refusal::unknown_action};
  return reported(context, context.stores().care.remove_help(context.actor(), *id, context.now));
}

HandlerResult dismiss_help_notice(Context& context) {
  return reported(context, context.stores().care.dismiss_help_notice(context.actor(), context.now));
}

HandlerResult save_draft(Context& context) {
  CareStore& care = context.stores().care;
  ReplyDraft draft = read_draft(context.form);
  if (draft.title.empty() || draft.text.empty()) {
    const Unsaved unsaved{Flash::draft_incomplete, {}, draft};
    return care_page(context, &unsaved);
  }
  if (draft.id == 0)
    return reported(context, care.add_draft(context.actor(), draft.title, draft.text, context.now));
  const auto changed = care.change_draft(context.actor(), draft, context.now);
  draft.id = 0;
  return reported(context, changed, {Flash::entry_gone_kept, {}, draft});
}

HandlerResult remove_draft(Context& context) {
  const auto id = parse_positive(context.form.get("forget"));
  if (!id) return Failure{Refusal::unknown_action};
  return reported(context, context.stores().care.remove_draft(context.actor(), *id, context.now));
}

HandlerResult set_care_mode(Context& context) {
  const auto mode = parse_care_mode(context.form.get("care"));
  if (!mode || context.site().care_mode) return Failure{Refusal::unknown_action};
  return reported(context, context.stores().care.set_mode(context.actor(), *mode, context.now));
}

}  // namespace afterword
