// afterword export FORMAT [FILE]: exports everything.
#include "command/transfer/export.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cstring>
#include <limits>
#include <set>

#include "command/site_store.h"
#include "command/transfer/export_data.h"
#include "command/transfer/export_html.h"
#include "command/transfer/output_file.h"
#include "server/application/service.h"
#include "transfer/json/json_comments.h"
#include "transfer/json/json_site.h"
#include "transfer/wordpress/wxr_writer.h"

namespace afterword {
namespace {

struct ExportOptions {
  std::string format;
  std::string file;  // "-": standard output
  bool force = false;
};

/// Each writer returns the number of comments. It stops on a StoreError; OutputFile reports write
/// errors.
using Count = Result<std::int64_t, StoreError>;

Count write_wordpress(const Config& config, const TimeZone& zone, ExportStore& store,
                      OutputFile& output) {
  const std::string url = config.site.url;
  const auto highest = store.highest_post();
  if (!highest) return Failure{highest.error()};
  const auto installation = store.installation();
  if (!installation) return Failure{installation.error()};
  output.write(wxr_beginning(config.site.view.site_name, url, *installation, current_time()));
  std::set<std::int64_t> given;
  std::int64_t comments = 0;
  std::optional<StoreError> failed;
  const auto pages = store.each_page([&](ThreadId thread, const ImportedPage& page) {
    // A page without a WordPress post, and a post of a second source, get numbers above those of
    // WordPress.
    std::int64_t post = page.numbers.empty() ? 0 : page.numbers.front().number;
    if (post == 0 || !given.insert(post).second) post = *highest + thread.value;
    output.write(wxr_item_beginning(page, post, config.site.view.address, zone));
    const auto done = store.each_comment(thread, [&](const ImportedComment& comment) {
      ++comments;
      return output.write(wxr_comment(comment, *installation, zone));
    });
    if (!done) failed = done.error();
    return !failed && output.write(wxr_item_end());
  });
  if (!pages) return Failure{pages.error()};
  if (failed) return Failure{*failed};
  output.write(wxr_end());
  return comments;
}

/// A JSON array with one object per line.
class JsonArray {
 public:
  JsonArray(OutputFile& output, std::string_view name) : output_(output) {
    output_.write(fmt::format("\"{}\":[", name));
  }
  bool add(std::string_view object) {
    const bool written = output_.write(any_ ? ",\n" : "\n") && output_.write(object);
    any_ = true;
    return written;
  }
  void end() { output_.write("\n]"); }

