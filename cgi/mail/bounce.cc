#include "mail/bounce.h"

#include <fmt/format.h>

#include "base/ascii.h"
#include "domain/comment/submission.h"
#include "mail/message_id.h"

namespace afterword {
namespace {

/// Header fields and what follows the empty line after them (RFC 5322).
struct Part {
  std::string_view head;
  std::string_view body;
};

std::string_view take_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

Part split_part(std::string_view text) {
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::size_t size = text.size() - rest.size();
    if (take_line(rest).empty()) return {text.substr(0, size), rest};
  }
  return {text, {}};
}

/// The unfolded value of the first field with a name; "" if there is none.
std::string field(std::string_view head, std::string_view name) {
  std::string value;
  bool is_found = false;
  for (std::string_view rest = head; !rest.empty();) {
    const std::string_view line = take_line(rest);
    const bool continues = line.starts_with(' ') || line.starts_with('\t');
    if (is_found && !continues) break;
    if (is_found) value += ' ' + std::string(trim(line));
    if (is_found || continues || !starts_ignoring_case(line, name)) continue;
    const std::string_view after = trim_blanks(line.substr(name.size()));
    if (!after.starts_with(':')) continue;
    is_found = true;
    value = trim(after.substr(1));
  }
  return value;
}

bool has_type(const Part& part, std::string_view type) {
  return starts_ignoring_case(field(part.head, "Content-Type"), type);
}

/// The boundary of a multipart message (RFC 2046 section 5.1.1); "" if there is none.
std::string boundary_of(const Part& message) {
  const std::string type = field(message.head, "Content-Type");
  const std::string lower = ascii_lower(type);
  const std::size_t at = lower.find("boundary=");
  if (!lower.starts_with("multipart/") || at == std::string::npos) return {};
  std::string_view value = std::string_view(type).substr(at + 9);
  const bool is_quoted = value.starts_with('"');
  if (is_quoted) value.remove_prefix(1);
  return std::string(value.substr(0, value.find_first_of(is_quoted ? "\"" : "; \t")));
}

std::vector<Part> parts_of(const Part& message) {
  constexpr std::size_t most_parts = 16;
  std::vector<Part> parts;
  const std::string boundary = boundary_of(message);
  if (boundary.empty()) return parts;
  const std::string delimiter = "--" + boundary;
  std::optional<std::size_t> begin;
  for (std::string_view rest = message.body; !rest.empty() && parts.size() < most_parts;) {
    const std::size_t at = message.body.size() - rest.size();
    if (!take_line(rest).starts_with(delimiter)) continue;
    if (begin) parts.push_back(split_part(message.body.substr(*begin, at - *begin)));
    begin = message.body.size() - rest.size();
  }
  return parts;
}

/// "rfc822; <ana@example.org>" without the type and the brackets.
std::string address_in(std::string_view value) {
  if (const std::size_t type = value.find(';'); type != std::string_view::npos)
    value.remove_prefix(type + 1);
  if (const std::size_t open = value.rfind('<'); open != std::string_view::npos)
    value = value.substr(open + 1, value.find('>', open) - open - 1);
  return std::string(trim(value));
}

void add_recipients(std::string_view head, std::vector<std::string>& recipients) {
  for (const std::string_view name :
       {"To", "Original-Recipient", "Final-Recipient", "Original-Rcpt-To"})
    if (std::string address = address_in(field(head, name)); !address.empty())
      recipients.push_back(std::move(address));
}

/// The fields about the recipient follow those about the message, after an empty line.
void read_delivery_status(std::string_view body, BounceReport& report) {
  for (std::string_view rest = body; !rest.empty();) {
    const Part group = split_part(rest);
    rest = group.body;
    if (field(group.head, "Final-Recipient").empty()) continue;
    add_recipients(group.head, report.recipients);
    report.status = field(group.head, "Status");
    const bool has_failed = same_ignoring_case(field(group.head, "Action"), "failed");
    const bool is_about_mailbox =
        report.status.starts_with("5.1.") || report.status.starts_with("5.2.1");
    if (has_failed && is_about_mailbox) report.kind = BounceReport::Kind::no_mailbox;
    return;
  }
}

/// The address of ours to which the mail was sent; "" if it was none of our mails.
Result<std::string, StoreError> find_recipient(Stores& stores, const SecretKey& key,
                                               const BounceReport& report) {
  const auto claims = parse_message_id(report.message_id);
  if (!claims) return std::string{};
  // As it is stored, because reports hide or rewrite addresses.
  std::vector<std::string> candidates;
  if (claims->subject == MessageSubject::mail) {
    auto stored = stores.outbox.recipient(MailId{claims->id});
    if (!stored) return Failure{stored.error()};
    if (*stored) candidates.push_back(**std::move(stored));
  } else {
    auto stored = stores.outbox.recipients_about(CommentId{claims->id});
    if (!stored) return Failure{stored.error()};
    candidates = *std::move(stored);
  }
  for (const std::string& named : report.recipients) candidates.push_back(normalized_email(named));
  for (const std::string& address : candidates)
    if (is_message_to(key, report.message_id, address)) return address;
  return std::string{};
}

}  // namespace

Result<BounceReport, std::string> parse_bounce(std::string_view message) {
  BounceReport report;
  bool is_report = false;
  for (const Part& part : parts_of(split_part(message))) {
    if (has_type(part, "message/delivery-status") ||
        has_type(part, "message/global-delivery-status")) {
      is_report = true;
      read_delivery_status(part.body, report);
    } else if (has_type(part, "message/feedback-report")) {
      is_report = true;
      report.kind = BounceReport::Kind::complaint;
      add_recipients(part.body, report.recipients);
    } else if (has_type(part, "message/rfc822") || has_type(part, "text/rfc822-headers") ||
               has_type(part, "message/global")) {
      const std::string_view quoted = split_part(part.body).head;
      const std::string id = address_in(field(quoted, "Message-ID"));
      report.message_id = id.substr(0, id.find('@'));
      add_recipients(quoted, report.recipients);
    }
  }
  if (!is_report)
    return Failure{std::string("the message has no delivery status and no complaint")};
  if (report.message_id.empty())
    return Failure{std::string("the report does not quote the Message-ID of the mail")};
  return report;
}

Result<std::string, std::string> receive_bounce(Stores& stores, const SecretKey& key,
                                                std::string_view message, Instant now) {
  const auto report = parse_bounce(message);
  if (!report) return Failure{report.error()};
  const auto recipient = find_recipient(stores, key, *report);
  if (!recipient) return Failure{std::string("the database is unavailable; try again")};
  if (recipient->empty())
    return Failure{std::string("the mail that the report quotes is not one of this site")};
  if (report->kind == BounceReport::Kind::other)
    return fmt::format(
        "Status {}: not about the mailbox, or temporary; nothing was changed.",
        report->status.empty() ? std::string("unknown") : fmt::format("{:.20}", report->status));
  const bool is_complaint = report->kind == BounceReport::Kind::complaint;
  const auto stopped = stores.subscriptions.suppress(
      *recipient, is_complaint ? SuppressionReason::complaint : SuppressionReason::bounce, now);
  if (!stopped) return Failure{std::string("the database is unavailable; try again")};
  return fmt::format("{}: its recipient gets no more mail about comments.",
                     is_complaint ? "Complaint" : "Bounce");
}

}  // namespace afterword
