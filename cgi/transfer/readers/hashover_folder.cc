// HashOver's folder of comments: threads/[DOMAIN/]THREAD/KEY.xml or KEY.json, one file for each
// comment, and THREAD/metadata/page-info.json, which names the page. Any folder above them can be
// imported; other files are ignored.
#include "transfer/readers/hashover_folder.h"

#include <expat.h>
#include <fmt/format.h>

#include <optional>

#include "base/ascii.h"
#include "transfer/readers/hashover_comment.h"
#include "transfer/source_fields.h"

namespace afterword {
namespace {

/// The last part of a path, and what is before it.
std::pair<std::string, std::string> hashover_split(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return {"", path};
  return {path.substr(0, slash), path.substr(slash + 1)};
}

/// nullopt if the file is not a comment's.
std::optional<HashoverPlace> hashover_place(const std::string& path) {
  const auto [folder, name] = hashover_split(path);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos || !is_hashover_key(std::string_view(name).substr(0, dot)))
    return std::nullopt;
  if (name.substr(dot) != ".xml" && name.substr(dot) != ".json") return std::nullopt;
  const auto [above, thread] = hashover_split(folder);
  const std::string parent = hashover_split(above).second;
  const bool is_domain = parent.find('.') != std::string::npos || parent == "localhost";
  return HashoverPlace{is_domain ? parent : "", thread, name.substr(0, dot)};
}

/// Reads <comment> with one element for each field.
class HashoverXml {
 public:
  Result<SourceFields, std::string> parse(const std::string& xml) {
    const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(
        XML_ParserCreate(nullptr), XML_ParserFree);
    if (!parser) return Failure{std::string("there is not enough memory")};
    parser_ = parser.get();
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(parser_, &HashoverXml::begin, &HashoverXml::end);
    XML_SetCharacterDataHandler(parser_, &HashoverXml::text);
    XML_SetStartDoctypeDeclHandler(parser_, &HashoverXml::doctype);
    if (XML_Parse(parser_, xml.data(), static_cast<int>(xml.size()), 1) == XML_STATUS_ERROR)
      return Failure{fmt::format("line {}: {}", XML_GetCurrentLineNumber(parser_),
                                 why_.empty() ? XML_ErrorString(XML_GetErrorCode(parser_)) : why_)};
    return std::move(values_);
  }

 private:
  static HashoverXml& self(void* data) { return *static_cast<HashoverXml*>(data); }

  static void begin(void* data, const char* name, const char** /*attributes*/) {
    HashoverXml& xml = self(data);
    if (++xml.depth_ == 1 && std::string_view(name) != "comment")
      xml.stop("the file's element must be <comment>");
    if (xml.depth_ == 2) xml.field_ = name;
    if (xml.depth_ > 2) xml.stop("an element within a field");
  }

  static void end(void* data, const char* /*name*/) {
    if (--self(data).depth_ == 1) self(data).field_.clear();
  }

  static void text(void* data, const char* bytes, int length) {
    HashoverXml& xml = self(data);
    if (xml.depth_ == 2) xml.values_[xml.field_].append(bytes, static_cast<std::size_t>(length));
  }

  /// Entities could make a small file an enormous one.
  static void doctype(void* data, const char* /*name*/, const char* /*system*/,
                      const char* /*public_id*/, int /*has_subset*/) {
    self(data).stop("a document type, which HashOver does not write");
  }

  void stop(std::string why) {
    if (why_.empty()) why_ = std::move(why);
    XML_StopParser(parser_, XML_FALSE);
  }

  XML_Parser parser_ = nullptr;
  SourceFields values_;
  std::string field_;
  int depth_ = 0;
  std::string why_;
};

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
      if (const std::string above = hashover_split(path).first; above != thread)
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
    auto values = is_xml ? HashoverXml().parse(*content) : read_json_fields(*content);
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
  bool found = false;
  int files = 0;
  constexpr int most_files = 10'000;
  const auto seen = folder.each_file([&](const std::string& path) {
    const auto place = hashover_place(path);
    found = place && path.ends_with(".xml");
    if (place && !found) {
      const auto text = folder.read(path);
      found = text && text->find("\"body\"") != std::string::npos;
    }
    return !found && ++files < most_files;
  });
  return seen && found;
}

std::unique_ptr<ImportReader> make_hashover_folder_reader(const SourceSettings& settings) {
  return std::make_unique<HashoverFolderReader>(settings);
}

}  // namespace afterword
