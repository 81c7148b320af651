#include "domain/policy/moderation_policy.h"

#include <fmt/format.h>

#include <cstdlib>
#include <set>
#include <utility>

#include "domain/care/care_text.h"
#include "domain/policy/contact_details.h"

namespace afterword {
namespace {

/// Reading the form, writing and sending takes a person longer than this.
constexpr std::int64_t too_fast_ms = 2'000;

class Reasons {
 public:
  void add(const std::string& code) { text_ += (text_.empty() ? "" : " ") + code; }
  bool empty() const { return text_.empty(); }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

CareWeight weight_of(const Submission& comment, const ModerationPolicy& policy) {
  if (policy.care != CareMode::attentive || policy.care_words == nullptr) return CareWeight::none;
  return policy.care_words->weight_of(care_form(comment.plain_text));
}

/// The topics of care that a comment matches. A rule without a topic is about the commenter.
/// Attentive phrases of the shipped list are weak signals ("no way out"), so contrary word weights
/// outweigh them.
std::string care_topics(const Submission& comment, const RuleSet& rules,
                        const ModerationPolicy& policy, CareWeight weight, Reasons& reasons) {
  std::string topics;
  for (const RuleSet::CareMatch& match :
       rules.care_matches({comment.author, comment.plain_text}, policy.care)) {
    if (match.may_be_outweighed && weight == CareWeight::against) continue;
    reasons.add(fmt::format("care:{}", match.id.value));
    const CareTopic topic = match.topic == CareTopic::none ? CareTopic::self : match.topic;
    if (topics.find(to_text(topic)) == std::string::npos)
      topics += fmt::format("{}{}", topics.empty() ? "" : " ", to_text(topic));
  }
  if (weight == CareWeight::high) {
    reasons.add("care_words");
    if (topics.empty()) topics = to_text(CareTopic::self);
  }
  return topics;
}

void add_contact_details(std::string_view text, Reasons& reasons) {
  std::set<ContactKind> kinds;
  for (const ContactDetail& detail : find_contact_details(text)) kinds.insert(detail.kind);
  for (const ContactKind kind : kinds) reasons.add(fmt::format("contact:{}", to_text(kind)));
}

}  // namespace

Verdict evaluate_content(const Submission& comment, const RuleSet& rules,
                         const ModerationPolicy& policy) {
  const std::vector<std::string> texts{
      comment.author,     comment.email,          comment.url,       comment.text,
      comment.plain_text, comment.address_prefix, comment.user_agent};
  Reasons reasons;
  const CareWeight weight = weight_of(comment, policy);
  const std::string care = care_topics(comment, rules, policy, weight, reasons);
  const bool marked = care.empty() && weight == CareWeight::middling;
  const auto block = rules.first_match(RuleKind::block, texts);
  if (block) reasons.add(fmt::format("block:{}", block->value));
  if (comment.trap_filled) reasons.add("trap");
  if (comment.elapsed_ms && *comment.elapsed_ms < too_fast_ms) reasons.add("too_fast");
  if (policy.hold_all) reasons.add("hold_all");
  if (policy.max_links > 0 && comment.links >= policy.max_links)
    reasons.add(fmt::format("links:{}", comment.links));
  if (policy.hold_contact_details) add_contact_details(comment.plain_text, reasons);
  if (rules.looks_like_moderator(comment.author)) reasons.add("moderator_name");
  if (const auto hold = rules.first_match(RuleKind::hold, texts))
    reasons.add(fmt::format("rule:{}", hold->value));

  if (reasons.empty()) return {Status::approved, {}, {}, marked};
  return {block && care.empty() ? Status::trash : Status::waiting, reasons.take(), care, marked};
}

Verdict hold_first_comment(Verdict verdict, bool known_author, const ModerationPolicy& policy) {
  if (known_author || !policy.hold_first) return verdict;
  if (verdict.status == Status::approved) verdict.status = Status::waiting;
  verdict.reason += verdict.reason.empty() ? "first_comment" : " first_comment";
  return verdict;
}

bool is_too_old(std::optional<Instant> opened, const ModerationPolicy& policy, Instant now) {
  return opened && policy.close_after_days > 0 &&
         now.ms - opened->ms > policy.close_after_days * day_ms;
}

Result<Verdict, Refusal> decide(Verdict content, const SubmissionContext& context,
                                const ModerationPolicy& policy, Instant now) {
  if (context.page_closed || is_too_old(context.opened, policy, now))
    return Failure{Refusal::page_closed};
  if (context.parent == ParentState::missing) return Failure{Refusal::parent_not_published};
  if (context.parent == ParentState::locked) return Failure{Refusal::thread_locked};
  if (context.duplicate) return Failure{Refusal::duplicate};
  if (is_flood(context.newest_by_email, policy.flood_seconds, now) ||
      is_flood(context.newest_by_prefix, policy.flood_seconds, now))
    return Failure{Refusal::flood};
  return hold_first_comment(std::move(content), context.known_author, policy);
}

bool is_editable(Instant created, const ModerationPolicy& policy, Instant now) {
  return std::llabs(now.ms - created.ms) < policy.edit_minutes * minute_ms;
}

std::optional<Refusal> decide_rewrite(const RewriteContext& context, const ModerationPolicy& policy,
                                      Instant now) {
  if (context.target != RewriteTarget::gone && !is_editable(context.created, policy, now))
    return Refusal::link_expired;
  switch (context.target) {
    case RewriteTarget::gone:
      return Refusal::link_gone;
    case RewriteTarget::changed:
      return Refusal::comment_changed;
    case RewriteTarget::current:
      break;
  }
  if (context.page_closed || is_too_old(context.opened, policy, now)) return Refusal::page_closed;
  if (context.locked) return Refusal::thread_locked;
  if (context.rewrites >= most_rewrites || context.revision_bytes >= most_revision_bytes)
    return Refusal::too_many_rewrites;
  if (context.unchanged) return std::nullopt;
  for (const auto& newest :
       {context.newest_by_email, context.newest_by_prefix, context.newest_by_first_prefix})
    if (is_flood(newest, policy.flood_seconds, now)) return Refusal::flood;
  return std::nullopt;
}

}  // namespace afterword