 private:
  OutputFile& output_;
  bool any_ = false;
};

template <typename Item>
std::optional<StoreError> write_list(std::string_view name,
                                     const Result<std::vector<Item>, StoreError>& items,
                                     OutputFile& output) {
  if (!items) return items.error();
  JsonArray array(output, name);
  for (const Item& item : *items) array.add(as_json(item));
  array.end();
  output.write(",\n");
  return std::nullopt;
}

/// All comments with their revisions.
Count write_comments(Stores& stores, OutputFile& output) {
  JsonArray array(output, "comments");
  std::int64_t comments = 0;
  std::optional<StoreError> failed;
  const auto pages = stores.exports.each_page([&](ThreadId thread, const ImportedPage& page) {
    const auto done = stores.exports.each_comment(thread, [&](const ImportedComment& imported) {
      Result<std::vector<Revision>, StoreError> earlier = std::vector<Revision>{};
      if (imported.comment.edited)
        earlier = stores.queue.revisions(imported.comment.id, {}, std::numeric_limits<int>::max());
      if (!earlier) failed = earlier.error();
      ++comments;
      return !failed && array.add(exported_as_json(page.path, imported, *earlier));
    });
    if (!done) failed = done.error();
    return !failed;
  });
  if (!pages) return Failure{pages.error()};
  if (failed) return Failure{*failed};
  array.end();
  output.write(",\n");
  return comments;
}

/// The audit log, newest first.
std::optional<StoreError> write_audit_entry(AuditLogStore& audit_log, OutputFile& output) {
  constexpr int batch = 500;
  JsonArray array(output, "audit_log");
  std::optional<AuditId> before;
  for (bool more = true; more;) {
    const auto lines = audit_log.list(before, batch);
    if (!lines) return lines.error();
    for (const AuditLine& line : *lines) array.add(as_json(line));
    more = std::ssize(*lines) == batch;
    if (more) before = lines->back().id;
  }
  array.end();
  return std::nullopt;
}

Count write_json(Stores& stores, OutputFile& output) {
  const auto installation = stores.exports.installation();
  if (!installation) return Failure{installation.error()};
  output.write(
      fmt::format("{{\"afterword_export\":1,\"exported\":\"{}\",\"installation\":\"{}\",\n",
                  format_rfc3339(current_time()), installation->address));
  JsonArray pages(output, "pages");
  const auto listed = stores.exports.each_page(
      [&](ThreadId, const ImportedPage& page) { return pages.add(page_as_json(page)); });
  if (!listed) return Failure{listed.error()};
  pages.end();
  output.write(",\n");
  const auto comments = write_comments(stores, output);
  if (!comments) return comments;
  if (const auto error = write_list("rules", stores.rules.list(), output)) return Failure{*error};
  if (const auto error = write_list("help_lines", stores.care.help(), output))
    return Failure{*error};
  if (const auto error = write_list("reply_drafts", stores.care.drafts(), output))
    return Failure{*error};
  if (const auto error = write_audit_entry(stores.audit_log, output)) return Failure{*error};
  output.write("}\n");
  return comments;
}

int export_all(const ExportOptions& options, const Config& config, Stores& stores) {
  struct stat info {};
  if (options.file != "-" && !options.force && ::lstat(options.file.c_str(), &info) == 0)
    return fail_with(
        fmt::format("{} already exists; choose another name or pass --force", options.file));
  const auto zone = TimeZone::load(config.timezone);
  if (!zone) return fail_with("unknown time zone in site.timezone");
  if (options.format == "wordpress" && config.site.url.empty())
    return fail_with("site.url is not set; the WordPress format needs the full addresses of pages");
  OutputFile output(options.file);
  const auto cannot_write = [&] {
    return fail_with(fmt::format("{} cannot be written: {}",
                                 options.file == "-" ? "standard output" : options.file,
                                 std::strerror(output.problem())));
  };
  if (!output.is_open()) return cannot_write();
  const auto comments = options.format == "wordpress"
                            ? write_wordpress(config, *zone, stores.exports, output)
                            : write_json(stores, output);
  if (!comments) return store_failed(comments.error());
  if (!output.finish()) return cannot_write();
  if (options.file != "-") fmt::print("{}: {} comments\n", options.file, *comments);
  return exit_done;
}

}  // namespace

std::vector<Command> export_commands() {
  return {
      {"export",
       "export everything to a file",
       {{.name = "FORMAT",
         .help = "wordpress: for Tools, Import in WordPress\njson: everything\n"
                 "data: published comments for a static site generator, a JSON file for each page\n"
                 "html: published threads, between two marks of existing HTML files",
         .required = true,
         .choices = {"wordpress", "json", "data", "html"}},
        {"FILE",
         "the output file (default: standard output); for data and html, the folder of the site"},
        {.name = "--layout",
         .help = "for data: where the generator expects it",
         .choices = {"hugo", "jekyll", "eleventy"}},
        {"--remove", "for html: take the threads out again", Option::Kind::flag},
        {"--force", "replace an existing file", Option::Kind::flag}},
       [](const Arguments& arguments) {
         ExportOptions options{arguments.text("FORMAT"), arguments.text("FILE"),
                               arguments.has("--force")};
         const auto layout = parse_data_layout(arguments.text("--layout"));
         if (options.format == "data" && (!layout || options.file.empty()))
           return fail_with(
               "name the folder of the site's source and the generator: afterword export data DIR "
               "--layout hugo");
         if (options.format == "html") {
           if (options.file.empty())
             return fail_with(
                 "name the folder with the site's HTML files: afterword export html DIR");
           return export_html(options.file, arguments.has("--remove"), arguments.config);
         }
         if (options.file.empty()) options.file = "-";
         return with_store(arguments.config, [&](const Config& config, Stores& stores) {
           if (options.format == "data") return export_data(options.file, *layout, stores.exports);
           return export_all(options, config, stores);
         });
       }}};
}

}  // namespace afterword
