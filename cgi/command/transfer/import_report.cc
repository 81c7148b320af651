#include "command/transfer/import_report.h"

#include <fmt/format.h>

#include <optional>

#include "base/page_path.h"
#include "config/known_page.h"
#include "config/site_pages.h"

namespace afterword {
namespace {

constexpr std::size_t named_pages = 5;

void print_remarks(const ImportRemarks& remarks) {
  print_remark(
      remarks.taken,
      "could not keep its number, because another comment has it; links to its page with "
      "the old number still work.",
      "could not keep their numbers, because other comments have them; links to their pages "
      "with the old numbers still work.");
  print_remark(remarks.repeated,
               "could not keep its number, because the file has several comments with it.",
               "could not keep their numbers, because the file has several comments with them.");
  print_remark(remarks.unusable,
               "could not keep its number, because it is not a whole number from 1 to 2^52.",
               "could not keep their numbers, because they are not whole numbers from 1 to 2^52.");
  print_remark(remarks.parents_missing, "replies to an unknown comment and is a top-level comment.",
               "reply to unknown comments and are top-level comments.");
  print_remark(remarks.votes, "like or dislike was kept.", "likes and dislikes were kept.");
  for (std::size_t i = 0; i < remarks.page_moves.size() && i < named_pages; ++i)
    fmt::print(
        "The source changed the address of the page {} to {}; its comments belong to that page.\n",
        remarks.page_moves[i].from, remarks.page_moves[i].to);
  if (remarks.page_moves.size() > named_pages)
    print_remark(static_cast<std::int64_t>(remarks.page_moves.size() - named_pages),
                 "more page has another address at the source.",
                 "more pages have other addresses at the source.");
  print_remark(remarks.moved_along, "comment that was written here was moved with its page.",
               "comments that were written here were moved with their pages.");
}

}  // namespace

void print_remark(std::int64_t number, std::string_view one, std::string_view several) {
  if (number > 0) fmt::print("{} {}\n", number, number == 1 ? one : several);
}

void print_counts(std::string_view file, std::string_view there, const ImportCounts& counts,
                  bool dry_run) {
  fmt::print("{}: {} comments{}\n", file, counts.comments,
             dry_run ? "; nothing was imported (--dry-run)" : "");
  const auto line = [](std::int64_t number, std::string_view what) {
    if (number > 0) fmt::print("{:>9} {}\n", number, what);
  };
  line(counts.published, dry_run ? "to be published" : "imported and published");
  line(counts.waiting, dry_run ? "to wait for a moderator" : "imported, waiting for a moderator");
  line(counts.spam, dry_run ? "to go to spam" : "imported as spam");
  line(counts.trash, dry_run ? "to go to the trash" : "imported into the trash");
  line(counts.updated, fmt::format("{}: changed {} since then, and not here",
                                   dry_run ? "to be updated" : "updated", there));
  line(counts.moved, fmt::format("{}: the address of their page changed {}",
                                 dry_run ? "to be moved" : "moved", there));
  line(counts.there, "already there");
  line(counts.places, "placeholders of deleted comments that have replies");
  line(counts.deleted_here, "left out: imported before and permanently deleted here");
  for (const auto& [why, comments] : counts.skipped)
    fmt::print("{:>9} left out: {}\n", comments, why);
  fmt::print("{:>9} in all, for {} {}\n", counts.sum(), counts.pages,
             counts.pages == 1 ? "page" : "pages");

  print_remarks(counts.remarks);
  print_remark(counts.without_date, "has no date in the file; it has the date of its page.",
               "have no date in the file; they have the dates of their pages.");
}

void print_missing_pages(const Site& site, const std::map<std::string, std::string>& pages) {
  constexpr std::size_t most_shown = 20;
  if (site.document_root.empty()) return;
  std::optional<SitePages> files;
  std::size_t missing = 0;
  for (const auto& [path, title] : pages) {
    const auto page = parse_page_path(without_query(path));
    if (page && is_on_disk(site, *page)) continue;
    if (missing == 0)
      fmt::print("Pages without a file below {}, so that nobody sees their comments there:\n",
                 site.document_root);
    if (++missing > most_shown) continue;
    if (!files) files.emplace(site.document_root);
    const std::string guess = files->guess(path, title);
    fmt::print("  {}{}{}\n", path, guess.empty() ? "" : "  perhaps now ", guess);
  }
  if (missing > most_shown) fmt::print("  and {} more\n", missing - most_shown);
  if (missing > 0)
    fmt::print(
        "If such a page has another address now, write a line \"OLD NEW\" to a file and import "
        "again "
        "with --map FILE.\n");
}

}  // namespace afterword
