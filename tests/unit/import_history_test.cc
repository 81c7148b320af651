// Random histories of two blogs and two installations, compared with a simple model. Whatever is
// written, changed, deleted, moved, exported and imported in any order: no text is lost or
// duplicated, every reply is below its parent, and the counts add up.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <optional>
#include <random>
#include <set>

#include "base/secret.h"
#include "store/sqlite/sqlite_database.h"
#include "store/stores.h"
#include "temp_folder.h"
#include "test_database.h"
#include "test_policy.h"
#include "transfer/import.h"
#include "transfer/json/json_comments.h"
#include "transfer/wordpress/wordpress_reader.h"
#include "transfer/wordpress/wxr_writer.h"

namespace afterword {
namespace {

constexpr Instant noon{1'700'000'000'000};

/// The random numbers of one history, determined by its seed.
class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  int below(int n) { return static_cast<int>(engine_() % static_cast<unsigned>(n)); }
  bool one_in(int n) { return below(n) == 0; }
  template <class Container>
  const auto& of(const Container& all) {
    return *std::next(all.begin(), below(static_cast<int>(all.size())));
  }

 private:
  std::mt19937 engine_;
};

/// The identity of a comment in the model: the word that its text begins with.
using Word = int;

/// The content of a comment at a source.
struct Said {
  std::string text;
  bool approved = true;
  std::string page;
  std::optional<Word> parent;

  bool same_words(const Said& other) const {
    return text == other.text && approved == other.approved;
  }
};
using File = std::map<Word, Said>;

struct Account {
  std::int64_t comments = 0;
  std::int64_t added = 0;
  std::int64_t updated = 0;
  std::int64_t moved = 0;
  std::int64_t there = 0;
  std::int64_t deleted_here = 0;
  std::int64_t sum = 0;
  friend bool operator==(const Account&, const Account&) = default;
};

Account account_of(const ImportCounts& counts) {
  const std::int64_t added =
      counts.published + counts.waiting + counts.spam + counts.trash + counts.places;
  return {counts.comments,     added,       counts.updated, counts.moved, counts.there,
          counts.deleted_here, counts.sum()};
}

std::string page_key(const std::string& path) { return path.substr(0, path.size() - 1); }

// --- a WordPress blog
// -----------------------------------------------------------------------------

struct SourceBlog {
  struct Row {
    std::int64_t number = 0;
    int post = 0;
    std::optional<Word> parent;
    std::string text;
    bool approved = true;
  };
  std::string address;
  std::map<int, std::string> posts;  // paths by number
  std::map<Word, Row> rows;
  std::int64_t next = 1;
  int permalinks = 0;

  File said() const {
    File file;
    for (const auto& [word, row] : rows)
      file[word] = {row.text, row.approved, posts.at(row.post), row.parent};
    return file;
  }

  /// Writes a WordPress export with the comments in an order chosen by `dice`.
  std::string wxr(Dice& dice) const {
    std::string out =
        "<rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>"
        "<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>" +
        std::string(dice.one_in(2) ? "https://www." : "http://") + address +
        (dice.one_in(2) ? "/" : "") + "</wp:base_blog_url>";
    for (const auto& [post, path] : posts) {
      out += "<item><title>Post</title><link>https://site.example" + path + "</link><wp:post_id>" +
             std::to_string(post) +
             "</wp:post_id><wp:status>publish</wp:status>"
             "<wp:post_type>post</wp:post_type><wp:comment_status>open</wp:comment_status>";
      std::vector<Word> order;
      for (const auto& [word, row] : rows)
        if (row.post == post) order.push_back(word);
      if (dice.one_in(3)) std::reverse(order.begin(), order.end());
      for (const Word word : order) {
        const Row& row = rows.at(word);
        out +=
            "<wp:comment><wp:comment_id>" + std::to_string(row.number) +
            "</wp:comment_id><wp:comment_author>W" + std::to_string(word) +
            "</wp:comment_author><wp:comment_author_email>w@example.org"
            "</wp:comment_author_email><wp:comment_date_gmt>2015-01-01 10:00:" +
            (word % 60 < 10 ? "0" : "") + std::to_string(word % 60) +
            "</wp:comment_date_gmt><wp:comment_content>" + row.text +
            "</wp:comment_content><wp:comment_approved>" + (row.approved ? "1" : "0") +
            "</wp:comment_approved><wp:comment_type>comment</wp:comment_type><wp:comment_parent>" +
            std::to_string(row.parent ? rows.at(*row.parent).number : 0) +
            "</wp:comment_parent></wp:comment>";
      }
      out += "</item>";
    }
    return out + "</channel></rss>";
  }
};

// --- an installation
// ------------------------------------------------------------------------------

/// A stored comment, identified by its word.
struct Stored {
  CommentId id;
  std::string text;
  Status status = Status::approved;
  std::string page;
  std::optional<CommentId> parent;
  CommentId root;
};

class Installation {
 public:
  /// Copies an empty database, because creating the tables takes longer than a history.
  Installation(const std::string& empty, const std::string& path) : path_(path) {
    std::filesystem::copy_file(empty, path, std::filesystem::copy_options::overwrite_existing);
    database_ = open(Opening::upgrade);
    stores_.emplace(*database_);
  }

