#include "domain/moderation/audit.h"

#include "domain/moderation/moderation_action.h"

namespace afterword::audit {
namespace {

std::string code(auto value) { return std::string(to_text(value)); }

// --- To JSON -------------------------------------------------------------------------------------

JsonFields fields_of(const StateParts& parts) {
  JsonFields fields;
  if (parts.care) fields.set("care", code(*parts.care));
  if (parts.holder) fields.set("holder", *parts.holder);
  if (parts.locked) fields.set("locked", *parts.locked);
  if (parts.not_spam) fields.set("not_spam", *parts.not_spam);
  if (parts.pinned) fields.set("pinned", *parts.pinned);
  if (parts.status) fields.set("status", code(*parts.status));
  return fields;
}

JsonFields fields_of(const Place& place) {
  return JsonFields()
      .set("parent", place.parent.value_or(CommentId{}).value)
      .set("top_level", place.top_level.value)
      .set("thread", place.thread.value);
}

JsonFields fields_of(const PageState& state) {
  return JsonFields().set("closed", state.closed).set("memorial", state.memorial);
}

JsonFields fields_of(const PageTitle& title) {
  return JsonFields().set("given", title.given).set("title", title.text);
}

JsonFields fields_of(const PageAddress& address) {
  return JsonFields().set("page", address.page).set("path", address.path);
}

JsonFields fields_of(RuleId rule, bool active) {
  return JsonFields().set("active", active).set("rule", rule.value);
}

struct Encoder {
  Sides operator()(const Nothing&) const { return {}; }
  Sides operator()(const StateChange& change) const {
    return {fields_of(change.before), fields_of(change.after)};
  }
  Sides operator()(const ContentChange& change) const {
    return {JsonFields().set("revision", change.before.value), {}};
  }
  Sides operator()(const PlaceChange& change) const {
    return {fields_of(change.before), fields_of(change.after)};
  }
  Sides operator()(const Deletion& deletion) const {
    return {fields_of(StateParts{.status = deletion.before}), {}};
  }
  Sides operator()(const PageChange& change) const {
    return {fields_of(change.before), fields_of(change.after)};
  }
  Sides operator()(const TitleChange& change) const {
    return {fields_of(change.before), fields_of(change.after)};
  }
  Sides operator()(const AddressChange& change) const {
    return {fields_of(change.before).set("led_to", change.led_to), fields_of(change.after)};
  }
  Sides operator()(const Merge& merge) const {
    return {
        fields_of(merge.from).set("top_level_comments", merge.top_level).set("names", merge.names),
        fields_of(merge.into).set("into", merge.into_thread)};
  }
  Sides operator()(const AliasChange& change) const {
    return {JsonFields().set("alias", change.page).set("leads_to", change.before),
            JsonFields().set("alias", change.page).set("leads_to", change.after)};
  }
  Sides operator()(const RuleChange& change) const {
    return {fields_of(change.rule, !change.active), fields_of(change.rule, change.active)};
  }
  Sides operator()(const ModeratorChange& change) const {
    Sides sides{JsonFields().set("moderator", change.moderator.value), {}};
    if (change.before) sides.before.set("role", code(*change.before));
    if (change.after) sides.after.set("role", code(*change.after));
    return sides;
  }
  Sides operator()(const CareModeChange& change) const {
    Sides sides{{}, JsonFields().set("mode", code(change.after))};
    if (change.before) sides.before.set("mode", code(*change.before));
    return sides;
  }
  Sides operator()(const CommentCount& count) const {
    return {{}, JsonFields().set("comments", count.comments)};
  }
  Sides operator()(const Reported& report) const {
    return {{}, JsonFields().set("reason", code(report.reason))};
  }
  Sides operator()(const ReportsChange& change) const {
    return {JsonFields().set("reports", change.before), JsonFields().set("reports", change.after)};
  }
  Sides operator()(const Unknown& unknown) const { return {unknown.before, unknown.after}; }
};

// --- From JSON -----------------------------------------------------------------------------------

StateParts parts_in(const JsonFields& fields) {
  StateParts parts;
  parts.status = parse_status(fields.text("status"));
  if (fields.contains("pinned")) parts.pinned = fields.boolean("pinned", false);
  if (fields.contains("locked")) parts.locked = fields.boolean("locked", false);
  if (fields.contains("care")) parts.care = parse_care(fields.text("care"));
  if (fields.contains("holder")) parts.holder = fields.number("holder", 0);
  if (fields.contains("not_spam")) parts.not_spam = fields.boolean("not_spam", false);
  return parts;
}

Place place_in(const JsonFields& fields) {
  Place place{ThreadId{fields.number("thread", 0)}, {}, CommentId{fields.number("top_level", 0)}};
  if (const std::int64_t parent = fields.number("parent", 0); parent != 0)
    place.parent = CommentId{parent};
  return place;
}

PageState page_in(const JsonFields& fields) {
  return {fields.boolean("closed", false), fields.boolean("memorial", false)};
}

PageAddress address_in(const JsonFields& fields) {
  return {fields.text("page"), fields.text("path")};
}

PageTitle title_in(const JsonFields& fields) {
  return {fields.text("title"), fields.boolean("given", false)};
}

/// An undo can have any type of change, except those that cannot be undone, so the members
/// determine the type.
Change guess(std::string_view action, const JsonFields& before, const JsonFields& after) {
  if (action == to_text(ModerationAction::remove))
    return Deletion{parse_status(before.text("status"))};
  if (before.contains("closed")) return PageChange{page_in(before), page_in(after)};
  if (before.contains("title")) return TitleChange{title_in(before), title_in(after)};
  if (after.contains("into"))
    return Merge{address_in(before), address_in(after), after.number("into", 0),
                 before.text("top_level_comments"), before.text("names")};
  if (before.contains("path"))
    return AddressChange{address_in(before), address_in(after), before.number("led_to", 0)};
  if (before.contains("alias"))
    return AliasChange{after.text("alias"), before.number("leads_to", 0),
                       after.number("leads_to", 0)};
  if (before.contains("rule"))
    return RuleChange{RuleId{before.number("rule", 0)}, after.boolean("active", false)};
  if (before.contains("revision")) return ContentChange{RevisionId{before.number("revision", 0)}};
  if (before.contains("top_level")) return PlaceChange{place_in(before), place_in(after)};
  if (before.contains("moderator"))
    return ModeratorChange{ModeratorId{before.number("moderator", 0)},
                           parse_role(before.text("role")), parse_role(after.text("role"))};
  if (after.contains("mode"))
    return CareModeChange{parse_care_mode(before.text("mode")),
                          parse_care_mode(after.text("mode")).value_or(default_care_mode)};
  if (const auto reason = parse_report_reason(after.text("reason"))) return Reported{*reason};
  if (before.contains("reports"))
    return ReportsChange{before.number("reports", 0), after.number("reports", 0)};
  if (after.contains("comments")) return CommentCount{after.number("comments", 0)};
  const StateChange change{parts_in(before), parts_in(after)};
  if (change == StateChange{}) return Nothing{};
  return change;
}

}  // namespace

StateChange difference(const CommentState& before, const CommentState& after) {
  StateChange change;
  const auto compare = [&](auto state_part, auto part) {
    if (before.*state_part == after.*state_part) return;
    change.before.*part = before.*state_part;
    change.after.*part = after.*state_part;
  };
  compare(&CommentState::status, &StateParts::status);
  compare(&CommentState::pinned, &StateParts::pinned);
  compare(&CommentState::locked, &StateParts::locked);
  compare(&CommentState::care, &StateParts::care);
  compare(&CommentState::holder, &StateParts::holder);
  compare(&CommentState::not_spam, &StateParts::not_spam);
  return change;
}

CommentState with(CommentState state, const StateParts& parts) {
  return {parts.status.value_or(state.status), parts.pinned.value_or(state.pinned),
          parts.locked.value_or(state.locked), parts.care.value_or(state.care),
          parts.holder.value_or(state.holder), parts.not_spam.value_or(state.not_spam)};
}

Sides encode(const Change& change) { return std::visit(Encoder{}, change); }

Change decode(std::string_view action, const Sides& sides) {
  Change change = guess(action, sides.before, sides.after);
  const Sides understood = encode(change);
  if (understood.before == sides.before && understood.after == sides.after) return change;
  return Unknown{sides.before, sides.after};
}

}  // namespace afterword::audit
