// Whether the row to be changed existed.
#pragma once

namespace afterword {

enum class Change { done, gone };

}  // namespace afterword