  // The model's knowledge of the installation.
  std::set<Word> written;            // written here
  std::set<Word> touched;            // changed by a person here
  std::set<Word> hand_moved;         // moved by a person here, including replies
  std::set<Word> deleted;            // permanently deleted
  std::map<std::string, File> last;  // the latest file of each source

  std::map<Word, Stored> all() {
    std::map<Word, Stored> found;
    each_stored([&](const Stored& stored) {
      if (stored.status == Status::deleted) return;
      const Word word = std::stoi(stored.text);
      words_[stored.id.value] = word;
      EXPECT_TRUE(found.emplace(word, stored).second) << stored.text << " is there twice";
    });
    return found;
  }

  /// The number of placeholders.
  std::int64_t places() {
    std::int64_t count = 0;
    each_stored([&](const Stored& stored) { count += stored.status == Status::deleted; });
    return count;
  }

  template <class Sink>
  void each_stored(const Sink& sink) {
    (void)stores_->exports.each_page([&](ThreadId thread, const ImportedPage& post) {
      return stores_->exports
          .each_comment(thread,
                        [&](const ImportedComment& imported) {
                          const Comment& comment = imported.comment;
                          sink(Stored{comment.id, comment.text, comment.status, post.path,
                                      comment.parent, comment.top_level});
                          return true;
                        })
          .has_value();
    });
  }

  void write(Word word, const std::string& path, std::optional<CommentId> parent, Instant now) {
    Submission submission;
    submission.author = "W" + std::to_string(word);
    submission.email = "w@example.org";
    submission.text = std::to_string(word) + " written";
    submission.parent = parent;
    submission.page = {page_key(path), path};
    const auto accepted = stores_->submissions.submit(submission, always(publish_all()), {}, now);
    ASSERT_TRUE(accepted);
    written.insert(word);
  }

  void act(ModerationAction action, CommentId id, Instant now) {
    ASSERT_TRUE(stores_->moderation.act(ben_, action, {{id, 0}}, "", now));
  }
  void edit(const Stored& stored, Instant now) {
    const Content content{"Edited", "w@example.org", "", stored.text + " here"};
    ASSERT_TRUE(stores_->moderation.edit(ben_, {stored.id, 0}, content, "edit", now));
  }
  void move(CommentId id, const std::string& path, Instant now) {
    ASSERT_TRUE(stores_->moderation.move(ben_, {id, 0}, page_key(path), path, now));
  }

  std::string wxr() {
    ExportStore& exports = stores_->exports;
    const TimeZone zone = *TimeZone::load("UTC");
    const Blog self = *exports.installation();
    std::string out = wxr_beginning("Site", "https://a.example", self, noon);
    std::int64_t post_number = *exports.highest_post();
    (void)exports.each_page([&](ThreadId thread, const ImportedPage& post) {
      out += wxr_item_beginning(post, ++post_number, SiteAddress("https://a.example"), zone);
      (void)exports.each_comment(thread, [&](const ImportedComment& imported) {
        out += wxr_comment(imported, self, zone);
        return true;
      });
      out += wxr_item_end();
      return true;
    });
    return out + wxr_end();
  }

