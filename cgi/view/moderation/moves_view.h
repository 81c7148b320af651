// Renders the moderators' page that moves many pages by a list.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "view/moderation/moderation_layout.h"

namespace afterword {

/// The longest list that the page accepts, with its line ends. With the other fields it fits into
/// the largest body of a request.
inline constexpr std::size_t most_map_bytes = 1'000'000;

/// What a dry run would do with one page. Paths are encoded.
struct MoveLine {
  std::string from;
  std::string to;
  bool is_merge = false;
};

struct MoveReport {
  std::vector<MoveLine> moves;
  std::size_t unused_rules = 0;  // which name no page with comments
};

struct MapMistake {
  enum class Kind {
    two_addresses,
    one_beginning,
    second_rule,
    not_a_path,
    foreign_site,
    no_such_page,
  };
  Kind kind = Kind::two_addresses;
  int line = 0;
  std::string page = {};  // as written; "" for the first two
  std::string from = {};  // of no_such_page
};

struct MovesModel {
  ModerationLayout layout;
  bool has_files = false;  // pages.document_root is set
  /// The pages without a file, whose lines are in the form. nullopt in the response to a form.
  std::optional<std::vector<OrphanPage>> orphans = {};
  std::string map = {};  // the form's text as sent
  std::vector<MapMistake> mistakes = {};
  std::optional<MoveReport> report = {};
};

std::string render_moves(const ViewTools& tools, const MovesModel& model);

}  // namespace afterword
