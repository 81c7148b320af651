// Shared by the build tools: reading and writing files, and reporting errors.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace afterword::embed {

struct File {
  std::string name;  // without its folder
  std::string text;
};

[[noreturn]] inline void refuse(const std::string& where, const std::string& why) {
  std::cerr << where << ": " << why << '\n';
  std::exit(1);
}

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// The files of a folder, sorted by name.
inline std::vector<File> read_directory(const std::filesystem::path& directory) {
  std::vector<File> files;
  for (const auto& entry : std::filesystem::directory_iterator(directory))
    if (entry.is_regular_file() && entry.path().filename().string().front() != '.')
      files.push_back({entry.path().filename().string(), read_file(entry.path())});
  std::sort(files.begin(), files.end(),
            [](const File& a, const File& b) { return a.name < b.name; });
  return files;
}

/// The name of a file without its extension.
inline std::string stem(const std::string& name) { return name.substr(0, name.rfind('.')); }

/// A string literal. Long texts are split, because compilers limit a literal to 64 KiB.
inline std::string literal(const std::string& text) {
  constexpr std::size_t piece = 12'000;
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += piece)
    out += (out.empty() ? "" : "\n") + ("R\"~embed~(" + text.substr(at, piece)) + ")~embed~\"";
  return out.empty() ? "\"\"" : out;
}

inline void write_file(const std::filesystem::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (!out.flush()) refuse(path.string(), "cannot be written");
}

/// Keeps a file that already has this text unchanged, so that its dependents are not recompiled.
inline void write_if_changed(const std::filesystem::path& path, const std::string& text) {
  if (!std::filesystem::exists(path) || read_file(path) != text) write_file(path, text);
}

}  // namespace afterword::embed
