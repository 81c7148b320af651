#include "command/check_published.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <set>

#include "base/file.h"
#include "base/gzip.h"
#include "base/page_path.h"
#include "config/document_roots.h"
#include "handler/publish/thread_publisher.h"
#include "store/published/published_name.h"

namespace afterword {
namespace {

constexpr int checked_at_once = 500;
constexpr std::size_t longest_published_file = 64 << 20;

enum class Difference { none, missing, outdated, left_over, unreadable, pending };

bool others_may(const std::string& path, mode_t rights) {
  struct stat info {};
  return ::stat(path.c_str(), &info) != 0 || (info.st_mode & rights) == rights;
}

/// Threads with one kind of difference: how many, and one of them.
struct Found {
  std::size_t threads = 0;
  std::string example;

  void add(std::string_view path) {
    if (threads++ == 0) example = path;
  }
};

class PublishedCheck {
 public:
  PublishedCheck(const Service& service, OpenStore& store, Instant now)
      : service_(service),
        store_(store),
        now_(now),
        publisher_(service.config.site, service.templates, service.zone),
        files_(service.config.publish_directory) {}

  Findings run();

 private:
  bool examine_folder();
  Difference compare_file(const std::string& path, const std::string& text) const;
  Difference compare(ThreadId thread) const;
  void examine_threads();
  void examine_names();
  void report(Health health, const Found& found, std::string_view what, std::string_view remedy);
  void add(Health health, std::string sentence) {
    findings_.push_back({health, "publish", std::move(sentence)});
  }

  const Service& service_;
  OpenStore& store_;
  Instant now_;
  ThreadPublisher publisher_;
  PublishedThreads files_;
  Findings findings_;
  Found good_, missing_, outdated_, left_over_, unreadable_, pending_;
};

/// False if there is nothing to compare.
bool PublishedCheck::examine_folder() {
  const std::string folder = real_path(files_.directory()) + "/";
  const std::string data = folder_of(real_path(service_.config.database));
  if (folder.starts_with(data) || data.starts_with(folder))
    add(Health::fail,
        fmt::format("publish.directory {} and the database's folder {} contain each other, but one "
                    "is for the web server and the other is private; choose another folder",
                    folder, data));
  struct stat info {};
  if (::stat(files_.root().c_str(), &info) != 0) {
    add(Health::warn, fmt::format("{} does not exist yet; start the service, or run: afterword "
                                  "publish",
                                  files_.root()));
    return false;
  }
  for (std::size_t at = 1; (at = files_.root().find('/', at)) != std::string::npos; ++at)
    if (const std::string parent = files_.root().substr(0, at); !others_may(parent, 0001)) {
      add(Health::warn, fmt::format("other users cannot open {}, so a web server that runs as "
                                    "another user cannot send the files; run: chmod o+x {}",
                                    parent, parent));
      break;
    }
  if (files_.stamp() == publisher_.stamp()) return true;
  add(Health::warn,
      "the files were made with another configuration, other templates or another version; "
      "restart or reload the service, or run: afterword publish");
  return false;
}

Difference PublishedCheck::compare_file(const std::string& path, const std::string& text) const {
  const auto plain = read_file(path, longest_published_file);
  const std::string packed_path = path + std::string(compressed_ending);
  const auto packed = read_file(packed_path, longest_published_file);
  if (!plain || !packed) return Difference::missing;
  if (*plain != text || gunzipped(*packed) != text) return Difference::outdated;
  const bool readable = others_may(path, 0004) && others_may(packed_path, 0004) &&
                        others_may(path.substr(0, path.rfind('/')), 0001);
  return readable ? Difference::none : Difference::unreadable;
}

Difference PublishedCheck::compare(ThreadId thread) const {
  const auto place = files_.place_of(thread);
  const bool has_files = place && place->has_files;
  const auto rendered = publisher_.render(*store_.database, store_.key, thread, now_,
                                          [](const std::string&) { return true; });
  if (!rendered) return Difference::pending;
  if (!*rendered) return has_files ? Difference::left_over : Difference::none;
  const ThreadPublisher::Files& files = **rendered;
  if (!has_files) return Difference::missing;
  if (place->name != files.name) return Difference::outdated;
  for (const ThreadPublisher::Files::File& file : files.files)
    if (const auto found = compare_file(files_.root() + files.name + "/" + file.name, file.text);
        found != Difference::none)
      return found;
  return Difference::none;
}

void PublishedCheck::examine_threads() {
  for (ThreadId at; true;) {
    const auto threads = store_.stores.comments.seen_threads(at, checked_at_once);
    if (!threads || threads->empty()) return;
    for (const SeenThread& thread : *threads) {
      at = thread.id;
      Difference found = compare(at);
      // It may have been changed while its files were read.
      if (found != Difference::none) found = compare(at);
      const bool is_waiting = found == Difference::missing && files_.is_pending(at);
      switch (is_waiting ? Difference::pending : found) {
        case Difference::none:
          good_.add(thread.path);
          break;
        case Difference::missing:
          missing_.add(thread.path);
          break;
        case Difference::outdated:
          outdated_.add(thread.path);
          break;
        case Difference::left_over:
          left_over_.add(thread.path);
          break;
        case Difference::unreadable:
          unreadable_.add(thread.path);
          break;
        case Difference::pending:
          pending_.add(thread.path);
          break;
      }
    }
  }
}

/// Files of no thread.
void PublishedCheck::examine_names() {
  const std::vector<std::string> there = files_.names();
  std::set<std::string> placed;
  for (const ThreadId thread : files_.placed())
    if (const auto place = files_.place_of(thread)) placed.insert(place->name);
  for (const std::string& name : there)
    if (!placed.contains(name)) left_over_.add(name);
}

void PublishedCheck::report(Health health, const Found& found, std::string_view what,
                            std::string_view remedy) {
  if (found.threads == 0) return;
  add(health,
      fmt::format("{} {} ({}{}); {}", found.threads, found.threads == 1 ? "thread" : "threads",
                  what, found.example.empty() ? "" : fmt::format(", such as {}", found.example),
                  remedy));
}

Findings PublishedCheck::run() {
  if (files_.directory().empty() || !examine_folder()) return std::move(findings_);
  examine_threads();
  examine_names();
  constexpr std::string_view publish = "run: afterword publish";
  report(Health::fail, outdated_, "whose files differ from the database", publish);
  report(Health::fail, left_over_, "whose files should not be there", publish);
  report(Health::warn, missing_, "without files, or without some of them", publish);
  report(Health::warn, unreadable_, "whose files other users cannot read", publish);
  report(Health::warn, pending_, "that wait to be published",
         "the service does that within seconds; without it, run: afterword publish");
  if (findings_.empty())
    add(Health::ok,
        fmt::format("{} threads have current files in {}", good_.threads, files_.root()));
  return std::move(findings_);
}

}  // namespace

Findings examine_published(const Service& service, OpenStore& store, Instant now) {
  return PublishedCheck(service, store, now).run();
}

}  // namespace afterword
