// Converts templates/ to C++ source, so that the program is a single file, and refuses unsafe
// templates.
#include "embed/templates.h"

#include <cstdint>
#include <cstring>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include <ctemplate/template.h>

#include "base/gzip.h"
#include "embed/files.h"
#include "view/template_rules.h"

namespace {

using namespace afterword::embed;

/// Removes empty lines and comment lines.
std::string without_comment_lines(const std::string& script) {
  std::istringstream in(script);
  std::string kept;
  for (std::string line; std::getline(in, line);) {
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin == std::string::npos || line.compare(begin, 2, "//") == 0) continue;
    kept += line + '\n';
  }
  return kept;
}

/// What ctemplate made of a template, one node a line, without pragmas.
std::string nodes_of(const std::string& name, std::string_view text) {
  const std::unique_ptr<ctemplate::Template> parsed(ctemplate::Template::StringToTemplate(
      {text.data(), text.size()}, ctemplate::STRIP_WHITESPACE));
  if (!parsed) refuse(name, "does not parse as a template");
  std::string dump;
  parsed->DumpToString("", &dump);
  std::istringstream in(dump);
  std::string nodes;
  for (std::string line; std::getline(in, line);)
    if (line.find("Pragma Node: ") == std::string::npos) nodes += line + '\n';
  return nodes;
}

/// The markers of values in their order, with the modifiers that ctemplate gave them: "NAME:h".
std::deque<std::string> values_of(const std::string& nodes) {
  constexpr std::string_view value = "Variable Node: ";
  std::istringstream in(nodes);
  std::deque<std::string> values;
  for (std::string line; std::getline(in, line);)
    if (const std::size_t at = line.find_first_not_of(' '); line.find(value, at) == at)
      values.push_back(line.substr(at + value.size()));
  return values;
}

/// Writes out how each value is escaped, and leaves out comments and the pragma, so that a CGI
/// process need not parse the HTML to find that out. Refuses a template of which ctemplate then
/// makes anything else than before.
std::string with_explicit_escaping(const File& file) {
  const std::string nodes = nodes_of(file.name, file.text);
  std::deque<std::string> values = values_of(nodes);
  std::string text;
  std::size_t begin = 0;
  for (std::size_t at = 0; (at = file.text.find("{{", begin)) != std::string::npos;) {
    text.append(file.text, begin, at - begin);
    const std::size_t end = file.text.find("}}", at) + 2;
    begin = end;
    const char kind = file.text[at + 2];
    if (kind == '!' || kind == '%') continue;
    if (kind == '#' || kind == '/' || kind == '>') {
      text.append(file.text, at, end - at);
      continue;
    }
    if (values.empty()) refuse(file.name, "has more markers than ctemplate finds");
    text += "{{" + values.front() + "}}";
    values.pop_front();
  }
  text.append(file.text, begin);
  if (nodes_of(file.name, text) != nodes) refuse(file.name, "cannot be escaped by the build");
  return text;
}

std::string served_text(const File& file) {
  if (file.name.ends_with(".js")) return without_comment_lines(file.text);
  const bool is_escaped = file.name.ends_with(".tpl") && !file.name.starts_with("mail_");
  return is_escaped ? with_explicit_escaping(file) : file.text;
}

/// Bytes as a literal of std::string_view. Octal escapes, because they end after three digits.
std::string bytes_literal(std::string_view bytes) {
  constexpr std::size_t a_line = 32;
  std::string text = "std::string_view(";
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i % a_line == 0) text += i == 0 ? "\"" : "\"\n    \"";
    const auto byte = static_cast<unsigned char>(bytes[i]);
    for (const int shift : {6, 3, 0}) {
      if (shift == 6) text += '\\';
      text += static_cast<char>('0' + ((byte >> shift) & 7));
    }
  }
  return text + "\", " + std::to_string(bytes.size()) + ")";
}

/// Long texts that no page is rendered from are embedded with gzip: the static program stays below
/// 10 MB, and most clients accept scripts and style sheets in this form.
bool is_packed(const std::string& name) {
  return name.ends_with(".js") || name.ends_with(".css") ||
         (name.starts_with("care-") && name.ends_with(".txt"));
}

std::string embedded(const File& file) {
  constexpr int smallest = 9;
  if (!is_packed(file.name)) return literal(served_text(file));
  const std::string packed = afterword::gzipped(served_text(file), smallest);
  if (packed.empty()) refuse(file.name, "cannot be compressed");
  return bytes_literal(packed);
}

/// Hashes with FNV-1a. Versions tell texts apart that we wrote, so nobody looks for collisions.
std::uint64_t hash(std::string_view text, std::uint64_t before = 14695981039346656037ULL) {
  for (const char c : text) before = (before ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return before;
}

std::string row(const std::string& name, std::uint64_t version, const std::string& text) {
  return "    {\"" + name + "\", " + std::to_string(version) + "ULL, " + text + "},\n";
}

void check_template(const File& file) {
  if (const auto error = afterword::template_error(file.name, file.text)) refuse(file.name, *error);
}

}  // namespace

namespace afterword::embed {

void embed_templates(const std::filesystem::path& directory, const std::filesystem::path& header,
                     const std::filesystem::path& source, const std::vector<std::string>& others) {
  const auto files = read_directory(directory);
  std::string rows;
  std::uint64_t version = hash("");
  for (const File& file : files) {
    if (file.name.ends_with(".tpl")) check_template(file);
    const std::uint64_t own = hash(served_text(file), hash(file.name));
    version = hash(std::to_string(own), version);
    rows += row(file.name, own, embedded(file));
  }
  for (const std::string& path : others) rows += row(path, 0, literal(read_file(path)));
  write_if_changed(
      header,
      "// Generated from templates/.\n#pragma once\n\n#include <cstdint>\n#include <span>\n"
      "#include <string_view>\n\nnamespace afterword {\n\n"
      "struct EmbeddedTemplate {\n  std::string_view name;\n"
      "  std::uint64_t version;  // of a file of templates/: another one for another text\n"
      "  std::string_view text;  // of *.js, *.css and care lists: gzipped (base/gzip.h)\n};\n\n"
      "/// Every file of templates/ by name, and those of deploy/ that quickstart writes by path.\n"
      "std::span<const EmbeddedTemplate> embedded_templates();\n"
      "/// Another one if any file of templates/ is another one.\n"
      "extern const std::uint64_t embedded_version;\n"
      "/// The text of one of them.\n"
      "std::string_view embedded_template(std::string_view name);\n\n}  // namespace afterword\n");
  write_if_changed(
      source,
      "// Generated from templates/.\n#include \"view/templates.h\"\n\nnamespace afterword {\n"
      "namespace {\nconstexpr EmbeddedTemplate files[] = {\n" +
          rows + "};\n}  // namespace\n\nconst std::uint64_t embedded_version = " +
          std::to_string(version) +
          "ULL;\n\nstd::span<const EmbeddedTemplate> embedded_templates() { "
          "return files; }\n\nstd::string_view embedded_template(std::string_view name) {\n"
          "  for (const EmbeddedTemplate& file : files)\n    if (file.name == name) return "
          "file.text;\n  return {};\n}\n\n}  // namespace afterword\n");
}

}  // namespace afterword::embed
