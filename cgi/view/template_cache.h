// The templates: the built-in ones, and the site's overrides by file name. They are parsed once at
// start; the disk is not read afterwards.
#pragma once

#include <map>
#include <memory>
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
};

class TemplateCache {
 public:
  /// Reads overrides from a folder; "" for none. An override that is unreadable, invalid or unsafe
  /// (view/template_rules.h) is ignored in favour of the built-in template, and reported by
  /// problems(). Throws std::runtime_error only if a built-in template does not parse. `lazily`
  /// defers parsing the templates of moderators' pages and mails to their first use, because CGI
  /// processes rarely need them.
  explicit TemplateCache(const std::string& override_folder, bool lazily = false);
  ~TemplateCache();
  TemplateCache(TemplateCache&&) noexcept;

  /// Expands the template with this file name ("thread.tpl").
  std::string expand(std::string_view name, const ctemplate::TemplateDictionary& dictionary) const;

  /// The message of an error for visitors, as plain text.
  const std::string& message(const ErrorText& error) const { return messages_.at(error.message); }

  /// The style sheet or script with this file name ("style.css"), which must be a built-in one.
  const Asset& asset(std::string_view name) const { return assets_.at(name); }
  /// A module that embed.js loads, by file name; nullptr if there is none of that name.
  const Asset* script_module(std::string_view name) const;

  const std::vector<std::string>& problems() const { return problems_; }
  /// One sentence per override whose markers differ from those of the built-in template, for
  /// example because it was written for another version. Reads the overrides again. An override
  /// declares intentionally omitted markers in a comment: {{!without NAME OTHER}}.
  std::vector<std::string> outdated() const;
  /// Identifies all contents. A different value means that rendered threads may differ.
  const std::string& version() const { return version_; }
  /// When the newest override was modified; the epoch if there is none.
  Instant newest_override() const { return newest_override_; }

 private:
  std::string source_of(std::string_view name, std::string_view built_in,
                        const std::string& folder);
  struct Source {
    std::string_view name;
    std::string text;
    std::string_view built_in;
  };
  std::unique_ptr<ctemplate::TemplateCache> parse(const std::vector<Source>& sources,
                                                  std::vector<std::string>& problems) const;
  ctemplate::TemplateCache& cache_of(std::string_view name) const;
  void fill_messages();
  void fill_words(const PublicScript& script, JsonObject words);
  void fill_scripts();

  std::string override_folder_;
  std::unique_ptr<ctemplate::TemplateCache> cache_;
  // Templates of moderators' pages and mails; parsed on first use while `staff_sources_` is not
  // empty.
  mutable std::unique_ptr<ctemplate::TemplateCache> staff_cache_;
  std::vector<Source> staff_sources_;
  std::map<std::string_view, std::string> messages_;  // by section
  std::map<std::string_view, Asset> assets_;          // by file name
  std::vector<std::string> problems_;
  std::string version_;
  Instant newest_override_;
};

}  // namespace afterword
