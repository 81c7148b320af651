// A comment of Valine or of its successors Waline and Twikoo. Each is a row of a database such as
// LeanCloud, CloudBase, MongoDB or SQLite, which may be exported as JSON or CSV.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "transfer/source_records.h"

namespace afterword {

/// The value of a column; "" if there is none. True and false are texts.
using ValineColumns = std::function<std::string(const char* column)>;

/// The columns of a row in JSON, which must outlive them. Throws std::runtime_error if it has no
/// text or no page; so do the columns if a value is a list or an object.
ValineColumns valine_columns(const nlohmann::json& record);

/// The columns with the same names and meanings in all three. The page is `url`, the parent `pid`,
/// or else `rid`, which is the top-level comment. The mention of the parent that a reply begins
/// with is removed. The text is HTML; the status waiting.
SourceComment valine_record(const ValineColumns& columns);

/// The date of a comment of Valine and Waline: `insertedAt`, or else that of the row.
std::optional<Instant> valine_date(const ValineColumns& columns, const SourceRecords& records);

/// The status that a row names: approved, waiting, spam. Any other waits.
Status valine_status(std::string_view status);

}  // namespace afterword
