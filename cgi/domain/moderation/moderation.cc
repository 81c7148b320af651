#include "domain/moderation/moderation.h"

#include <fmt/format.h>

#include <array>

#include "base/ascii.h"

namespace afterword {
namespace {

constexpr std::array views{QueueView::care,     QueueView::reported, QueueView::waiting,
                           QueueView::approved, QueueView::spam,     QueueView::trash,
                           QueueView::all};

}  // namespace

std::string_view to_text(ActorKind kind) {
  switch (kind) {
    case ActorKind::moderator:
      return "moderator";
    case ActorKind::command_line:
      return "command_line";
    case ActorKind::setup_page:
      return "setup_page";
    case ActorKind::mail_link:
      return "mail_link";
    case ActorKind::writer:
      return "writer";
    case ActorKind::reader:
      return "reader";
  }
  return "";
}

std::optional<ActorKind> parse_actor_kind(std::string_view text) {
  for (const ActorKind kind : {ActorKind::moderator, ActorKind::command_line, ActorKind::setup_page,
                               ActorKind::mail_link, ActorKind::writer, ActorKind::reader})
    if (text == to_text(kind)) return kind;
  return std::nullopt;
}

std::string_view to_text(Role role) {
  switch (role) {
    case Role::owner:
      return "owner";
    case Role::moderator:
      return "moderator";
  }
  return "";
}

std::optional<Role> parse_role(std::string_view text) {
  for (const Role role : {Role::owner, Role::moderator})
    if (text == to_text(role)) return role;
  return std::nullopt;
}

std::span<const QueueView> queue_views() { return views; }

std::string_view to_text(QueueView view) {
  switch (view) {
    case QueueView::care:
      return "care";
    case QueueView::reported:
      return "reported";
    case QueueView::waiting:
      return "waiting";
    case QueueView::approved:
      return "approved";
    case QueueView::spam:
      return "spam";
    case QueueView::trash:
      return "trash";
    case QueueView::all:
      return "all";
  }
  return "";
}

std::optional<QueueView> parse_queue_view(std::string_view text) {
  for (const QueueView view : views)
    if (text == to_text(view)) return view;
  return std::nullopt;
}

std::string to_text(const ListBounds& bounds) {
  return fmt::format("{}:{}:{}", bounds.comment.value, bounds.entry.value, bounds.report.value);
}

std::optional<ListBounds> parse_list_bounds(std::string_view text) {
  const auto comment = parse_id<CommentId>(take_part(text, ':'));
  const auto entry = parse_id<AuditId>(take_part(text, ':'));
  const auto report = parse_id<ReportId>(text);
  if (!comment || !entry || !report) return std::nullopt;
  return ListBounds{*comment, *entry, *report};
}

std::string to_text(const Target& target) {
  return fmt::format("{}:{}", target.comment.value, target.version);
}

std::optional<Target> parse_target(std::string_view text) {
  const auto id = parse_id<CommentId>(take_part(text, ':'));
  const auto version = parse_positive(text);
  if (!id || !version) return std::nullopt;
  return Target{*id, *version};
}

}  // namespace afterword
