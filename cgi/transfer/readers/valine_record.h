// What Valine and its successors Waline and Twikoo have in common. Their comments are rows of a
// document database such as LeanCloud, CloudBase or MongoDB, or exports of it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "transfer/source_records.h"

namespace afterword {

/// The members with the same names and meanings in all three. The page is `url`, the parent `pid`,
/// or else `rid`, which is the top-level comment. The text is HTML; the status waiting.
SourceComment valine_record(const nlohmann::json& record);

/// The date of a comment of Valine and Waline: `insertedAt`, or else that of the row.
std::optional<Instant> valine_date(const nlohmann::json& record, const SourceRecords& records);

/// The status that a row names: approved, waiting, spam. Any other waits.
Status valine_status(std::string_view status);

/// A text without mentions of the answered comment, which replies begin with, because the parent is
/// known: `<a class="at" href="#ID">@name</a> , ` and `[@name](#ID): `.
std::string without_mentions(std::string_view text);

/// Whether a file with this beginning is an object {"results": […]}, as LeanCloud's interface
/// returns it. Otherwise its objects are comments.
bool is_list_of_results(std::string_view beginning);

}  // namespace afterword
