#include "base/log.h"

#include <unistd.h>

namespace afterword {

void log_line(std::string_view message) {
  std::string line = "afterword: ";
  for (const char c : message) line += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  line += '\n';
  // There is nowhere to report that the log itself cannot be written.
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace afterword