  std::string json() {
    ExportStore& exports = stores_->exports;
    std::string pages;
    std::string comments;
    (void)exports.each_page([&](ThreadId thread, const ImportedPage& post) {
      pages += (pages.empty() ? "" : ",") + page_as_json(post);
      (void)exports.each_comment(thread, [&](const ImportedComment& imported) {
        comments += (comments.empty() ? "" : ",") + exported_as_json(post.path, imported, {});
        return true;
      });
      return true;
    });
    return "{\"installation\":\"" + exports.installation()->address + "\",\"pages\":[" + pages +
           "],\"comments\":[" + comments + "]}";
  }

  File said() {
    File file;
    for (const auto& [word, stored] : all()) {
      file[word] = {stored.text, stored.status == Status::approved, stored.page, {}};
      // A placeholder keeps the identity of its comment.
      if (stored.parent && words_.contains(stored.parent->value))
        file[word].parent = words_[stored.parent->value];
    }
    return file;
  }

  /// `dry`: on a copy, as with --dry-run.
  Account take_wxr(const std::string& text, const std::string& path, bool dry, Instant now) {
    const TimeZone zone = *TimeZone::load("UTC");
    const SourceSettings settings{{}, zone, {}, {}};
    WordPressReader reader(settings);
    return take(reader, text, path, dry, now);
  }

  Account take_json(const std::string& text, const std::string& path, bool dry, Instant now) {
    JsonReader reader;
    return take(reader, text, path, dry, now);
  }

 private:
  Account take(ImportReader& reader, const std::string& text, const std::string& path, bool dry,
               Instant now) {
    std::ofstream(path, std::ios::binary) << text;
    Account counts;
    with_stores(dry, [&](Stores& stores) {
      auto file = InputFile::open(path);
      ASSERT_TRUE(file);
      Import import(reader, *file, stores.imports, {}, now);
      const auto surveyed = import.survey();
      ASSERT_TRUE(surveyed) << surveyed.error();
      ASSERT_TRUE(import.store_comments());
      counts = account_of(import.counts());
    });
    return counts;
  }

  std::unique_ptr<Database> open(Opening opening) {
    auto opened = open_database({.path = path_, .prepare_all = false}, opening);
    if (!opened) throw std::runtime_error(opened.error().sentence);
    return std::move(opened).value();
  }

  template <class Work>
  void with_stores(bool dry, const Work& work) {
    if (!dry) return work(*stores_);
    const auto copy = open(Opening::copy);
    Stores stores(*copy);
    work(stores);
  }

  std::string path_;
  std::map<std::int64_t, Word> words_;  // by id, including placeholders
  const Actor ben_{ActorKind::moderator, "Ben"};
  std::unique_ptr<Database> database_;
  std::optional<Stores> stores_;
};

// --- a history
// ------------------------------------------------------------------------------------

class History {
 public:
  History(unsigned seed, const TempFolder& folder)
      : dice_(seed),
        folder_(folder),
        here_{Installation(folder / "empty.db", folder / "a.db"),
              Installation(folder / "empty.db", folder / "b.db")} {
    for (int i = 0; i < 2; ++i) {
      blogs_[i].address = i == 0 ? "one.example" : "Two.example/blog";
      for (int post = 1; post <= 2; ++post)
        blogs_[i].posts[post] = "/" + std::to_string(i) + "/post-" + std::to_string(post) + "/";
    }
  }

  void run() {
    const int steps = 16 + dice_.below(12);
    for (int i = 0; i < steps && !testing::Test::HasFailure(); ++i) step();
    for (Installation& installation : here_)
      if (!testing::Test::HasFailure()) import_something(installation);
  }

 private:
  void step() {
    now_.ms += 60'000;
    const int what = dice_.below(100);
    if (what < 45) return change_blog(blogs_[dice_.below(2)]);
    if (what < 75) return change_installation(here_[dice_.below(2)]);
    import_something(here_[dice_.below(2)]);
  }

