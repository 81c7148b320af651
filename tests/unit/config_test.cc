#include "config/config.h"

#include <gtest/gtest.h>

#include "temp_folder.h"

namespace afterword {
namespace {

/// The first error of a configuration, without the file's name; "" if it is valid.
std::string error_of(const std::string& toml) {
  const TempFolder folder;
  const std::string file = folder.write("afterword.toml", toml);
  const auto config = read_config(file);
  return config ? "" : config.error().front().substr(file.size());
}

TEST(Config, AnEmptyFileHasTheDefaults) {
  const TempFolder folder;
  const auto config = read_config(folder.write("afterword.toml", ""));
  ASSERT_TRUE(config);
  EXPECT_EQ(config->site.view.mount, "/comments");
  EXPECT_EQ(config->database, folder / "data/afterword.db");
  EXPECT_EQ(config->listen, "unix:" + (folder / "afterword.sock"));
  EXPECT_TRUE(config->site.moderation.hold_first);
  EXPECT_FALSE(config->site.verify_file);
  EXPECT_EQ(config->site.allow, std::vector<std::string>{"/*"});
}

TEST(Config, TheFileThatInitWritesCanBeRead) {
  EXPECT_FALSE(starting_config({}).empty());
  EXPECT_EQ(error_of(starting_config({})), "");
}

TEST(Config, TheCareModeIsUnsetByDefault) {
  const TempFolder folder;
  const auto care = [&](const std::string& text) {
    const auto config = read_config(folder.write("afterword.toml", text));
    EXPECT_TRUE(config);
    return config->site.care_mode;
  };
  EXPECT_EQ(care(""), std::nullopt);
  EXPECT_EQ(care(starting_config({})), std::nullopt);
  for (const CareMode mode : {CareMode::off, CareMode::phrases, CareMode::attentive}) {
    EXPECT_EQ(care(starting_config(mode)), mode);
    EXPECT_EQ(care("[care]\nmode = \"" + std::string(to_text(mode)) + "\"\n"), mode);
  }
  EXPECT_EQ(error_of("[care]\nmode = \"on\"\n"),
            ":2: care.mode: must be one of \"attentive\", \"off\", \"phrases\", not \"on\"");
}

TEST(Config, AnErrorAboutAFormerKeyNamesItsReplacement) {
  EXPECT_EQ(error_of("[care]\nworry_link = true\n"),
            ":2: care.worry_link: was replaced by reports.enabled");
  EXPECT_EQ(error_of("[care]\nweigh_words = false\n"),
            ":2: care.weigh_words: was replaced by care.mode: \"attentive\" weighs words, "
            "\"phrases\" and \"off\" do not");
}

TEST(Config, TheProgramMayHaveAnotherAddressThanThePages) {
  const TempFolder folder;
  const auto read = [&](const std::string& site) {
    const auto config = read_config(folder.write("afterword.toml", "[site]\n" + site));
    EXPECT_TRUE(config);
    return config->site;
  };
  const Site apart = read(
      "url = \"https://blog.example/\"\ncomments_url = "
      "\"https://comments.example/comments/\"\n");
  EXPECT_EQ(apart.view.address.page_url("/a/"), "https://blog.example/a/");
  EXPECT_EQ(apart.view.address.program_url("/comments/x"), "https://comments.example/comments/x");
  EXPECT_EQ(apart.origins,
            (std::vector<std::string>{"https://blog.example", "https://comments.example"}));
  const Site same = read("url = \"https://blog.example\"\n");
  EXPECT_EQ(same.view.address.program_url("/comments/x"), "https://blog.example/comments/x");
  EXPECT_FALSE(same.view.address.is_elsewhere());
  EXPECT_EQ(error_of("site.comments_url = \"https://comments.example\""),
            ":1: site.comments_url: needs site.url too, the address of the pages");
  EXPECT_EQ(error_of("[site]\nurl = \"https://a.example\"\ncomments_url = "
                     "\"https://c.example/other\""),
            ":3: site.comments_url: must have no path: the path is site.mount, which is "
            "\"/comments\"");
  EXPECT_EQ(error_of("[site]\nurl = \"https://a.example\"\ncomments_url = \"c.example\""),
            ":3: site.comments_url: must be an address such as \"https://comments.example.org\"");
}

TEST(Config, AnErrorNamesTheLineTheKeyAndTheAllowedValues) {
  EXPECT_EQ(error_of("[comments]\nmax_link = 2\n").substr(0, 57),
            ":2: comments.max_link: unknown key; allowed in [comments]");
  EXPECT_EQ(error_of("[comments]\n\nmax_links = \"two\"\n"),
            ":3: comments.max_links: must be a whole number from 0 to 1000, not a text");
  EXPECT_EQ(error_of("[comments]\nthreads_depth = 11\n"),
            ":2: comments.threads_depth: must be a whole number from 1 to 10, not 11");
  EXPECT_EQ(error_of("[comments]\nhold_first = 1\n"),
            ":2: comments.hold_first: must be true or false, not a whole number");
  EXPECT_EQ(error_of("[comments]\navatars = \"cats\"\n"),
            ":2: comments.avatars: must be one of \"gravatar\", \"identicon\", \"none\", not "
            "\"cats\"");
  EXPECT_EQ(error_of("[coments]\nmax_links = 2\n").substr(0, 35),
            ":1: coments: unknown table; allowed");
  EXPECT_EQ(error_of("name = 'x'\n"),
            ":1: name: unknown key; keys stand in a table such as [site]");
  EXPECT_EQ(error_of("[site]\ntrusted_proxies = [\"10.0.0.0/99\"]\n").substr(0, 26),
            ":2: site.trusted_proxies: ");
  EXPECT_EQ(error_of("[site]\nurl = \"example.org\"\n").substr(0, 14), ":2: site.url: ");
  EXPECT_EQ(error_of("[store]\ndatabase = \"mysql://x\"\n"),
            ":2: store.database: must be \"sqlite:PATH\"");
  EXPECT_EQ(error_of("[pages]\nverify = \"file\"\n"),
            ":2: pages.verify: \"file\" needs pages.document_root");
  EXPECT_EQ(error_of("[site\n").substr(0, 3), ":1:");
}

TEST(Config, AllErrorsAreReportedTogether) {
  const TempFolder folder;
  const auto config =
      read_config(folder.write("a.toml", "[comments]\nmax_links = -1\nper_page = 0\nnew = 1\n"));
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().size(), 3U);
}

TEST(Config, TheErrorAboutAMissingFileNamesInit) {
  const auto config = read_config("/nowhere/afterword.toml");
  ASSERT_FALSE(config);
  EXPECT_NE(config.error().front().find("afterword init"), std::string::npos);
}

TEST(Config, OriginsAreTheSitesAndTheConfiguredOnes) {
  const TempFolder folder;
  const auto config = read_config(folder.write(
      "a.toml",
      "[site]\nurl = \"https://Example.org/blog\"\norigins = [\"https://www.example.org\"]\n"));
  ASSERT_TRUE(config);
  EXPECT_EQ(config->site.origins,
            (std::vector<std::string>{"https://example.org", "https://www.example.org"}));
}

TEST(Config, SiteUrlMustBeAValidPrefixOfLinks) {
  const TempFolder folder;
  const auto url_of = [&](const std::string& url) {
    const auto config = read_config(folder.write("a.toml", "[site]\nurl = \"" + url + "\"\n"));
    return config ? config->site.url : "none";
  };
  EXPECT_EQ(url_of("HTTP://example.org/blog//"), "http://example.org/blog");
  EXPECT_EQ(url_of("https://müller.example/blog"), "https://xn--mller-kva.example/blog");
  for (const char* wrong : {"example.org", "https://example.org/?a", "https://example.org/#a",
                            "https://ana@example.org", "https://example.org:x"})
    EXPECT_EQ(url_of(wrong), "none") << wrong;
}

}  // namespace
}  // namespace afterword
