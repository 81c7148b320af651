#include "comment/markup.h"

#include "comment/markup_builder.h"
#include "comment/markup_parsers.h"

namespace afterword {

Markup render_markup(std::string_view text, TextFormat format) {
  MarkupBuilder builder;
  switch (format) {
    case TextFormat::plain:
      parse_plain(text, builder);
      break;
    case TextFormat::markdown:
      parse_markdown(text, builder);
      break;
  }
  return builder.finish();
}

}  // namespace afterword
