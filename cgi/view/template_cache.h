// The templates: those built in, and those of the site that override them by name. Parsed once at
// start; nothing is read from the disk afterwards.
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

/// A file that browsers load and keep: its address carries the version, so it never goes conflicts.
struct Asset {
  std::string content;
  std::string version;
};

class TemplateCache {
 public:
  /// Reads overrides from a folder; "" for none. An override that is missing, unreadable, broken or
  /// not safe (view/template_rules.h) is left out, the built-in one serves, and a sentence goes to
  /// problems(). Throws std::runtime_error only when a built-in template does not parse.
  /// The moderators' pages and mails are parsed at once, or, `lazily`, when the first of them is
  /// used: a CGI process rarely needs them.
  explicit TemplateCache(const std::string& override_folder, bool lazily = false);
  ~TemplateCache();
  TemplateCache(TemplateCache&&) noexcept;

  /// Expands a template, named by its file ("thread.tpl").
  std::string expand(std::string_view name, const ctemplate::TemplateDictionary& dictionary) const;

  /// What an error says to people, as plain text.
  const std::string& message(const ErrorText& error) const { return messages_.at(error.message); }

  const Asset& style() const { return style_; }
  const Asset& script() const { return script_; }
  const Asset& moderation_style() const { return moderation_style_; }
  const Asset& moderation_script() const { return moderation_script_; }

  const std::vector<std::string>& problems() const { return problems_; }
  /// A sentence for each override whose markers are not those of the built-in template: written for
  /// another version, perhaps. Reads the overrides again. A marker that is left out on purpose is
  /// named in a comment of the override, {{!without NAME OTHER}}.
  std::vector<std::string> outdated() const;
  /// Names all contents: another value means that the same thread may look different.
  const std::string& version() const { return version_; }
  /// When the newest override was written; the epoch when there is none.
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
  Asset& asset_of(std::string_view name);
  void fill_messages();

  std::string override_folder_;
  std::unique_ptr<ctemplate::TemplateCache> cache_;
  // The moderators' pages and mails; made by the first who needs them when there are sources left.
  mutable std::unique_ptr<ctemplate::TemplateCache> staff_cache_;
  std::vector<Source> staff_sources_;
  std::map<std::string_view, std::string> messages_;  // by section
  Asset style_;
  Asset script_;
  Asset moderation_style_;
  Asset moderation_script_;
  std::vector<std::string> problems_;
  std::string version_;
  Instant newest_override_;
};

}  // namespace afterword
