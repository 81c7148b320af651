// Reports an import's progress on standard error: a line that is updated on a terminal, otherwise a
// line now and then.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

namespace afterword {

class ImportProgress {
 public:
  /// `what` is done with a file of `bytes` bytes.
  ImportProgress(std::string_view what, std::int64_t bytes);
  ~ImportProgress();
  ImportProgress(const ImportProgress&) = delete;
  ImportProgress& operator=(const ImportProgress&) = delete;

  void tell(std::int64_t bytes, std::int64_t comments);

 private:
  using Clock = std::chrono::steady_clock;

  std::string_view what_;
  std::int64_t bytes_;
  bool terminal_;
  bool shown_ = false;
  Clock::time_point begun_ = Clock::now();
  Clock::time_point told_ = begun_;
};

}  // namespace afterword
