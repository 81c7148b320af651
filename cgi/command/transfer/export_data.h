// afterword export data DIR.
#pragma once

#include <string>

#include "store/transfer/export_store.h"
#include "transfer/data_export.h"

namespace afterword {

/// Writes the files that differ into the folder of the layout below `folder`, and removes those of
/// pages without published comments. Prints what was done; returns the exit status.
int export_data(const std::string& folder, DataLayout layout, ExportStore& store);

}  // namespace afterword