  void change_blog(SourceBlog& blog) {
    const int what = dice_.below(100);
    if (what < 60 || blog.rows.empty()) {
      SourceBlog::Row row;
      row.post = 1 + dice_.below(2);
      for (int tries = 0; tries < 3 && !blog.rows.empty() && !row.parent; ++tries)
        if (const auto& [word, parent] = dice_.of(blog.rows); parent.post == row.post)
          row.parent = word;
      row.number =
          dice_.one_in(15) ? std::numeric_limits<std::int64_t>::max() - word_ : blog.next++;
      row.text = std::to_string(word_) + " there";
      row.approved = !dice_.one_in(4);
      tell(fmt::format("{} writes {} below {} on post {} as {}", blog.address, word_,
                       row.parent.value_or(0), row.post, row.number));
      blog.rows[word_++] = row;
      return;
    }
    const Word word = dice_.of(blog.rows).first;
    tell(fmt::format("{} changes {} ({})", blog.address, word, what));
    if (what < 70) {
      blog.rows[word].text += " edited";
    } else if (what < 80) {
      blog.rows[word].approved = !blog.rows[word].approved;
    } else if (what < 90) {
      // WordPress moves the replies of a deleted comment up one level.
      const auto above = blog.rows[word].parent;
      for (auto& [other, row] : blog.rows)
        if (row.parent == word) row.parent = above;
      blog.rows.erase(word);
    } else {
      std::string& path = blog.posts[1 + dice_.below(2)];
      path = "/moved-" + std::to_string(++pages_) + "/";
    }
  }

  void change_installation(Installation& installation) {
    const auto all = installation.all();
    const int what = dice_.below(100);
    if (all.empty() || what < 35) {
      const bool reply = !all.empty() && dice_.one_in(2);
      tell(fmt::format("{} writes {}", name_of(installation), word_));
      if (!reply) return installation.write(word_++, any_path(), {}, now_);
      const auto& [word, stored] = dice_.of(all);
      if (stored.status != Status::approved) return;
      installation.write(word_, stored.page, stored.id, now_);
      // A reply to a moved comment is on the comment's new page.
      if (installation.hand_moved.contains(word)) installation.hand_moved.insert(word_);
      ++word_;
      return;
    }
    const auto& [word, stored] = dice_.of(all);
    tell(fmt::format("{} changes {}, which is {} on {} ({})", name_of(installation), word,
                     stored.id.value, stored.page, what));
    if (what < 50) {
      installation.edit(stored, now_);
    } else if (what < 65) {
      installation.act(
          stored.status == Status::approved ? ModerationAction::trash : ModerationAction::approve,
          stored.id, now_);
    } else if (what < 82) {
      installation.act(ModerationAction::remove, stored.id, now_);
      installation.deleted.insert(word);
      return;
    } else {
      const std::string path = "/by-hand-" + std::to_string(dice_.below(2)) + "/";
      installation.move(stored.id, path, now_);
      if (stored.page == path) return;
      for (const auto& [other, now] : installation.all())
        if (is_below(installation.all(), other, word)) {
          installation.hand_moved.insert(other);
          installation.touched.insert(other);
        }
    }
    installation.touched.insert(word);
  }

  std::string name_of(const Installation& installation) const {
    return &installation == here_.data() ? "a" : "b";
  }

  /// Prints the events of a history if SEED is set in the environment.
  static void tell(const std::string& what) {
    if (std::getenv("SEED") != nullptr) fmt::print("{}\n", what);
  }

  static bool is_below(const std::map<Word, Stored>& all, Word word, Word root) {
    const auto& start = all.at(root);
    for (auto at = std::optional(all.at(word)); at;) {
      if (at->id == start.id) return true;
      const auto above = at->parent;
      at.reset();
      for (const auto& [other, stored] : all)
        if (above && stored.id == *above) at = stored;
    }
    return false;
  }

  std::string any_path() {
    const int what = dice_.below(3);
    if (what == 2) return "/own/";
    return dice_.of(blogs_[what].posts).second;
  }

  void import_something(Installation& installation) {
    const int what = dice_.below(10);
    const bool dry = dice_.one_in(3);
    if (what < 6) {
      SourceBlog& blog = blogs_[what % 2];
      if (blog.rows.empty()) return;
      const std::string file = blog.wxr(dice_);
      const auto take = [&](bool try_out) {
        return installation.take_wxr(file, folder_ / "import.xml", try_out, now_);
      };
      return check_import(installation, blog.address, blog.said(), true, dry, take);
    }
    Installation& source = here_[dice_.below(2)];
    const std::string name = name_of(source);
    File said = source.said();
    if (&source == &installation) said = installation.said();
    if (dice_.one_in(2)) {
      const std::string file = source.json();
      const auto take = [&](bool try_out) {
        return installation.take_json(file, folder_ / "import.json", try_out, now_);
      };
      return check_import(installation, name, said, false, dry, take);
    }
    const std::string file = source.wxr();
    const auto take = [&](bool try_out) {
      return installation.take_wxr(file, folder_ / "import.xml", try_out, now_);
    };
    check_import(installation, name, said, false, dry, take);
  }

