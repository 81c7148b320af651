// Staticman's folder of comments: one YAML or JSON file, or a text with front matter, for each
// comment, in a folder for each page. Beside _id and _parent, the names of the fields are those of
// the site's form; the usual ones are known here. Jekyll's static comments have the same form, with
// the page in the field post_id.
#include "transfer/readers/staticman.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "base/ascii.h"
#include "transfer/file_beginning.h"
#include "transfer/source_fields.h"

namespace afterword {
namespace {

namespace files = std::filesystem;

bool staticman_is_comment(const std::string& path) {
  constexpr std::array<std::string_view, 6> endings{".yml", ".yaml",     ".json",
                                                    ".md",  ".markdown", ".html"};
  const std::string ending = files::path(path).extension();
  return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

Result<SourceFields, std::string> staticman_fields(const SourceFolder& folder,
                                                   const std::string& path) {
  const auto content = folder.read(path);
  if (!content) return Failure{content.error()};
  const std::string ending = files::path(path).extension();
  auto fields = ending == ".json"                       ? read_json_fields(*content)
                : ending == ".yml" || ending == ".yaml" ? read_yaml_fields(*content)
                                                        : read_front_matter(*content, "message");
  if (!fields) return Failure{fmt::format("{}: {}", path, fields.error())};
  return fields;
}

/// The first of these fields that is not empty.
std::string staticman_first(const SourceFields& fields,
                            std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    if (const auto found = fields.find(name); found != fields.end() && !found->second.empty())
      return found->second;
  return {};
}

/// The comments of a page, by everything that a reply to one may contain.
class StaticmanThread {
 public:
  void add(const files::path& path, const std::string& id, const SourceFields& fields) {
    ids_.insert(id);
    files_.emplace(path.stem(), id);
    files_.emplace(path.filename(), id);
    if (staticman_first(fields, {"replying_to"}).empty()) top_level_.push_back(id);
  }

  /// "" if the comment replies to none. `_parent` is often the id of the page.
  std::string parent(const std::string& id, const SourceFields& fields) const {
    for (const std::string_view name :
         {"replyID", "reply_to", "replying_to", "_parent", "parent_id", "parent", "replyThread"}) {
      std::string found = find(staticman_first(fields, {name}), name == "replying_to");
      if (!found.empty() && found != id) return found;
    }
    return {};
  }

 private:
  /// `may_count`: a number is that of a top-level comment in the order of the files' names, as in
  /// the themes that have this field.
  std::string find(const std::string& sent, bool may_count) const {
    if (ids_.contains(sent)) return sent;
    if (const auto file = files_.find(sent); file != files_.end()) return file->second;
    const bool is_count = may_count && !sent.empty() && sent.size() < 6 &&
                          std::all_of(sent.begin(), sent.end(), is_ascii_digit);
    const std::size_t number = is_count ? std::stoul(sent) : 0;
    return number > 0 && number <= top_level_.size() ? top_level_[number - 1] : std::string{};
  }

  std::set<std::string> ids_;
  std::map<std::string, std::string> files_;
  std::vector<std::string> top_level_;
};

/// A file without an id is identified by its path.
std::string staticman_id(const SourceFields& fields, const std::string& path) {
  const std::string id = staticman_first(fields, {"_id"});
  return id.empty() ? path : id;
}

SourceComment staticman_comment(const SourceFields& fields, const std::string& path,
                                const StaticmanThread& thread, const SourceRecords& records) {
  SourceComment comment;
  comment.id = staticman_id(fields, path);
  comment.parent = thread.parent(comment.id, fields);
  comment.page = staticman_first(fields, {"post_id"});
  if (comment.page.empty()) comment.page = files::path(path).parent_path();
  comment.author = staticman_first(fields, {"name", "author", "nickname"});
  comment.email = staticman_first(fields, {"email"});  // a hash is no address and is ignored
  comment.url = staticman_first(fields, {"url", "website", "link", "site", "authorurl"});
  comment.text = staticman_first(fields, {"message", "body", "comment", "text", "content"});
  comment.markup = SourceMarkup::markdown;
  comment.status = Status::approved;  // Staticman writes a file once the comment is approved
  comment.created =
      records.date(staticman_first(fields, {"date", "timestamp", "created_at", "created"}));
  return comment;
}

class StaticmanReader : public ImportReader {
 public:
  explicit StaticmanReader(const SourceSettings& settings) : settings_(settings) {}

  Result<Reading, std::string> read(InputFile& file, const ImportSink& sink) override {
    const SourceFolder* folder = file.folder();
    if (folder == nullptr)
      return Failure{std::string("it is a file, but Staticman's comments are a folder of files")};
    SourceRecords records(settings_, BlogSource::staticman, sink);
    sink.source({BlogSource::staticman, ""});
    std::vector<std::string> page;  // the files of one folder
    bool any = false;
    Result<bool, std::string> more = true;
    const auto read_page = [&] {
      more = read_thread(*folder, std::exchange(page, {}), records);
      return more && *more;
    };
    const auto all = folder->each_file([&](const std::string& path) {
      if (!staticman_is_comment(path)) return true;
      any = true;
      const bool is_next = !page.empty() && files::path(page.back()).parent_path() !=
                                                files::path(path).parent_path();
      if (is_next && !read_page()) return false;
      page.push_back(path);
      return true;
    });
    if (!all) return Failure{all.error()};
    if (!any) return Failure{std::string("there are no YAML or JSON files in the folder")};
    if (*all) read_page();
    if (!more) return Failure{more.error()};
    return *more ? Reading::complete : Reading::ended_by_sink;
  }

 private:
  /// The files are read twice, because a reply's file may precede that of its parent.
  static Result<bool, std::string> read_thread(const SourceFolder& folder,
                                               const std::vector<std::string>& paths,
                                               SourceRecords& records) {
    StaticmanThread thread;
    for (const std::string& path : paths) {
      const auto fields = staticman_fields(folder, path);
      if (!fields) return Failure{fields.error()};
      thread.add(path, staticman_id(*fields, path), *fields);
    }
    for (const std::string& path : paths) {
      const auto fields = staticman_fields(folder, path);
      if (!fields) return Failure{fields.error()};
      if (!records.comment(staticman_comment(*fields, path, thread, records))) return false;
    }
    return true;
  }

  const SourceSettings& settings_;
};

}  // namespace

bool is_staticman(const SourceFolder& folder) {
  return folder.has_any([&](const std::string& path) {
    const auto text = staticman_is_comment(path) ? folder.read(path) : std::string{};
    return text && (contains_all(*text, {"_id:"}) || contains_all(*text, {"\"_id\""}));
  });
}

std::unique_ptr<ImportReader> make_staticman_reader(const SourceSettings& settings) {
  return std::make_unique<StaticmanReader>(settings);
}

}  // namespace afterword
