#include "view/moderation/moves_view.h"

#include <ctemplate/template_dictionary.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <span>

#include "base/page_path.h"
#include "markers/moderate_moves.h"
#include "view/moderation/moderation_words.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;
using ctemplate::TemplateString;

constexpr std::size_t most_listed_orphans = 200;
constexpr std::size_t most_listed_moves = 500;
constexpr std::size_t most_listed_mistakes = 50;

void fill_more(std::size_t all, std::size_t shown, Dictionary& list) {
  if (all > shown)
    list.AddSectionDictionary(kmm_MORE)->SetIntValue(kmm_MORE_COUNT,
                                                     static_cast<std::int64_t>(all - shown));
}

void fill_report(const MoveReport& report, Dictionary& page) {
  Dictionary& list = *page.AddSectionDictionary(kmm_REPORT);
  list.ShowSection(report.moves.size() == 1 ? kmm_ONE : kmm_SEVERAL);
  list.SetIntValue(kmm_COUNT, static_cast<std::int64_t>(report.moves.size()));
  if (report.unused_rules > 0)
    list.AddSectionDictionary(kmm_UNUSED)
        ->SetIntValue(kmm_UNUSED_COUNT, static_cast<std::int64_t>(report.unused_rules));
  const std::size_t shown = std::min(report.moves.size(), most_listed_moves);
  for (const MoveLine& move : std::span(report.moves).first(shown)) {
    Dictionary& row = *list.AddSectionDictionary(kmm_MOVE);
    row.SetValue(kmm_FROM, move.from);
    row.SetValue(kmm_TO, move.to);
    row.ShowSection(move.is_merge ? kmm_MERGED : kmm_RENAMED);
  }
  fill_more(report.moves.size(), shown, list);
}

TemplateString section_of(MapMistake::Kind kind) {
  switch (kind) {
    case MapMistake::Kind::one_beginning:
      return kmm_ONE_BEGINNING;
    case MapMistake::Kind::second_rule:
      return kmm_SECOND_RULE;
    case MapMistake::Kind::not_a_path:
      return kmm_NOT_A_PATH;
    case MapMistake::Kind::foreign_site:
      return kmm_FOREIGN_SITE;
    case MapMistake::Kind::no_such_page:
      return kmm_NO_SUCH_PAGE;
    case MapMistake::Kind::two_addresses:
      break;
  }
  return kmm_TWO_ADDRESSES;
}

void fill_mistakes(const std::vector<MapMistake>& mistakes, Dictionary& page) {
  if (mistakes.empty()) return;
  Dictionary& list = *page.AddSectionDictionary(kmm_MISTAKES);
  const std::size_t shown = std::min(mistakes.size(), most_listed_mistakes);
  for (const MapMistake& mistake : std::span(mistakes).first(shown)) {
    Dictionary& row = *list.AddSectionDictionary(kmm_MISTAKE);
    row.SetIntValue(kmm_LINE, mistake.line);
    Dictionary& sentence = *row.AddSectionDictionary(section_of(mistake.kind));
    sentence.SetValue(kmm_PAGE, mistake.page);
    sentence.SetValue(kmm_FROM, mistake.from);
  }
  // The reader of the list stops at this number too.
  if (mistakes.size() >= most_listed_mistakes) list.ShowSection(kmm_MORE_MISTAKES);
}

/// The lines of `afterword thread orphans`, as many as fit into the form.
std::string lines_of(const ViewTools& tools, const std::vector<OrphanPage>& orphans, bool& is_cut) {
  const std::string unknown = text_of_key(tools, "orphan_without_guess");
  std::string lines;
  std::size_t sent = 0;  // browsers send two bytes for the end of a line
  for (const OrphanPage& orphan : orphans) {
    const std::string path = page_href(orphan.path);
    const std::string line = orphan.guess.empty()
                                 ? fmt::format("# {}  {}\n", path, unknown)
                                 : fmt::format("{} {}\n", path, page_href(orphan.guess));
    sent += line.size() + 1;
    is_cut = sent > most_map_bytes;
    if (is_cut) break;
    lines += line;
  }
  return lines;
}

void fill_orphans(const std::vector<OrphanPage>& orphans, Dictionary& page) {
  Dictionary& files = *page.AddSectionDictionary(kmm_FILES);
  files.SetIntValue(kmm_COUNT, static_cast<std::int64_t>(orphans.size()));
  if (orphans.empty()) return;
  Dictionary& list = *files.AddSectionDictionary(kmm_SOME);
  const std::size_t shown = std::min(orphans.size(), most_listed_orphans);
  for (const OrphanPage& orphan : std::span(orphans).first(shown)) {
    Dictionary& row = *list.AddSectionDictionary(kmm_ORPHAN);
    row.SetValue(kmm_PATH, page_href(orphan.path));
    if (orphan.guess.empty()) {
      row.ShowSection(kmm_UNKNOWN);
      continue;
    }
    Dictionary& guess = *row.AddSectionDictionary(kmm_GUESSED);
    guess.SetValue(kmm_GUESS, page_href(orphan.guess));
    guess.SetValue(kmm_GUESS_HREF, page_href(orphan.guess));
  }
  fill_more(orphans.size(), shown, files);
}

}  // namespace

std::string render_moves(const ViewTools& tools, const MovesModel& model) {
  Dictionary page("moves");
  page.SetValue(kmm_BASE, moderation_base(tools));
  page.SetValue(kmm_CSRF, model.layout.csrf);
  if (model.report) fill_report(*model.report, page);
  fill_mistakes(model.mistakes, page);
  bool is_cut = false;
  page.SetValue(kmm_MAP,
                in_textarea(model.orphans ? lines_of(tools, *model.orphans, is_cut) : model.map));
  if (is_cut) page.ShowSection(kmm_CUT);
  if (!model.has_files)
    page.ShowSection(kmm_NO_FILES);
  else if (model.orphans)
    fill_orphans(*model.orphans, page);
  else
    page.ShowSection(kmm_ANEW);
  return render_moderation_document(tools, model.layout, "threads/moves",
                                    tools.templates.expand("moderate_moves.tpl", page));
}

}  // namespace afterword
