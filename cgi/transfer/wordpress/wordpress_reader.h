// WordPress's export file: posts are pages.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/page_path.h"
#include "transfer/import_reader.h"
#include "transfer/source_records.h"
#include "transfer/wordpress/wxr_reader.h"

namespace afterword {

class WordPressReader : public ImportReader {
 public:
  explicit WordPressReader(const SourceSettings& settings) : settings_(settings) {}

  Result<Reading, std::string> read(InputFile& file, const ImportSink& sink) override;
  std::vector<std::string> remarks() const override;

 private:
  void begin_channel(const WxrChannel& channel);
  void begin_item(const WxrItem& item);
  void take_comment(const WxrItem& item, WxrComment& found);
  std::optional<ImportedComment> convert(const WxrItem& item, WxrComment& found);
  std::optional<std::string> take_content(const WxrComment& found, ImportedComment& out) const;
  void take_date(const WxrItem& item, const WxrComment& found, ImportedComment& out) const;

  std::optional<PagePath> page_of(std::string_view link) const;
  std::string new_place(std::string_view href) const;
  std::optional<PagePath> page_of_item(const WxrItem& item) const;

  const SourceSettings& settings_;

  // Of the current reading:
  const ImportSink* sink_ = nullptr;
  bool goes_on_ = true;                        // the sink wants more
  std::map<std::string, std::int64_t> users_;  // the numbers of the blog's users
  std::string blog_url_;                       // of the file's blog
  std::string blog_path_;                      // of the file's blog, without a trailing slash
  Blog blog_;
  std::optional<ImportedPage> post_;      // the page of the current item; nullopt if it has none
  std::int64_t held_back_ = 0;            // waiting, because their page is not public
  std::int64_t replaced_ = 0;             // characters that were not UTF-8, or not allowed in XML
  std::vector<std::string> query_pages_;  // the first pages whose only address is like /?p=12
};

bool is_wordpress(std::string_view beginning);
std::unique_ptr<ImportReader> make_wordpress_reader(const SourceSettings& settings);

}  // namespace afterword
