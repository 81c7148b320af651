// Whether a change found what it was to change.
#pragma once

namespace afterword {

enum class Change { done, gone };

}  // namespace afterword