  template <class Take>
  void check_import(Installation& installation, const std::string& source, const File& file,
                    bool is_blog, bool dry, const Take& take) {
    const auto before = installation.all();
    const std::int64_t places_before = installation.places();
    std::optional<Account> expected;
    if (dry) {
      expected = take(true);
      EXPECT_EQ(ids_of(installation.all()), ids_of(before)) << "a dry run changes nothing";
    }
    const Account counts = take(false);
    tell(fmt::format("{} imports {}: {} added, {} updated, {} moved, {} there, {} deleted here",
                     name_of(installation), source, counts.added, counts.updated, counts.moved,
                     counts.there, counts.deleted_here));
    if (expected) {
      EXPECT_EQ(*expected, counts) << "a dry run says what is then done";
    }
    const auto after = installation.all();
    check_account(installation, file, before, counts, is_blog,
                  places_before - installation.places());
    for (const auto& [word, stored] : before)
      check_kept(installation, source, file, word, stored, after);
    for (const auto& [word, said] : file)
      check_taken(installation, source, word, said, before, after);
    check_places(installation, file, before, after);
    installation.last[source] = file;
  }

  static std::map<Word, std::int64_t> ids_of(const std::map<Word, Stored>& all) {
    std::map<Word, std::int64_t> ids;
    for (const auto& [word, stored] : all) ids[word] = stored.id.value;
    return ids;
  }

  void check_account(const Installation& installation, const File& file,
                     const std::map<Word, Stored>& before, const Account& counts, bool is_blog,
                     std::int64_t filled) {
    EXPECT_EQ(counts.sum, counts.comments) << "every comment is in one line";
    std::int64_t added = 0;
    std::int64_t gone = 0;
    for (const auto& [word, said] : file) {
      const bool there = before.contains(word);
      gone += !there && installation.deleted.contains(word);
      added += !there && !installation.deleted.contains(word);
    }
    // An installation's export also contains placeholders of deleted comments.
    if (!is_blog) return;
    EXPECT_EQ(counts.comments, std::ssize(file));
    // The placeholder of a comment that was deleted at the other installation gets its text again.
    EXPECT_EQ(counts.added + filled, added);
    EXPECT_EQ(counts.deleted_here, gone);
  }

  /// Checks that no comment is lost, and that comments written or changed here are unchanged.
  void check_kept(const Installation& installation, const std::string& source, const File& file,
                  Word word, const Stored& was, const std::map<Word, Stored>& after) {
    const auto now = after.find(word);
    const bool own = installation.written.contains(word);
    const bool touched = installation.touched.contains(word);
    ASSERT_NE(now, after.end()) << was.text << " is lost";
    EXPECT_EQ(now->second.id, was.id) << was.text;
    if (own || touched || !file.contains(word)) {
      EXPECT_EQ(now->second.text, was.text);
      EXPECT_EQ(now->second.status, was.status) << was.text;
    } else {
      const Said& said = file.at(word);
      EXPECT_TRUE(now->second.text == was.text || now->second.text == said.text) << was.text;
      const auto last = installation.last.find(source);
      if (last != installation.last.end() && last->second.contains(word) &&
          !last->second.at(word).same_words(said)) {
        EXPECT_EQ(now->second.text, said.text) << "changed there, and not here";
      }
    }
    if (installation.hand_moved.contains(word)) {
      EXPECT_EQ(now->second.page, was.page) << was.text << " was moved by hand";
    }
  }

