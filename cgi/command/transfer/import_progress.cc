#include "command/transfer/import_progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace afterword {

ImportProgress::ImportProgress(std::string_view what, std::int64_t bytes)
    : what_(what), bytes_(bytes), terminal_(::isatty(STDERR_FILENO) == 1) {}

ImportProgress::~ImportProgress() {
  if (terminal_ && shown_) std::fputc('\n', stderr);
}

void ImportProgress::tell(std::int64_t bytes, std::int64_t comments) {
  const auto now = Clock::now();
  const auto pause = terminal_ ? std::chrono::milliseconds(200) : std::chrono::seconds(10);
  if (now - told_ < pause) return;
  told_ = now;
  shown_ = true;
  const double seconds = std::chrono::duration<double>(now - begun_).count();
  const double share =
      bytes_ > 0 ? std::min(1.0, static_cast<double>(bytes) / static_cast<double>(bytes_)) : 0;
  const double left = share > 0 ? seconds * (1 - share) / share : 0;
  fmt::print(stderr, "{}{} {:.0f}%, {} comments, {:.0f} a second, {}:{:02} left{}",
             terminal_ ? "\r" : "", what_, share * 100, comments,
             seconds > 0 ? static_cast<double>(comments) / seconds : 0, static_cast<int>(left) / 60,
             static_cast<int>(left) % 60, terminal_ ? "  " : "\n");
  std::fflush(stderr);
}

}  // namespace afterword
