#include "domain/account/subscription.h"

#include <array>

namespace afterword {
namespace {

constexpr std::array kinds{std::pair{SubscriptionKind::replies, std::string_view("replies")},
                           std::pair{SubscriptionKind::thread, std::string_view("thread")}};
constexpr std::array states{std::pair{SubscriptionState::asked, std::string_view("asked")},
                            std::pair{SubscriptionState::on, std::string_view("on")},
                            std::pair{SubscriptionState::ended, std::string_view("ended")}};
constexpr std::array schedules{std::pair{MailSchedule::each, std::string_view("each")},
                               std::pair{MailSchedule::daily, std::string_view("daily")},
                               std::pair{MailSchedule::weekly, std::string_view("weekly")}};

template <class Rows, class Value>
std::string_view name_in(const Rows& rows, Value value) {
  for (const auto& [each, name] : rows)
    if (each == value) return name;
  return "";
}

template <class Rows>
auto value_in(const Rows& rows, std::string_view text)
    -> std::optional<typename Rows::value_type::first_type> {
  for (const auto& [value, name] : rows)
    if (name == text) return value;
  return std::nullopt;
}

}  // namespace

std::string_view to_text(SubscriptionKind kind) { return name_in(kinds, kind); }
std::string_view to_text(SubscriptionState state) { return name_in(states, state); }
std::string_view to_text(MailSchedule schedule) { return name_in(schedules, schedule); }

std::optional<SubscriptionKind> parse_subscription_kind(std::string_view text) {
  return value_in(kinds, text);
}

std::optional<SubscriptionState> parse_subscription_state(std::string_view text) {
  return value_in(states, text);
}

std::optional<MailSchedule> parse_mail_schedule(std::string_view text) {
  return value_in(schedules, text);
}

std::optional<SubscriptionKind> parse_mail_wish(std::string_view sent) {
  // The value of the checkbox of earlier versions.
  return sent == "yes" ? SubscriptionKind::replies : parse_subscription_kind(sent);
}

}  // namespace afterword
