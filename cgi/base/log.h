// The operator's log: standard error, one line an event, which the web server or the service
// manager keeps. Never a visitor's text, e-mail or address.
#pragma once

#include <string>
#include <string_view>

namespace afterword {

/// Writes "afterword: MESSAGE\n" in one write; control characters become spaces, so that one event
/// stays one line whatever is in it.
void log_line(std::string_view message);

}  // namespace afterword
