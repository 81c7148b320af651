#include "handler/moderation/rules_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/ascii.h"
#include "base/text.h"
#include "domain/policy/rule_values.h"
#include "handler/moderation/moderation_request.h"
#include "handler/responses.h"
#include "view/moderation/moderation_layout.h"
#include "view/moderation/policy_words.h"
#include "view/moderation/rules_view.h"

namespace afterword {
namespace {

constexpr int tried_comments = 1'000;
constexpr std::size_t shown_matches = 20;

Rule read_rule(std::string_view kind, std::string_view pattern, std::string_view topic) {
  Rule rule;
  rule.id = RuleId{1};
  rule.kind = parse_rule_kind(kind).value_or(RuleKind::hold);
  rule.pattern = trim(pattern);
  if (rule.kind == RuleKind::care) rule.topic = parse_phrase_topic(topic).value_or(CareTopic::self);
  return rule;
}

/// Which recent comments a rule would match. `writer` is the email address of the commenter that
/// the rule is about, "" if none; their comments do not count as published ones.
Result<RuleTrial, StoreError> trial_of(App& app, const Rule& rule, std::string_view writer = "") {
  const RuleSet rules({rule});
  RuleTrial trial;
  std::vector<CommentId> matches;
  const auto looked = app.stores().queue.each_recent(tried_comments, [&](const Comment& comment) {
    const std::string without_data = render_markup(comment.text, comment.format).plain_text;
    const bool found =
        rule.kind == RuleKind::care
            ? !rules.care_matches({comment.author, without_data}, CareMode::attentive).empty()
            : rules
                  .first_match(rule.kind,
                               {comment.author, comment.email, comment.url, comment.text,
                                without_data, comment.address_prefix, comment.user_agent})
                  .has_value();
    if (found) matches.push_back(comment.id);
    if (comment.status != Status::approved || (!writer.empty() && comment.email == writer)) return;
    ++trial.published;
    if (found) ++trial.published_matches;
  });
  if (!looked) return Failure{looked.error()};
  trial.looked_at = *looked;
  trial.matches = static_cast<int>(matches.size());
  for (const CommentId id : matches) {
    if (trial.items.size() == shown_matches) break;
    const auto item = app.stores().queue.item(id);
    if (!item) return Failure{item.error()};
    if (*item) trial.items.push_back(**item);
  }
  return trial;
}

/// Whether a rule matches so many published comments of others that it is a mistake, or would
/// exclude everybody: more than one in `part`, and more than a few.
bool is_broad(const RuleTrial& trial, int part) {
  constexpr int few = 3;
  return trial.published_matches > few && trial.published_matches * part > trial.published;
}
constexpr int for_owners = 2;
constexpr int for_moderators = 20;

/// Why a moderator who is not an owner may not add a rule of a comment: the rule is not about a
/// value of the comment that the form was on, or others would be affected.
Result<std::optional<Flash>, StoreError> refusal_of_moderators_rule(Context& context,
                                                                    const Rule& rule) {
  constexpr std::string_view from_comment = "comment/";
  const std::optional<Flash> not_of_comment = Flash::value_of_comment_only;
  const std::string_view typed = context.form.get("return");
  if (rule.kind == RuleKind::care || !typed.starts_with(from_comment)) return not_of_comment;
  const auto id = parse_id<CommentId>(typed.substr(from_comment.size()));
  if (!id) return not_of_comment;
  const auto comment = context.stores().comments.find_comment(*id);
  if (!comment) return Failure{comment.error()};
  if (!*comment) return not_of_comment;
  const auto values = rule_values(**comment);
  if (std::none_of(values.begin(), values.end(),
                   [&](const RuleValue& each) { return each.value == rule.pattern; }))
    return not_of_comment;
  const auto trial = trial_of(context.app, rule, (*comment)->email);
  if (!trial) return Failure{trial.error()};
  if (is_broad(*trial, for_moderators)) return std::optional(Flash::broad_rule_owner);
  return std::optional<Flash>{};
}

/// Renders the page with a rule in its form: with its trial, with RE2's error, or with a
/// confirmation button.
HandlerResult rules_page(Context& context, const Rule& rule, std::optional<Flash> flash = {},
                         const std::string& detail = {}) {
  auto layout = make_layout(context, ModerationSection::rules);
  auto rules = context.stores().rules.list();
  if (!layout || !rules) return unavailable;
  RulesModel model;
  model.kind = rule.kind;
  model.pattern = rule.pattern;
  model.find = filter_text(context.request.query, "find", longest_search);
  model.ask_again = flash == Flash::broad_rule;
  model.rules = std::move(rules).value();
  if (flash) layout->flash = flash;
  layout->flash_detail = detail;
  if (!rule.pattern.empty() && flash != Flash::bad_pattern) {
    auto trial = trial_of(context.app, rule);
    if (!trial) return unavailable;
    model.trial = std::move(trial).value();
  }
  model.layout = *std::move(layout);
  return html_response(status_of(flash), render_rules(context.app.view(), model));
}

/// The rule of a form; otherwise the page that explains the error in its pattern.
Result<Rule, HandlerResult> read_valid_rule(Context& context) {
  const Form& form = context.form;
  const Rule rule = read_rule(form.get("kind"), form.get("pattern"), form.get("topic"));
  if (const auto error = pattern_error(rule.kind, rule.pattern))
    return Failure<HandlerResult>{rules_page(context, rule, Flash::bad_pattern,
                                             explain_pattern(context.app.templates, *error))};
  return rule;
}

HandlerResult store_rule(Context& context, const Rule& rule) {
  const auto added = context.stores().rules.add(context.actor(), rule, context.now);
  if (!added) return unavailable;
  if (added->batch == 0) return back_with(context, Flash::rule_exists);
  return after_action(context, {added->batch, {}, {}});
}

}  // namespace

HandlerResult show_rules(Context& context) {
  const auto value = [&](std::string_view name) {
    return query_value(context.request.query, name).value_or("");
  };
  const Rule rule = read_rule(value("kind"), value("pattern"), value("topic"));
  const auto error = rule.pattern.empty() ? std::nullopt : pattern_error(rule.kind, rule.pattern);
  if (error)
    return rules_page(context, rule, Flash::bad_pattern,
                      explain_pattern(context.app.templates, *error));
  return rules_page(context, rule);
}

HandlerResult try_rule(Context& context) {
  const auto rule = read_valid_rule(context);
  if (!rule) return rule.error();
  return see_other(UrlQuery()
                       .add("kind", to_text(rule->kind))
                       .add("topic", to_text(rule->topic))
                       .add("pattern", rule->pattern)
                       .link(context.site().view.mount + "/moderate/rules"));
}

HandlerResult add_rule(Context& context) {
  const auto rule = read_valid_rule(context);
  if (!rule) return rule.error();
  const auto trial = trial_of(context.app, *rule);
  if (!trial) return unavailable;
  if (is_broad(*trial, for_owners)) return rules_page(context, *rule, Flash::broad_rule);
  return store_rule(context, *rule);
}

HandlerResult add_rule_anyway(Context& context) {
  const auto rule = read_valid_rule(context);
  if (!rule) return rule.error();
  return store_rule(context, *rule);
}

HandlerResult add_rule_of_comment(Context& context) {
  if (context.moderator->is_owner()) return add_rule(context);
  const auto rule = read_valid_rule(context);
  if (!rule) return rule.error();
  const auto flash = refusal_of_moderators_rule(context, *rule);
  if (!flash) return unavailable;
  if (*flash) return back_with(context, **flash);
  return store_rule(context, *rule);
}

HandlerResult remove_rule(Context& context) {
  const auto id = parse_id<RuleId>(context.form.get("rule"));
  if (!id) return back_with(context, Flash::no_such_rule);
  const auto removed = context.stores().rules.remove(context.actor(), *id, context.now);
  if (!removed) return unavailable;
  if (!*removed) return back_with(context, Flash::no_such_rule);
  return after_action(context, {(*removed)->batch, {}, {}});
}

}  // namespace afterword
