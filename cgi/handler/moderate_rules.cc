// GET and POST /moderate/rules: the lists, adding and removing, and trying a rule before it acts.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "comment/rule_values.h"
#include "handler/answers.h"
#include "handler/handlers.h"
#include "handler/moderation_answers.h"
#include "handler/moderation_request.h"
#include "http/uri.h"

namespace afterword {
namespace {

constexpr int tried_comments = 1'000;
constexpr std::size_t shown_matches = 20;

Rule read_rule(std::string_view kind, std::string_view pattern, std::string_view topic) {
  Rule rule;
  rule.id = RuleId{1};
  rule.kind = parse_rule_kind(kind).value_or(RuleKind::hold);
  rule.pattern = trim(pattern);
  if (rule.kind == RuleKind::care) rule.topic = parse_care_topic(topic).value_or(CareTopic::self);
  return rule;
}

/// What of the last comments a rule would have matched. `writer` is the e-mail address of whom the
/// rule is about, "" for nobody: their comments are not counted as published ones.
Result<RuleTrial, StoreError> try_rule(App& app, const Rule& rule, std::string_view writer = "") {
  const RuleSet rules({rule});
  RuleTrial trial;
  std::vector<CommentId> matches;
  const auto looked = app.stores().queue.each_recent(tried_comments, [&](const Comment& comment) {
    const std::string plain = render_markup(comment.text, comment.format).plain_text;
    const bool found =
        rule.kind == RuleKind::care
            ? !rules.care_matches(comment.author + ". " + plain, CareMode::attentive).empty()
            : rules
                  .first_match(rule.kind, {comment.author, comment.email, comment.url, comment.text,
                                           plain, comment.network, comment.user_agent})
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

/// Whether a rule would have met so many published comments of others that it is an accident, or
/// meant to shut everybody out: more than one in `part`, and not only a few.
bool is_broad(const RuleTrial& trial, int part) {
  constexpr int few = 3;
  return trial.published_matches > few && trial.published_matches * part > trial.published;
}
constexpr int for_owners = 2;
constexpr int for_moderators = 20;

/// The lists are the owners'; a moderator may hold or block somebody from their comment, by what
/// that comment has, unless it would meet others. The key of what stands against it, or nothing.
Result<std::string_view, StoreError> moderator_fault(App& app, const ModeratorPost& post,
                                                     const Rule& rule) {
  constexpr std::string_view owner_only = "owner_only";
  constexpr std::string_view from_comment = "comment/";
  const std::string_view typed = post.form.get("return");
  if (rule.kind == RuleKind::care || !typed.starts_with(from_comment)) return owner_only;
  const auto id = parse_id<CommentId>(typed.substr(from_comment.size()));
  if (!id) return owner_only;
  const auto comment = app.store().find_comment(*id);
  if (!comment) return Failure{comment.error()};
  if (!*comment) return owner_only;
  const auto values = rule_values(**comment);
  if (std::none_of(values.begin(), values.end(),
                   [&](const RuleValue& each) { return each.value == rule.pattern; }))
    return std::string_view("value_of_comment_only");
  const auto trial = try_rule(app, rule, (*comment)->email);
  if (!trial) return Failure{trial.error()};
  return std::string_view(is_broad(*trial, for_moderators) ? "broad_rule_owner" : "");
}

Response rules_page(App& app, const Request& request, const SignedIn& moderator, const Rule& rule,
                    const std::string& fault, Instant now, bool ask_again = false) {
  auto frame = make_frame(app, request, moderator, ModerationSection::rules, now);
  if (!frame) return refusal(app, request, Refusal::unavailable);
  RulesModel model;
  model.kind = rule.kind;
  model.pattern = rule.pattern;
  model.ask_again = ask_again;
  if (ask_again) frame->problem = "broad_rule";
  if (!fault.empty()) {
    frame->problem = "bad_pattern";
    frame->problem_detail = fault;
  } else if (!rule.pattern.empty()) {
    auto trial = try_rule(app, rule);
    if (!trial) return refusal(app, request, Refusal::unavailable);
    model.trial = std::move(trial).value();
  }
  auto rules = app.stores().rules.list();
  if (!rules) return refusal(app, request, Refusal::unavailable);
  model.rules = std::move(rules).value();
  model.frame = *std::move(frame);
  return moderation_page(app, fault.empty() && !ask_again ? 200 : 422,
                         render_rules(app.view(), model));
}

}  // namespace

Response show_rules(App& app, const Request& request, std::string_view, Instant now) {
  const auto moderator = begin_page(app, request, "rules", now);
  if (!moderator) return moderator.error();
  const auto value = [&](std::string_view name) {
    return query_value(request.query, name).value_or("");
  };
  const Rule rule = read_rule(value("kind"), value("pattern"), value("topic"));
  const auto fault = rule.pattern.empty() ? std::nullopt : pattern_fault(rule.kind, rule.pattern);
  return rules_page(app, request, *moderator, rule, fault.value_or(""), now);
}

Response moderate_rules(App& app, const Request& request, std::string_view, Instant now) {
  const auto post = begin_post(app, request, now);
  if (!post) return post.error();
  const Form& form = post->form;

  if (form.get("do") == "remove") {
    const auto id = parse_id<RuleId>(form.get("rule"));
    if (!id) return back_with_problem(app, *post, "no_such_rule");
    if (!post->moderator.is_owner()) return back_with_problem(app, *post, "owner_only");
    const auto removed = app.stores().rules.remove(post->actor, *id, now);
    if (!removed) return refusal(app, request, Refusal::unavailable);
    if (!*removed) return back_with_problem(app, *post, "no_such_rule");
    return after_action(app, request, *post, {(*removed)->batch, {}, {}}, now);
  }

  const Rule rule = read_rule(form.get("kind"), form.get("pattern"), form.get("topic"));
  if (const auto fault = pattern_fault(rule.kind, rule.pattern))
    return rules_page(app, request, post->moderator, rule, *fault, now);
  if (form.get("do") == "try") {
    Response response{303, {}, {}};
    response.headers.emplace_back(
        "Location",
        fmt::format("{}/moderate/rules?kind={}&topic={}&pattern={}", app.site.view.mount,
                    to_text(rule.kind), to_text(rule.topic), encode_query_value(rule.pattern)));
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
  }
  if (!post->moderator.is_owner()) {
    const auto key = moderator_fault(app, *post, rule);
    if (!key) return refusal(app, request, Refusal::unavailable);
    if (!key->empty()) return back_with_problem(app, *post, *key);
  } else if (form.get("do") != "add_anyway") {
    const auto trial = try_rule(app, rule);
    if (!trial) return refusal(app, request, Refusal::unavailable);
    if (is_broad(*trial, for_owners))
      return rules_page(app, request, post->moderator, rule, "", now, true);
  }
  const auto added = app.stores().rules.add(post->actor, rule, now);
  if (!added) return refusal(app, request, Refusal::unavailable);
  if (added->batch == 0) return back_with_problem(app, *post, "rule_exists");
  return after_action(app, request, *post, {added->batch, {}, {}}, now);
}

}  // namespace afterword
