// The operator's log: one line per event on standard error, which the web server or the service
// manager stores. Never contains a visitor's text, email address or IP address.
//
// Logging never blocks. If a pipe is not read, a terminal is stopped or the journal hangs, lines
// are dropped and counted.
#pragma once

#include <string>
#include <string_view>

namespace afterword {

/// Makes standard error non-blocking for this process and its children, so that writes by libraries
/// do not block either. Other processes that write to the same pipe or terminal are not affected.
/// Call once at the start of a long-running process.
void keep_log_from_blocking();

/// Writes "afterword: MESSAGE\n" with one system call. Control characters become spaces, so an
/// event is always one line. Lines are truncated to 4,096 bytes. A line that would block is
/// dropped; the number of dropped lines is written as soon as a line can be written again.
void log_line(std::string_view message);

/// Writes the number of lines dropped by this process. Returns false if dropped lines remain
/// unreported.
bool report_dropped_lines();

/// Writes "afterword: MESSAGE\n"; the message must not contain control characters.
/// Async-signal-safe. A line that would block is dropped without being counted.
void log_from_signal_handler(std::string_view message);

}  // namespace afterword
