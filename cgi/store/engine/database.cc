#include "store/engine/database.h"

namespace afterword {

std::string_view to_text(StoreError error) {
  switch (error) {
    case StoreError::busy:
      return "busy";
    case StoreError::constraint:
      return "constraint";
    case StoreError::full:
      return "full";
    case StoreError::unavailable:
      return "unavailable";
  }
  return "";
}

}  // namespace afterword
