// The operator's log: standard error, one line an event, which the web server or the service
// manager keeps. Never a visitor's text, e-mail or address.
//
// Writing never waits. A pipe that nobody reads, a terminal that was stopped or a journal that
// hangs costs lines, which are counted, and never a request.
#pragma once

#include <string>
#include <string_view>

namespace afterword {

/// Makes standard error non-blocking for this process and its children, so that what libraries
/// write cannot block either. Other programs that write to the same pipe or terminal are not
/// affected. Call it once at the start of a process that serves.
void keep_log_from_blocking();

/// Writes "afterword: MESSAGE\n" in one write; control characters become spaces, so that one event
/// stays one line whatever is in it. A line has at most 4,096 bytes; what is longer is cut. A line
/// that would have to wait is dropped, and the number of dropped lines is written as soon as a line
/// fits again.
void log_line(std::string_view message);

/// Writes the number of lines that this process dropped. False while there are some that could not
/// be reported yet.
bool report_dropped_lines();

/// Writes "afterword: MESSAGE\n" for a message without control characters. Safe in a signal
/// handler; a line that would have to wait is dropped and not counted.
void log_from_signal_handler(std::string_view message);

}  // namespace afterword
