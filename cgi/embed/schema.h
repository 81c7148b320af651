#pragma once

#include <filesystem>

namespace afterword::embed {

/// Converts the migrations of an engine.
void embed_schema(const std::filesystem::path& migrations_folder,
                  const std::filesystem::path& source);

}  // namespace afterword::embed
