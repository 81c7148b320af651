// What a reader finds in a file, for tests of the readers.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "temp_folder.h"
#include "transfer/formats.h"

namespace afterword {

struct FoundInFile {
  Blog source;
  std::vector<ImportedPage> pages;
  std::vector<ImportedComment> comments;
  std::vector<std::string> paths;   // of the comments' pages
  std::vector<std::string> titles;  // of the comments' pages
  std::vector<std::string> left_out;
  std::string error;
};

/// Reads a file twice, as an import does; it must give the same.
inline FoundInFile found_in_file(std::string_view format, const std::string& bytes,
                                 SiteAddress address = SiteAddress("https://blog.example"),
                                 const std::string& zone_name = "UTC") {
  const TempFolder folder;
  auto file = InputFile::open(folder.write("file", bytes));
  const TimeZone zone = *TimeZone::load(zone_name);
  const SourceSettings settings{std::move(address), zone, {}, {}};
  const auto reader = find_import_format(format, {bytes, nullptr})->reader(settings);
  FoundInFile found;
  for (int time = 0; time < 2; ++time) {
    const FoundInFile before = std::move(found);
    found = {};
    EXPECT_TRUE(file->rewind());
    const auto read = reader->read(
        *file, {.source = [&](Blog&& source) { found.source = std::move(source); },
                .page =
                    [&](ImportedPage&& page) {
                      found.pages.push_back(std::move(page));
                      return true;
                    },
                .comment =
                    [&](ImportedPage&& page, ImportedComment&& comment) {
                      found.paths.push_back(page.path);
                      found.titles.push_back(page.title);
                      found.comments.push_back(std::move(comment));
                      return true;
                    },
                .left_out = [&](std::string why) { found.left_out.push_back(std::move(why)); }});
    if (!read) found.error = read.error();
    if (time == 0) continue;
    EXPECT_EQ(found.comments.size(), before.comments.size());
    EXPECT_EQ(found.left_out, before.left_out);
    EXPECT_EQ(found.error, before.error);
  }
  return found;
}

}  // namespace afterword
