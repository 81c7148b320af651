#include "store/record.h"

#include "store/guarded.h"

namespace afterword {
namespace {

template <class AnyId>
Value id_value(const std::optional<AnyId>& id) {
  return id ? Value(id->value) : Value(nullptr);
}

}  // namespace

RecordId write_record(Database& database, const RecordEntry& entry) {
  const Value batch = entry.batch != 0 ? Value(entry.batch) : Value(nullptr);
  return RecordId{first_number(
      database, Query::record_insert,
      {entry.at.ms, batch, std::string_view(entry.actor.name), id_value(entry.actor.moderator),
       entry.action, id_value(entry.comment), id_value(entry.thread),
       std::string_view(entry.before), std::string_view(entry.after), entry.version, entry.note,
       id_value(entry.undoes)})};
}

bool was_another(Database& database, const Target& target) {
  return first_number(database, Query::record_deleted, {target.comment.value, target.version}) != 0;
}

StoredRecord read_record(const Row& row) {
  StoredRecord record;
  RecordLine& line = record.line;
  line.id = RecordId{row.integer(0)};
  line.at = Instant{row.integer(1)};
  line.batch = row.integer(2);
  line.actor = row.text(3);
  line.action = row.text(4);
  if (!row.is_null(5)) line.comment = CommentId{row.integer(5)};
  if (!row.is_null(6)) line.thread = ThreadId{row.integer(6)};
  line.page_path = row.text(7);
  line.before = row.text(8);
  line.after = row.text(9);
  line.note = row.text(10);
  line.undone = row.integer(11) != 0;
  record.version = row.integer(12);
  if (row.integer(13) != 0) record.undoes = RecordId{row.integer(13)};
  return record;
}

}  // namespace afterword
