#include "view/template_cache.h"

#include <fmt/format.h>
#include <sys/stat.h>

// ctemplate's headers use memcmp without including its declaration.
#include <algorithm>
#include <cstring>
#include <stdexcept>

#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>

#include "base/ascii.h"
#include "base/file.h"
#include "base/json.h"
#include "base/secret.h"
#include "base/text.h"
#include "view/template_markers.h"
#include "view/template_rules.h"
#include "view/templates.h"

namespace afterword {

/// A script for public pages. What it says is in the sections of a template of its own, because it
/// speaks where the thread has no words for it.
struct PublicScript {
  std::string_view name;
  std::string_view words_template;
  std::vector<std::string_view> words;
};

namespace {

/// The modules that embed.js loads when they are needed.
const std::vector<PublicScript>& script_modules() {
  static const std::vector<PublicScript> table{
      {"count.js", "", {}},
      {"several.js", "", {}},
      {"read.js",
       "read_words.tpl",
       {"NEW", "ONE_NEW", "MANY_NEW", "ONE_SINCE", "MANY_SINCE", "SHOW", "ONE_MORE", "MANY_MORE",
        "PAGES", "BACK"}},
      {"edit.js",
       "edit_words.tpl",
       {"EDIT", "WITHDRAW", "LABEL", "SAVE", "CANCEL", "KEPT", "DISCARD", "CLOSED", "SAVED", "HELD",
        "SURE", "WITHDRAW_NOW", "KEEP", "WITHDRAWN", "NETWORK"}},
      {"write.js",
       "write_words.tpl",
       {"TOOLS", "BOLD", "ITALIC", "LINK", "QUOTE", "CODE", "LINK_TEXT", "PREVIEW", "EMPTY",
        "UPDATED", "FAILED"}},
  };
  return table;
}

/// Mails are plain text, in which line breaks are significant.
ctemplate::Strip strip_of(std::string_view name) {
  return name.starts_with("mail_") ? ctemplate::DO_NOT_STRIP : ctemplate::STRIP_WHITESPACE;
}

ctemplate::TemplateString name_of(std::string_view text) { return {text.data(), text.size()}; }

/// nullopt if the file does not exist; throws if it cannot be read.
std::optional<std::string> read_override(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return std::nullopt;
  auto text = read_file(path, longest_written_file);
  if (!text) throw std::runtime_error(text.error());
  return *std::move(text);
}

bool is_for_staff(std::string_view name) {
  return name.starts_with("moderate_") || name.starts_with("mail_") || name == "link.tpl" ||
         name == "commenter.tpl" || name == "set_up.tpl";
}

Instant written_at(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 ? Instant{info.st_mtim.tv_sec * second_ms} : Instant{};
}

}  // namespace

TemplateCache::TemplateCache(const std::string& override_folder, bool lazily)
    : override_folder_(override_folder) {
  struct stat info {};
  if (!override_folder.empty() &&
      (::stat(override_folder.c_str(), &info) != 0 || !S_ISDIR(info.st_mode)))
    problems_.push_back(fmt::format(
        "templates.directory {} is not a folder; the built-in templates serve", override_folder));

  std::string contents;
  std::vector<Source> sources;
  for (const EmbeddedTemplate& file : embedded_templates()) {
    // not rendered for browsers
    if (file.name == "afterword.toml" || file.name.ends_with(".txt") ||
        file.name.starts_with("deploy/"))
      continue;
    std::string source = source_of(file.name, file.text, override_folder);
    contents += source;
    if (file.name.ends_with(".tpl")) {
      (is_for_staff(file.name) ? staff_sources_ : sources)
          .push_back({file.name, std::move(source), file.text});
      continue;
    }
    Asset& asset = assets_[file.name];
    asset.version = content_hash(source);
    asset.content = std::move(source);
  }
  version_ = content_hash(contents);
  cache_ = parse(sources, problems_);
  if (!lazily) staff_cache_ = parse(staff_sources_, problems_);
  fill_messages();
  fill_scripts();
}

std::unique_ptr<ctemplate::TemplateCache> TemplateCache::parse(
    const std::vector<Source>& sources, std::vector<std::string>& problems) const {
  auto cache = std::make_unique<ctemplate::TemplateCache>();
  for (const Source& source : sources) {
    const auto strip = strip_of(source.name);
    if (cache->StringToTemplateCache(name_of(source.name), source.text.data(), source.text.size(),
                                     strip))
      continue;
    if (source.text == source.built_in)
      throw std::runtime_error(fmt::format("{} does not parse", source.name));
    problems.push_back(fmt::format("{}/{} does not parse as a template; the built-in one serves",
                                   override_folder_, source.name));
    cache->StringToTemplateCache(name_of(source.name), source.built_in.data(),
                                 source.built_in.size(), strip);
  }
  cache->Freeze();
  return cache;
}

ctemplate::TemplateCache& TemplateCache::cache_of(std::string_view name) const {
  if (!is_for_staff(name)) return *cache_;
  std::vector<std::string> problems;  // reported by `afterword check`
  if (!staff_cache_) staff_cache_ = parse(staff_sources_, problems);
  return *staff_cache_;
}

TemplateCache::~TemplateCache() = default;
TemplateCache::TemplateCache(TemplateCache&&) noexcept = default;

std::string TemplateCache::source_of(std::string_view name, std::string_view built_in,
                                     const std::string& folder) {
  if (folder.empty()) return std::string(built_in);
  const std::string path = fmt::format("{}/{}", folder, name);
  try {
    auto text = read_override(path);
    if (!text) return std::string(built_in);
    if (name.ends_with(".tpl"))
      if (const auto error = template_error(name, *text)) throw std::runtime_error(*error);
    newest_override_ = std::max(newest_override_, written_at(path));
    return *std::move(text);
  } catch (const std::runtime_error& error) {
    problems_.push_back(fmt::format("{}: {}; the built-in one serves", path, error.what()));
    return std::string(built_in);
  }
}

std::vector<std::string> TemplateCache::outdated() const {
  std::vector<std::string> sentences;
  if (override_folder_.empty()) return sentences;
  for (const EmbeddedTemplate& file : embedded_templates()) {
    if (!file.name.ends_with(".tpl")) continue;
    const std::string path = fmt::format("{}/{}", override_folder_, file.name);
    const auto text = read_file(path, longest_written_file);
    if (!text) continue;
    const MarkerDifference difference = compare_markers(*text, file.text);
    if (!difference.unknown.empty())
      sentences.push_back(
          fmt::format("{} has {}, which this version does not fill; compare it with "
                      "the built-in one",
                      path, fmt::join(difference.unknown, ", ")));
    if (!difference.missing.empty())
      sentences.push_back(fmt::format(
          "{0} does not have {1} of the built-in one; take it over, or "
          "write {{{{!without {2}}}}} into the file if that is meant",
          path, fmt::join(difference.missing, ", "), fmt::join(difference.missing, " ")));
  }
  return sentences;
}

std::string TemplateCache::expand(std::string_view name,
                                  const ctemplate::TemplateDictionary& dictionary) const {
  std::string out;
  if (!cache_of(name).ExpandNoLoad(name_of(name), strip_of(name), &dictionary, nullptr, &out))
    throw std::logic_error(fmt::format("{} cannot be expanded", name));
  return out;
}

void TemplateCache::fill_messages() {
  for (const std::string_view name : message_names()) {
    ctemplate::TemplateDictionary dictionary("message");
    dictionary.ShowSection(name_of(name));
    messages_[name] = trim(expand("message.tpl", dictionary));
  }
}

void TemplateCache::fill_words(const PublicScript& script, JsonObject words) {
  constexpr std::string_view place = "/* WORDS */ {}";
  for (const std::string_view section : script.words) {
    ctemplate::TemplateDictionary dictionary("words");
    dictionary.ShowSection(name_of(section));
    words.add(ascii_lower(section), trim(expand(script.words_template, dictionary)));
  }
  std::string& content = assets_[script.name].content;
  if (const std::size_t at = content.find(place); at != std::string::npos)
    content.replace(at, place.size(), words.text());
}

/// All modules have one version, which embed.js knows.
void TemplateCache::fill_scripts() {
  std::string contents;
  for (const PublicScript& module : script_modules()) {
    fill_words(module, {});
    contents += assets_[module.name].content;
  }
  const std::string version = content_hash(contents);
  for (const PublicScript& module : script_modules()) assets_[module.name].version = version;
  fill_words({"embed.js", "embed_words.tpl", {"LOADING", "FAILED", "AGAIN"}},
             JsonObject().add("v", version));
  assets_["embed.js"].version = content_hash(assets_["embed.js"].content);
}

const Asset* TemplateCache::script_module(std::string_view name) const {
  const auto& modules = script_modules();
  const bool is_module = std::any_of(modules.begin(), modules.end(),
                                     [&](const PublicScript& each) { return each.name == name; });
  return is_module ? &asset(name) : nullptr;
}

}  // namespace afterword
