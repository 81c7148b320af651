#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace afterword::embed {

/// Writes OUT/sql/SUBJECT.h for each file of queries, OUT/sql/statements.h for the driver, and
/// OUT/sql.cc.
void embed_statements(const std::filesystem::path& queries,
                      const std::filesystem::path& schema_folder, const std::filesystem::path& out);

/// Refuses a statement that none of the source files calls.
void refuse_unused_statements(const std::filesystem::path& queries,
                              const std::vector<std::string>& sources);

}  // namespace afterword::embed
