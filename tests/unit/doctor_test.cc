// Checks of the doctor that need no server: document roots, the markers of overrides, and the
// clock.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "config/document_roots.h"
#include "doctor/doctor.h"
#include "doctor/doctor_sender.h"
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

/// The findings for a domain with these records; other names have none.
std::string sender_findings(const std::map<std::string, std::vector<std::string>>& records,
                            const std::string& via = "sendmail",
                            const std::string& host = "web.example.org") {
  MailSettings mail;
  mail.from = "blog@news.example.org";
  mail.via = via;
  std::string text;
  const auto look_up = [&](const std::string& name, DnsType) {
    const auto found = records.find(name);
    return std::optional(found == records.end() ? std::vector<std::string>{} : found->second);
  };
  for (const Finding& finding : examine_sender(mail, host, look_up))
    text += std::string(to_text(finding.health)) + " " + finding.sentence + "\n";
  return text;
}

TEST(MailSender, EachMissingRecordIsReported) {
  const std::map<std::string, std::vector<std::string>> complete{
      {"news.example.org", {"v=spf1 a -all", "another text"}},
      {"_dmarc.example.org", {"v=DMARC1; p=none"}},
      {"web.example.org", {"192.0.2.7"}},
      {"7.2.0.192.in-addr.arpa", {"Web.example.org"}}};
  EXPECT_EQ(sender_findings(complete), "ok SPF, DMARC and reverse DNS\n");
  for (const auto& [name, expected] : {std::pair{"news.example.org", "has no SPF record"},
                                       std::pair{"_dmarc.example.org", "has no DMARC record"},
                                       std::pair{"web.example.org", "has no address in DNS"},
                                       std::pair{"7.2.0.192.in-addr.arpa", "does not lead back"}}) {
    auto records = complete;
    records.erase(name);
    const std::string found = sender_findings(records);
    EXPECT_NE(found.find(expected), std::string::npos) << found;
    EXPECT_TRUE(found.starts_with("warn ")) << found;
    EXPECT_EQ(std::count(found.begin(), found.end(), '\n'), 1) << found;
  }
  auto two = complete;
  two["news.example.org"].push_back("v=spf1 -all");
  EXPECT_NE(sender_findings(two).find("2 SPF records"), std::string::npos);
}

TEST(MailSender, TheNameOfThisMachineCountsOnlyIfItSendsTheMail) {
  const std::map<std::string, std::vector<std::string>> texts{
      {"news.example.org", {"v=spf1 a -all"}}, {"_dmarc.news.example.org", {"v=DMARC1; p=none"}}};
  EXPECT_EQ(sender_findings(texts, "smtps://mail.example.net:465"), "ok SPF and DMARC\n");
  EXPECT_NE(sender_findings(texts, "smtp://localhost:25").find("no address"), std::string::npos);
  EXPECT_NE(sender_findings(texts, "sendmail", "web").find("has no domain"), std::string::npos);
  auto home = texts;
  home["web.example.org"] = {"172.20.1.2"};
  EXPECT_NE(sender_findings(home).find("private address"), std::string::npos);
}

TEST(MailSender, WhatCannotBeLookedUpIsSaidOnce) {
  MailSettings mail;
  mail.from = "blog@example.org";
  int lookups = 0;
  const auto fails = [&](const std::string&, DnsType) {
    ++lookups;
    return std::optional<std::vector<std::string>>();
  };
  const Findings findings = examine_sender(mail, "web.example.org", fails);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings.front().health, Health::warn);
  EXPECT_NE(findings.front().sentence.find("could not be looked up"), std::string::npos);
  EXPECT_EQ(lookups, 1);
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
