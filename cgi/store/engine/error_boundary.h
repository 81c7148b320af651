// The error boundary of store/: converts the engine's exceptions to results.
#pragma once

#include <fmt/format.h>

#include <type_traits>

#include "base/log.h"
#include "base/result.h"
#include "store/engine/database.h"

namespace afterword {

/// Runs `work` and returns its value. On StoreException, logs the engine's message and returns the
/// error.
template <class Work>
auto error_boundary(const Work& work) -> Result<decltype(work()), StoreError> {
  try {
    if constexpr (std::is_void_v<decltype(work())>) {
      work();
      return {};
    } else {
      return work();
    }
  } catch (const StoreException& exception) {
    log_line(fmt::format("database {}: {}", to_text(exception.error), exception.detail));
    return Failure{exception.error};
  }
}

}  // namespace afterword
