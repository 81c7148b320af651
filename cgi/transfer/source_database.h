// Opens the database of another system, which may be packed or come from standard input.
#pragma once

#include <string>

#include "base/result.h"
#include "store/foreign/foreign_database.h"
#include "transfer/input_file.h"

namespace afterword {

/// The file must outlive the database. The error is a sentence.
Result<ForeignDatabase, std::string> open_source_database(InputFile& file);

}  // namespace afterword
