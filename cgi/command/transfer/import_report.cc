#include "command/transfer/import_report.h"

#include <fmt/format.h>

namespace afterword {
namespace {

constexpr std::size_t named_pages = 5;

}  // namespace

void print_remark(std::int64_t number, std::string_view one, std::string_view several) {
  if (number > 0) fmt::print("{} {}\n", number, number == 1 ? one : several);
}

void print_remarks(const ImportRemarks& remarks) {
  print_remark(remarks.taken,
               "could not keep its number, because a comment here has it; on its page the old "
               "number still leads to it.",
               "could not keep their numbers, because comments here have them; on their pages the "
               "old numbers still lead to them.");
  print_remark(remarks.repeated,
               "could not keep its number, because the file has several comments of it.",
               "could not keep their numbers, because the file has several comments of them.");
  print_remark(remarks.unusable,
               "could not keep its number, because it is not a whole number from 1 to 2^52.",
               "could not keep their numbers, because they are not whole numbers from 1 to 2^52.");
  print_remark(remarks.parents_missing,
               "replies to a comment that is nowhere; it stands on the page itself.",
               "reply to comments that are nowhere; they stand on their pages themselves.");
  for (std::size_t i = 0; i < remarks.page_moves.size() && i < named_pages; ++i)
    fmt::print("The page {} has the address {} there now; its comments are on that page.\n",
               remarks.page_moves[i].from, remarks.page_moves[i].to);
  if (remarks.page_moves.size() > named_pages)
    print_remark(static_cast<std::int64_t>(remarks.page_moves.size() - named_pages),
                 "more page has another address there now.",
                 "more pages have other addresses there now.");
  print_remark(remarks.moved_along, "comment that was written here went along with its page.",
               "comments that were written here went along with their pages.");
}

}  // namespace afterword
