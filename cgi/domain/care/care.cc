#include "domain/care/care.h"

namespace afterword {

std::string_view to_text(CareMode mode) {
  switch (mode) {
    case CareMode::off:
      return "off";
    case CareMode::phrases:
      return "phrases";
    case CareMode::attentive:
      return "attentive";
  }
  return "";
}

std::optional<CareMode> parse_care_mode(std::string_view text) {
  for (const CareMode mode : {CareMode::off, CareMode::phrases, CareMode::attentive})
    if (text == to_text(mode)) return mode;
  return std::nullopt;
}

}  // namespace afterword
