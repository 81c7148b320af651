// Checks of the doctor that need no server: document roots, the markers of overrides, and the
// clock.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "config/document_roots.h"
#include "doctor/doctor.h"
#include "store/people/setup_token.h"
#include "temp_folder.h"
#include "view/template_markers.h"

namespace afterword {
namespace {

TEST(DocumentRoots, PathsAreComparedByWholeNames) {
  struct Case {
    const char* path;
    const char* folder;
    bool below;
  };
  for (const Case& each : {Case{"/nowhere/www/x.db", "/nowhere/www", true},
                           Case{"/nowhere/www-data/x.db", "/nowhere/www", false},
                           Case{"/nowhere/x.db", "/nowhere/www", false},
                           Case{"/nowhere/www/a/../../x.db", "/nowhere/www", true}})
    EXPECT_EQ(document_root_of(each.path, {each.folder}).has_value(), each.below) << each.path;
}

TEST(DocumentRoots, ConventionalDocumentRootsAreFoundAnywhereInAPath) {
  EXPECT_EQ(document_root_of("/nowhere/ana/public_html/blog/x.db", {}), "/nowhere/ana/public_html");
  EXPECT_EQ(document_root_of("/nowhere/htdocs/x.db", {}), "/nowhere/htdocs");
  EXPECT_FALSE(document_root_of("/nowhere/public_html_old/x.db", {}));
  EXPECT_FALSE(document_root_of("/nowhere/ana/x.db", {}));
}

TEST(DocumentRoots, SymbolicLinksAreResolvedFirst) {
  const TempFolder folder;
  ::mkdir((folder.path() + "/www").c_str(), 0700);
  ASSERT_EQ(::symlink((folder.path() + "/www").c_str(), (folder.path() + "/link").c_str()), 0);
  EXPECT_EQ(document_root_of(folder.path() + "/link/x.db", {folder.path() + "/www"}),
            folder.path() + "/www");
}

TEST(DocumentRoots, TheSuggestedFolderIsOutsideAllDocumentRoots) {
  Config config;
  config.file = "/nowhere/ana/public_html/blog/comments/afterword.toml";
  EXPECT_EQ(better_database(config, {"/nowhere/ana/public_html/blog"}),
            "sqlite:../../../afterword-data/afterword.db");
  config.file = "/nowhere/site/afterword.toml";
  EXPECT_EQ(better_database(config, {"/nowhere/www"}), "sqlite:afterword-data/afterword.db");
  // If the whole disk is published there is no better place, but the search must end.
  EXPECT_FALSE(better_database(config, {"/"}).empty());
}

TEST(TemplateMarkers, UnknownAndMissingMarkersAreReported) {
  const char* built_in = "{{%AUTOESCAPE context=\"HTML\"}}{{! note }}{{#A}}{{B:none}}{{/A}}{{>C}}";
  EXPECT_TRUE(compare_markers("{{#A}}{{B}}{{/A}}{{>C}}", built_in).unknown.empty());
  EXPECT_EQ(compare_markers("{{#A}}{{B}}{{/A}}{{>C}}{{D}}", built_in).unknown,
            std::vector<std::string>{"D"});
  EXPECT_EQ(compare_markers("{{B}}", built_in).missing, (std::vector<std::string>{"A", "C"}));
  EXPECT_EQ(compare_markers("{{B}}{{!without A}}", built_in).missing,
            std::vector<std::string>{"C"});
  // An unterminated marker ends parsing.
  EXPECT_EQ(compare_markers("{{A", built_in).missing, (std::vector<std::string>{"B", "C"}));
}

TEST(Clock, AClockFarBehindIsReported) {
  const Instant now{1'700'000'000'000};
  const Instant past{now.ms - day_ms};
  const Instant soon{now.ms + minute_ms};
  const Instant ahead{now.ms + day_ms};
  EXPECT_FALSE(clock_finding(std::nullopt, past, now));
  EXPECT_FALSE(clock_finding(soon, soon, now));
  EXPECT_EQ(clock_finding(ahead, past, now)->subject, "clock");
  EXPECT_NE(clock_finding(past, ahead, now)->sentence.find("configuration"), std::string::npos);
}

TEST(SetupToken, MatchesWithAnySeparators) {
  const TempFolder folder;
  const SetupToken code(folder.path() + "/");
  EXPECT_FALSE(code.exists());
  EXPECT_FALSE(code.matches(""));
  ASSERT_TRUE(code.write("abcde-fghij-klmno-pqrst", "\n\nmore\n"));
  EXPECT_TRUE(code.exists());
  EXPECT_TRUE(code.matches("abcde-fghij-klmno-pqrst"));
  EXPECT_TRUE(code.matches(" abcdefghij klmnopqrst\r"));
  EXPECT_FALSE(code.matches("abcde-fghij-klmno-pqrsT"));
  EXPECT_FALSE(code.matches("abcde-fghij-klmno-pqrst more"));
  ASSERT_TRUE(code.write("another one that is long", ""));
  EXPECT_TRUE(code.matches("abcde-fghij-klmno-pqrst")) << "a file that is there stays";
  code.remove();
  EXPECT_FALSE(code.matches("abcde-fghij-klmno-pqrst"));
}

TEST(SetupToken, HasEightyRandomBits) {
  const std::string first = SetupToken::make();
  EXPECT_EQ(first.size(), 23U);
  EXPECT_NE(first, SetupToken::make());
}

}  // namespace
}  // namespace afterword
