#include "transfer/json/commenter_json.h"

#include "base/json.h"

namespace afterword {
namespace {

JsonObject to_json(const CommenterComment& found) {
  JsonArray revisions;
  for (const Revision& revision : found.revisions)
    revisions.add(JsonObject()
                      .add("replaced", format_rfc3339(revision.replaced))
                      .add("author", revision.author)
                      .add("email", revision.email)
                      .add("url", revision.url)
                      .add("text", revision.text));
  const Comment& comment = found.comment;
  return JsonObject()
      .add("id", comment.id.value)
      .add("page", found.path)
      .add("created", format_rfc3339(comment.created))
      .add("status", to_text(comment.status))
      .add("author", comment.author)
      .add("email", comment.email)
      .add("url", comment.url)
      .add("network", comment.address_prefix)
      .add("user_agent", comment.user_agent)
      .add("text", comment.text)
      .add("revisions", revisions);
}

std::string date_or_empty(const std::optional<Instant>& at) {
  return at ? format_rfc3339(*at) : std::string{};
}

/// With the proof of consent: what was asked when, from where, in which words, and the answer.
JsonObject to_json(const Subscription& subscription) {
  return JsonObject()
      .add("kind", to_text(subscription.kind))
      .add("page", subscription.page_path)
      .add("comment", subscription.comment ? subscription.comment->value : 0)
      .add("state", to_text(subscription.state))
      .add("schedule", to_text(subscription.schedule))
      .add("asked", format_rfc3339(subscription.asked))
      .add("asked_by", subscription.asked_by)
      .add("wording", std::int64_t{subscription.wording})
      .add("confirmed", date_or_empty(subscription.confirmed));
}

}  // namespace

std::string commenter_as_json(const CommenterData& commenter) {
  JsonArray comments;
  for (const CommenterComment& found : commenter.comments) comments.add(to_json(found));
  JsonArray subscriptions;
  for (const Subscription& each : commenter.subscriptions) subscriptions.add(to_json(each));
  JsonArray mail;
  for (const CommenterMail& message : commenter.mail)
    mail.add(JsonObject()
                 .add("purpose", message.purpose)
                 .add("status", message.status)
                 .add("created", format_rfc3339(message.created)));
  JsonArray reports;
  for (const CommenterReport& report : commenter.reports)
    reports.add(JsonObject()
                    .add("comment", report.comment.value)
                    .add("reason", report.reason)
                    .add("note", report.note)
                    .add("created", format_rfc3339(report.at)));
  return JsonObject()
      .add("email", commenter.email)
      .add("mail_refused", date_or_empty(commenter.mail_refused))
      .add("subscriptions", subscriptions)
      .add("comments", comments)
      .add("mail", mail)
      .add("reports", reports)
      .indented();
}

}  // namespace afterword
