// Stand-ins: noncharacters in place of typed text that cmark must not interpret. No comment
// contains them (clean_text). In code and raw HTML they become what was typed.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace afterword {

/// What one stand-in of a formula or a tag replaces.
struct StandIn {
  enum class Kind {
    formula,        // in running text
    display_begin,  // the lines of a formula of its own
    display_line,
    display_end,
    display,  // the only line of such a formula
    details,  // these begin an ATX heading, so that they end the block before
    details_end,
    summary,
    details_summary,  // both tags, in one line
    summary_end       // ends the heading of a summary
  };
  Kind kind;
  std::string typed;
  std::string formula;  // without delimiters; of display_…, the part in this line
};

/// Of one text. The functions take what cmark's nodes contain.
class MarkdownStandIns {
 public:
  /// Replaces formulas and the tags of spoilers. The result has the same number of lines.
  ///
  /// Formulas follow Pandoc: "$x$" without blanks inside and without a letter or digit outside of
  /// its dollars, "\(x\)", and "$$x$$" like "$x$". "$$" or "\[" at the beginning of a line and "$$"
  /// or "\]" at the end of this or a later line of the paragraph are a formula of its own. A
  /// formula has no delimiters of code and no address in it, so these take precedence.
  ///
  /// Tags are alone in their line: <details>, <summary>Words</summary>, both together, </details>.
  ///
  /// Takes linear time; the result is at most a few times as long as `text`.
  std::string replace(std::string_view text);

  /// Replaces the delimiters in bare addresses, for which cmark has no rule, and the
  /// characters after a backslash that cmark's tree does not tell from others.
  static std::string protect(std::string_view text);

  /// Text with the characters that stand-ins of protect() are shown as. Those of replace() become
  /// what was typed.
  std::string as_shown(std::string_view parsed) const;
  std::string as_typed(std::string_view parsed) const;

  /// A stand-in of replace() in a parsed text.
  struct Found {
    const StandIn* stand_in;
    std::size_t begin;
    std::size_t end;
  };
  /// The next one at or after `from`.
  std::optional<Found> find(std::string_view parsed, std::size_t from = 0) const;

 private:
  class Replacer;

  std::string restored(std::string_view parsed, bool typed) const;
  std::string add(StandIn stand_in);

  std::vector<StandIn> stand_ins_;
  std::map<std::string, std::string, std::less<>> formulas_;  // by what was typed
};

}  // namespace afterword
