// HashOver's folder of comments: threads/[DOMAIN/]THREAD/KEY.xml or KEY.json, one file for each
// comment, and THREAD/metadata/page-info.json, which names the page. Any folder above them can be
// imported; other files are ignored.
#include "transfer/readers/hashover_folder.h"

#include <fmt/format.h>

#include <filesystem>
#include <optional>

#include "base/ascii.h"
#include "transfer/file_beginning.h"
#include "transfer/readers/hashover_comment.h"
#include "transfer/source_fields.h"

namespace afterword {
namespace {

namespace files = std::filesystem;

/// nullopt if the file is not a comment's.
std::optional<HashoverPlace> hashover_place(const files::path& path) {
  const std::string key = path.stem();
  const bool is_known = path.extension() == ".xml" || path.extension() == ".json";
  if (!is_known || !is_hashover_key(key)) return std::nullopt;
  const files::path thread = path.parent_path();
  const std::string above = thread.parent_path().filename();
  const bool is_domain = above.find('.') != std::string::npos || above == "localhost";
  return HashoverPlace{is_domain ? above : "", thread.filename(), key};
}

/// Removes the indentation that HashOver adds to the lines of a body in XML.
std::string hashover_unindented(std::string_view body) {
  std::string text;
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('\n'), body.size() - 1);
    std::string_view line = body.substr(0, end + 1);
    for (int tabs = 0; tabs < 2 && line.starts_with('\t'); ++tabs) line.remove_prefix(1);
    text += line;
    body.remove_prefix(end + 1);
  }
  return std::string(trim(text));
}

class HashoverFolderReader : public ImportReader {
 public:
  explicit HashoverFolderReader(const SourceSettings& settings) : settings_(settings) {}

  Result<Reading, std::string> read(InputFile& file, const ImportSink& sink) override {
    const SourceFolder* folder = file.folder();
    if (folder == nullptr)
      return Failure{std::string("the file is neither a folder nor HashOver's SQLite database")};
    SourceRecords records(settings_, BlogSource::hashover, sink);
    sink.source({BlogSource::hashover, ""});
    std::optional<std::string> error;
    bool any = false;
    std::string thread = "/";  // no folder has this name
    HashoverPage page;
    const auto read_page = [&](const std::string& path) {
      auto found = page_info(*folder, path);
      if (!found) error = found.error();
      if (found) page = std::move(found).value();
    };
    const auto read_comment = [&](const HashoverPlace& place, const std::string& path) {
      const auto values = values_of(*folder, path);
      if (!values) {
        error = values.error();
        return false;
      }
      any = true;
      return records.comment(hashover_comment(
          place, page,
          [&](std::string_view field) {
            const auto found = values->find(field);
            return found == values->end() ? "" : found->second;
          },
          records));
    };
    const auto all = folder->each_file([&](const std::string& path) {
      const auto place = hashover_place(path);
      if (!place) return true;
      if (const std::string above = files::path(path).parent_path(); above != thread)
        read_page(thread = above);
      return !error && read_comment(*place, path);
    });
    if (error) return Failure{*std::move(error)};
    if (!all) return Failure{all.error()};
    if (*all && !any)
      return Failure{std::string("there are no comments (1.xml or 1.json) in the folder")};
    return *all ? Reading::complete : Reading::ended_by_sink;
  }

 private:
  static Result<SourceFields, std::string> values_of(const SourceFolder& folder,
                                                     const std::string& path) {
    const auto content = folder.read(path);
    if (!content) return Failure{content.error()};
    const bool is_xml = path.ends_with(".xml");
    auto values =
        is_xml ? read_xml_fields(*content, "HashOver", "comment") : read_json_fields(*content);
    if (!values) return Failure{fmt::format("{}: {}", path, values.error())};
    if (is_xml) (*values)["body"] = hashover_unindented((*values)["body"]);
    return values;
  }

  /// Empty if HashOver did not write it.
  static Result<HashoverPage, std::string> page_info(const SourceFolder& folder,
                                                     const std::string& thread) {
    const std::string path = (thread.empty() ? "" : thread + "/") + "metadata/page-info.json";
    const auto there = folder.has(path);
    if (!there) return Failure{there.error()};
    if (!*there) return HashoverPage{};
    auto values = values_of(folder, path);
    if (!values) return Failure{values.error()};
    return HashoverPage{(*values)["url"], (*values)["title"]};
  }

  const SourceSettings& settings_;
};

}  // namespace

bool is_hashover_folder(const SourceFolder& folder) {
  return folder.has_any([&](const std::string& path) {
    if (!hashover_place(path)) return false;
    if (path.ends_with(".xml")) return true;
    const auto text = folder.read(path);
    return text && contains_all(*text, {"\"body\""});
  });
}

std::unique_ptr<ImportReader> make_hashover_folder_reader(const SourceSettings& settings) {
  return std::make_unique<HashoverFolderReader>(settings);
}

}  // namespace afterword
