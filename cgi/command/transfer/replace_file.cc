#include "command/transfer/replace_file.h"

#include <fmt/format.h>

#include <fstream>
#include <system_error>

namespace afterword {
namespace {

namespace files = std::filesystem;

}  // namespace

Result<void, std::string> replace_file(const files::path& path, const std::string& text) {
  std::error_code error;
  files::create_directories(path.parent_path(), error);
  const files::path partial = path.string() + ".partial";
  std::ofstream file(partial, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  const bool is_written = !error && file.good();
  const auto before = files::status(path, error);
  if (is_written && files::exists(before)) files::permissions(partial, before.permissions(), error);
  error.clear();
  if (is_written) files::rename(partial, path, error);
  if (is_written && !error) return {};
  const std::string why = error ? error.message() : "there is no space, or it is not a folder";
  files::remove(partial, error);
  return Failure{fmt::format("{} cannot be written: {}", path.string(), why)};
}

}  // namespace afterword
