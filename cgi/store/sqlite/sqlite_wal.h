// The write-ahead log (WAL) of a connection: checkpoints, which copy it to the database file, and
// its syncs. SQLite makes neither by itself, except when the last connection is closed.
//
// SQLite before 3.51.3 has the WAL-reset bug: a passive checkpoint reads the header of the WAL
// index while it holds no lock that keeps a writer from starting the WAL again, and then marks
// frames of the new WAL as copied that are not. A checkpoint of this file holds SQLite's lock of
// writers from before it reads the header until its end, and is never a passive one. No transaction
// that holds that lock can start the WAL again meanwhile, whichever process it belongs to
// (docs/decisions/0003-journal-mode.md).
#pragma once

#include <sqlite3.h>

#include <chrono>

namespace afterword {

/// Ends SQLite's own checkpoints, which are passive. `*frames` is set to the number of frames in
/// the WAL by each commit of this connection that writes some; it must outlive the connection.
void take_over_wal(sqlite3* connection, int* frames);

enum class Checkpoint {
  copy,   // the WAL keeps its size; the next transaction overwrites it
  empty,  // makes the WAL file empty, so that the database file is complete by itself
};

/// Copies all of the WAL to the database file and syncs that. Waits at most `max_wait` for other
/// writers, and for readers of older data. False if that was not enough or an error occurred; the
/// WAL then keeps what was not copied. Call it outside a transaction. Replaces the busy handler.
/// True in rollback mode.
bool make_checkpoint(sqlite3* connection, Checkpoint kind, std::chrono::milliseconds max_wait);

/// Syncs the WAL file, and with it all transactions that any process has committed. False on an
/// error.
bool sync_wal(sqlite3* connection);

/// Writes the content of the WAL file once more, so that a sync has something to write. Call it in
/// a write transaction that has changed nothing. False on an error.
bool rewrite_wal(sqlite3* connection);

}  // namespace afterword
