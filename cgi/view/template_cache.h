// The templates: the built-in ones, and the site's overrides by file name. Overrides are read once
// at start; the disk is not read afterwards.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "domain/errors.h"

namespace ctemplate {
class TemplateCache;
class TemplateDictionary;
}  // namespace ctemplate

namespace afterword {

class JsonObject;
struct PublicScript;

/// A static file for browsers. Its URL contains the version, so it can be cached indefinitely.
struct Asset {
  std::string content;
  std::string version;
  /// The content with gzip if it is that of the program, which is then not unpacked: `content` is
  /// empty.
  std::string_view packed;
};

/// A long-lived process parses all templates before it serves. A CGI process parses those that its
/// request needs, because parsing all takes longer than responding.
enum class Parsing { at_start, when_used };

class TemplateCache {
 public:
  /// Reads overrides from a folder; "" for none. An override that is unreadable, invalid or unsafe
  /// (view/template_rules.h) is ignored in favour of the built-in template, and reported by
  /// problems(). Throws std::runtime_error only if a built-in template does not parse; with
  /// Parsing::when_used, the functions that need it do.
  explicit TemplateCache(const std::string& override_folder, Parsing parsing = Parsing::at_start);
  ~TemplateCache();
  TemplateCache(TemplateCache&&) noexcept;

  /// Expands the template with this file name ("thread.tpl").
  std::string expand(std::string_view name, const ctemplate::TemplateDictionary& dictionary) const;

  /// Makes an included part of a dictionary one of the template with this file name. Must be used
  /// in place of SetFilename, which parses nothing.
  void include(std::string_view name, ctemplate::TemplateDictionary& part) const;

  /// The message of an error for visitors, as plain text.
  const std::string& message(const ErrorText& error) const;

  /// The style sheet or script with this file name ("style.css"), which must be a built-in one.
  const Asset& asset(std::string_view name) const;
  /// Its version alone, without making its content.
  const std::string& asset_version(std::string_view name) const;
  /// A module that embed.js loads, by file name; nullptr if there is none of that name.
  const Asset* script_module(std::string_view name) const;

  /// Parses every template, to know of all problems.
  const std::vector<std::string>& problems() const;
  /// Without those of templates that no function has used, if they are parsed when used.
  const std::vector<std::string>& problems_so_far() const { return problems_; }
  std::size_t parsed_count() const { return needed_.size(); }
  /// One sentence per override whose markers differ from those of the built-in template, for
  /// example because it was written for another version. Reads the overrides again. An override
  /// declares intentionally omitted markers in a comment: {{!without NAME OTHER}}.
  std::vector<std::string> outdated() const;
  /// Identifies all contents. A different value means that rendered threads may differ.
  const std::string& version() const { return version_; }
  /// When the newest override was modified; the epoch if there is none.
  Instant newest_override() const { return newest_override_; }

 private:
  void read_overrides();
  void read_own(std::string_view name);
  std::string source_of(std::string_view name) const;
  bool is_served_as_built(std::string_view name) const;
  std::string combined_version() const;
  std::string version_of(std::string_view name) const;
  void need(std::string_view name) const;
  void parse_all() const;
  const std::string& message_of(std::string_view section) const;
  std::string with_words(const PublicScript& script, JsonObject words) const;
  std::string version_of(const PublicScript& script) const;
  std::string version_of_modules() const;
  std::string version_of_asset(std::string_view name) const;
  std::string content_of_asset(std::string_view name) const;

  std::string override_folder_;
  std::map<std::string_view, std::string> own_;  // the overrides, by file name
  // What is made on first use.
  mutable std::unique_ptr<ctemplate::TemplateCache> parsed_;
  mutable std::set<std::string_view> needed_;                 // templates that were parsed
  mutable std::map<std::string_view, std::string> messages_;  // by section
  mutable std::map<std::string_view, Asset> assets_;          // by file name
  mutable std::vector<std::string> problems_;
  bool is_frozen_ = false;
  std::string version_;
  Instant newest_override_;
};

}  // namespace afterword
