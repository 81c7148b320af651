#include "store/moderation/audit_log.h"

#include "sql/moderation.h"
#include "sql/thread_addresses.h"
#include "store/engine/columns.h"

namespace afterword {

AuditId write_audit_entry(Database& database, const AuditEntry& entry) {
  const audit::Sides sides = audit::encode(entry.change);
  return AuditId{sql::insert_audit_entry(
      database, {.at = entry.at.ms,
                 .batch = entry.batch != 0 ? std::optional(entry.batch) : std::nullopt,
                 .actor = to_text(entry.actor.kind),
                 .actor_name = entry.actor.name,
                 .moderator = to_number(entry.actor.moderator),
                 .action = entry.action,
                 .comment = to_number(entry.comment),
                 .thread = to_number(entry.thread),
                 .before = sides.before.json(),
                 .after = sides.after.json(),
                 .version = entry.version,
                 .note = entry.note,
                 .undoes = to_number(entry.undoes)})};
}

bool is_reused_number(Database& database, const Target& target) {
  return sql::is_deleted_since(database, {.id = target.comment.value, .version = target.version})
      .has_value();
}

std::optional<std::int64_t> unchanged_version(Database& database, const StoredAuditLine& entry) {
  if (!entry.line.comment) return std::nullopt;
  return sql::unchanged_version(database, {.comment = entry.line.comment->value,
                                           .entry = entry.line.id.value,
                                           .version = entry.version});
}

bool is_of_page(const audit::Change& change) {
  return std::holds_alternative<audit::PageChange>(change) ||
         std::holds_alternative<audit::TitleChange>(change) ||
         std::holds_alternative<audit::AddressChange>(change) ||
         std::holds_alternative<audit::Merge>(change) ||
         std::holds_alternative<audit::AliasChange>(change);
}

bool is_page_unchanged(Database& database, const StoredAuditLine& entry) {
  if (!entry.line.thread) return false;
  if (const auto* title = std::get_if<audit::TitleChange>(&entry.line.change))
    return sql::is_title_unchanged(database, {.thread = entry.line.thread->value,
                                              .title = title->after.text,
                                              .entry = entry.line.id.value})
        .has_value();
  if (const auto* address = std::get_if<audit::AddressChange>(&entry.line.change))
    return sql::is_address_unchanged(database, {.thread = entry.line.thread->value,
                                                .page = address->after.page,
                                                .entry = entry.line.id.value})
        .has_value();
  if (const auto* merge = std::get_if<audit::Merge>(&entry.line.change))
    return sql::is_merged(database, {.from = entry.line.thread->value, .into = merge->into_thread})
        .has_value();
  if (const auto* alias = std::get_if<audit::AliasChange>(&entry.line.change))
    return sql::is_alias_unchanged(database, {.page = alias->page,
                                              .leads_to = alias->after,
                                              .entry = entry.line.id.value,
                                              .thread = entry.line.thread->value})
        .has_value();
  const auto* page = std::get_if<audit::PageChange>(&entry.line.change);
  if (page == nullptr) return false;
  return sql::is_page_unchanged(database, {.thread = entry.line.thread->value,
                                           .closed = page->after.closed,
                                           .memorial = page->after.memorial,
                                           .entry = entry.line.id.value})
      .has_value();
}

StoredAuditLine read_audit_line(const sql::AuditEntryView& row) {
  StoredAuditLine audit_log;
  AuditLine& line = audit_log.line;
  line.id = AuditId{row.id};
  line.at = Instant{row.at};
  line.batch = row.batch;
  line.actor = {parse_actor_kind(row.actor).value_or(ActorKind::moderator),
                std::string(row.actor_name)};
  line.action = row.action;
  line.comment = to_id<CommentId>(row.comment_id);
  line.thread = to_id<ThreadId>(row.thread_id);
  line.page_path = row.path;
  line.page_title = row.title;
  line.author = row.author;
  line.detail = row.detail;
  line.change =
      audit::decode(row.action, {JsonFields::parse(row.before), JsonFields::parse(row.after)});
  line.note = row.note;
  line.undone = row.undone != 0;
  audit_log.version = row.version;
  audit_log.undoes = to_id<AuditId>(row.undoes);
  return audit_log;
}

}  // namespace afterword