  void check_taken(Installation& installation, const std::string& source, Word word,
                   const Said& said, const std::map<Word, Stored>& before,
                   const std::map<Word, Stored>& after) {
    if (installation.deleted.contains(word)) {
      EXPECT_FALSE(after.contains(word)) << said.text << " was deleted here";
      return;
    }
    ASSERT_TRUE(after.contains(word)) << said.text << " is lost";
    const Stored& now = after.at(word);
    if (!before.contains(word)) {
      EXPECT_EQ(now.text, said.text);
      EXPECT_EQ(now.status == Status::approved, said.approved) << said.text;
    }
    // The page at the source, unless the comment or its parent was moved here.
    if (said.parent && installation.hand_moved.contains(*said.parent) && !before.contains(word))
      installation.hand_moved.insert(word);
    const auto last = installation.last.find(source);
    const bool told = last != installation.last.end() && last->second.contains(word) &&
                      last->second.at(word).page != said.page;
    const bool own = installation.written.contains(word);
    if (!before.contains(word) && said.parent && after.contains(*said.parent)) {
      EXPECT_EQ(now.page, after.at(*said.parent).page) << said.text;
    } else if (!own && !installation.hand_moved.contains(word) &&
               (told || !before.contains(word))) {
      EXPECT_EQ(now.page, said.page) << said.text;
    }
  }

  void check_places(Installation& installation, const File& file,
                    const std::map<Word, Stored>& before, const std::map<Word, Stored>& after) {
    std::map<std::int64_t, Stored> by_id;
    installation.each_stored([&](const Stored& stored) { by_id[stored.id.value] = stored; });
    for (const auto& [id, stored] : by_id) {
      EXPECT_GT(id, 0);
      EXPECT_LT(id, std::int64_t{1} << 53);
      if (!stored.parent) {
        EXPECT_EQ(stored.root.value, id) << stored.text;
        continue;
      }
      ASSERT_TRUE(by_id.contains(stored.parent->value)) << stored.text;
      const Stored& parent = by_id[stored.parent->value];
      EXPECT_EQ(stored.page, parent.page) << stored.text << " below " << parent.text;
      EXPECT_EQ(stored.root, parent.root) << stored.text << " below " << parent.text;
    }
    for (const auto& [word, said] : file) {
      if (!said.parent || !after.contains(word) || !after.contains(*said.parent)) continue;
      const Stored& now = after.at(word);
      // Moving one of the two separates them.
      if (now.page != after.at(*said.parent).page) continue;
      if (installation.hand_moved.contains(word) || installation.hand_moved.contains(*said.parent))
        continue;
      ASSERT_TRUE(now.parent) << said.text;
      // A reply stays below its parent; sources move it up when they delete the parent.
      const auto was = before.find(word);
      if (was != before.end() && was->second.parent) {
        EXPECT_EQ(now.parent, was->second.parent) << said.text;
        continue;
      }
      EXPECT_TRUE(is_ancestor(by_id, after.at(*said.parent).id, now)) << said.text;
    }
  }

  static bool is_ancestor(const std::map<std::int64_t, Stored>& by_id, CommentId ancestor,
                          const Stored& of) {
    for (auto at = of.parent; at; at = by_id.at(at->value).parent)
      if (*at == ancestor) return true;
    return false;
  }

  Dice dice_;
  const TempFolder& folder_;
  Instant now_ = noon;
  Word word_ = 1;
  int pages_ = 0;
  std::array<SourceBlog, 2> blogs_;
  std::array<Installation, 2> here_;
};

// A thousand histories, as several tests that can run at the same time. SEED=N runs only that one.
class ImportHistory : public testing::TestWithParam<unsigned> {
 protected:
  static constexpr unsigned histories_per_test = 250;
};

TEST_P(ImportHistory, NothingIsLostOrDuplicatedInAnyOrder) {
  start_secrets();
  // Uses memory if possible, because a thousand histories would wait for the disk.
  if (std::filesystem::is_directory("/dev/shm")) ::setenv("TMPDIR", "/dev/shm", 0);
  const TempFolder folder;
  // Without a key, so that each installation creates its own.
  ASSERT_TRUE(open_sqlite({.path = folder / "empty.db"}, Opening::create));
  const char* only = std::getenv("SEED");
  const unsigned first = only != nullptr ? static_cast<unsigned>(std::atoi(only)) : GetParam();
  const unsigned end = only != nullptr ? first + 1 : first + histories_per_test;
  for (unsigned seed = first; seed < end; ++seed) {
    SCOPED_TRACE("SEED=" + std::to_string(seed));
    History(seed, folder).run();
    ASSERT_FALSE(HasFailure()) << "in the history of seed " << seed;
  }
}

INSTANTIATE_TEST_SUITE_P(FromSeed, ImportHistory, testing::Values(1U, 251U, 501U, 751U));

}  // namespace
}  // namespace afterword
