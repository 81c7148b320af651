// A row of Waline's table of comments, whatever file it is in.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "transfer/source_records.h"

namespace afterword {

/// The value of a column; "" if there is none.
using WalineColumns = std::function<std::string_view(std::string_view column)>;

SourceComment waline_comment(const WalineColumns& columns, const SourceRecords& records);

}  // namespace afterword
