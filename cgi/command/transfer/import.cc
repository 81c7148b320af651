// afterword import FORMAT FILE: imports comments with their ids and dates.
#include "command/transfer/import.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "command/page_map_file.h"
#include "command/site_store.h"
#include "command/transfer/import_progress.h"
#include "command/transfer/import_report.h"
#include "server/application/service.h"
#include "transfer/formats.h"
#include "transfer/import.h"

namespace afterword {
namespace {

constexpr std::string_view automatic = "auto";
constexpr std::size_t beginning_bytes = 64 << 10;

struct ImportOptions {
  std::string format;
  std::string file;
  std::string map;                 // a file name; "" for none
  std::vector<std::string> hosts;  // further hosts of this site
  bool dry_run = false;
};

std::string shown_name(const std::string& path) { return path == "-" ? "standard input" : path; }

int import_file(const ImportOptions& options, const ImportFormat& format, InputFile& file,
                const Config& config, ImportStore& store) {
  const std::string shown = shown_name(options.file);
  const auto zone = TimeZone::load(config.timezone);
  if (!zone) return fail_with("unknown time zone in site.timezone");
  SourceSettings settings{config.site.view.address, *zone, {}, {}};
  settings.hosts.insert(options.hosts.begin(), options.hosts.end());
  if (!options.map.empty()) {
    auto map = read_page_map(options.map);
    if (!map) return exit_failed;
    settings.map = *std::move(map);
  }
  const auto reader = format.reader(settings);
  std::optional<ImportProgress> progress;
  Import import(*reader, file, store, config.site.view.address, current_time(),
                [&](std::int64_t comments) {
                  if (progress) progress->tell(file.position(), comments);
                });
  progress.emplace("reading", file.size());
  const auto seen = import.survey();
  progress.reset();
  if (!seen) return fail_with(fmt::format("{}: {}; nothing was imported", shown, seen.error()));
  progress.emplace("importing", file.size());
  const auto taken = import.store_comments();
  progress.reset();
  if (!taken) {
    if (const auto* sentence = std::get_if<std::string>(&taken.error()))
      return fail_with(fmt::format("{}: {}; the file changed during the import", shown, *sentence));
    fmt::print(stderr,
               "The import stopped. Comments stored so far remain; run the same command again to "
               "continue.\n");
    return store_failed(std::get<StoreError>(taken.error()));
  }
  print_counts(shown, fmt::format("in {}", format.title), import.counts(), options.dry_run);
  for (const std::string& remark : reader->remarks()) fmt::print("{}\n", remark);
  print_missing_pages(config.site, import.pages());
  return exit_done;
}

/// The first bytes of a file, unpacked; "" of a folder.
Result<std::string, std::string> beginning_of(InputFile& file) {
  std::string beginning;
  if (file.folder() != nullptr) return beginning;
  while (beginning.size() < beginning_bytes) {
    const auto bytes = file.read();
    if (!bytes) return Failure{bytes.error()};
    if (bytes->empty()) break;
    beginning += *bytes;
  }
  if (const auto again = file.rewind(); !again) return Failure{again.error()};
  return beginning;
}

/// What is wrong with a file of any format that begins so; nullopt if nothing is.
std::optional<std::string> useless_beginning(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.empty()) return "the file is empty";
  constexpr std::array utf16{"\xff\xfe"sv, "\xfe\xff"sv, "<\0"sv, "\0<"sv};
  if (std::any_of(utf16.begin(), utf16.end(),
                  [&](std::string_view begin) { return bytes.starts_with(begin); }))
    return "the file is UTF-16; please save it as UTF-8";
  return std::nullopt;
}

/// Options that the format cannot use.
std::optional<std::string> useless_option(const ImportOptions& options,
                                          const ImportFormat& format) {
  const bool has_any = !options.map.empty() || !options.hosts.empty();
  if (has_any && format.pages == SourcePages::as_here)
    return fmt::format(
        "--map and --host do not apply to {}; move pages afterwards with `afterword "
        "thread apply-map FILE`",
        format.name);
  if (!options.hosts.empty() && format.pages == SourcePages::of_one_site)
    return fmt::format("--host does not apply to {}: its pages are taken from every host",
                       format.name);
  return std::nullopt;
}

int import_comments(const ImportOptions& options, const Config& config, ImportStore& store) {
  const std::string shown = shown_name(options.file);
  auto file = InputFile::open(options.file);
  if (!file) return fail_with(file.error());
  const auto bytes = beginning_of(*file);
  if (!bytes) return fail_with(fmt::format("{}: {}; nothing was imported", shown, bytes.error()));
  if (const auto useless = useless_beginning(*bytes); useless && file->folder() == nullptr)
    return fail_with(fmt::format("{}: {}; nothing was imported", shown, *useless));
  const FileBeginning beginning{*bytes, file->folder()};
  const bool is_automatic = options.format == automatic;
  if (is_automatic && bytes->starts_with("PK\x03\x04"))
    return fail_with(fmt::format("{}: it is a zip archive; please unpack it first", shown));
  const ImportFormat* format =
      is_automatic ? recognise_format(beginning) : find_import_format(options.format, beginning);
  if (format == nullptr)
    return fail_with(
        fmt::format("{}: the format is not recognised; name it, for example `afterword import "
                    "disqus FILE` (`afterword import --help` lists the formats)",
                    shown));
  if (const auto useless = useless_option(options, *format)) return fail_with(*useless);
  if (is_automatic) fmt::print("{}: {}\n", shown, format->title);
  return import_file(options, *format, *file, config, store);
}

std::vector<std::string> format_names() {
  std::vector<std::string> names{std::string(automatic)};
  for (const ImportFormat& format : import_formats())
    if (std::find(names.begin(), names.end(), format.name) == names.end())
      names.emplace_back(format.name);
  return names;
}

std::string format_help() {
  std::string help = "auto: recognised by the file";
  for (const ImportFormat& format : import_formats())
    help += fmt::format("\n{}: {}", format.name, format.file);
  return help + "\nA file may be packed with gzip.";
}

}  // namespace

std::vector<Command> import_commands() {
  return {{"import",
           "import comments from a file",
           {{.name = "FORMAT", .help = format_help(), .required = true, .choices = format_names()},
            {"FILE", "the file or the folder; - for standard input", Option::Kind::text, true},
            {"--dry-run", "report what would be imported, and import nothing", Option::Kind::flag},
            {"--map",
             "a file with lines \"OLD NEW\": pages that have another address here; \"OLD* NEW*\" "
             "for all that begin so; not for json"},
            {.name = "--host",
             .help = "another host whose pages are pages of this site; not for wordpress and json",
             .several = true}},
           [](const Arguments& arguments) {
             const ImportOptions options{arguments.text("FORMAT"), arguments.text("FILE"),
                                         arguments.text("--map"), arguments.texts("--host"),
                                         arguments.has("--dry-run")};
             const auto with = options.dry_run ? with_copied_store : with_store;
             return with(arguments.config, [&](const Config& config, Stores& stores) {
               return import_comments(options, config, stores.imports);
             });
           }}};
}

}  // namespace afterword
