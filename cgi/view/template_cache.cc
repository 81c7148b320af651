#include "view/template_cache.h"

#include <fmt/format.h>
#include <sys/stat.h>

// ctemplate's headers use memcmp without including its declaration.
#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <stdexcept>

#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>

#include "base/ascii.h"
#include "base/file.h"
#include "base/gzip.h"
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
  std::span<const std::string_view> words;
};

namespace {

constexpr std::array<std::string_view, 10> read_words{
    "NEW",  "ONE_NEW",  "MANY_NEW",  "ONE_SINCE", "MANY_SINCE",
    "SHOW", "ONE_MORE", "MANY_MORE", "PAGES",     "BACK"};
constexpr std::array<std::string_view, 15> edit_words{
    "EDIT",  "WITHDRAW", "LABEL", "SAVE",         "CANCEL", "KEPT",      "DISCARD", "CLOSED",
    "SAVED", "HELD",     "SURE",  "WITHDRAW_NOW", "KEEP",   "WITHDRAWN", "NETWORK"};
constexpr std::array<std::string_view, 1> likes_words{"FAILED"};
constexpr std::array<std::string_view, 11> write_words{"TOOLS", "BOLD",    "ITALIC",    "LINK",
                                                       "QUOTE", "CODE",    "LINK_TEXT", "PREVIEW",
                                                       "EMPTY", "UPDATED", "FAILED"};
constexpr std::array<std::string_view, 3> embed_words{"LOADING", "FAILED", "AGAIN"};

constexpr PublicScript embed_script{"embed.js", "embed_words.tpl", embed_words};

/// The modules that embed.js loads when they are needed.
constexpr std::array<PublicScript, 6> script_modules{{
    {"count.js", "", {}},
    {"several.js", "", {}},
    {"read.js", "read_words.tpl", read_words},
    {"edit.js", "edit_words.tpl", edit_words},
    {"likes.js", "likes_words.tpl", likes_words},
    {"write.js", "write_words.tpl", write_words},
}};

bool is_template(std::string_view name) { return name.ends_with(".tpl"); }

bool is_module(std::string_view name) {
  return std::any_of(script_modules.begin(), script_modules.end(),
                     [&](const PublicScript& each) { return each.name == name; });
}

/// Whether pages or mails are made of the file.
bool is_rendered(std::string_view name) {
  return name != "afterword.toml" && !name.ends_with(".txt") && !name.starts_with("deploy/");
}

const EmbeddedTemplate& built_in(std::string_view name) {
  for (const EmbeddedTemplate& file : embedded_templates())
    if (file.name == name) return file;
  throw std::logic_error(fmt::format("{} is not built in", name));
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

Instant written_at(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 ? Instant{info.st_mtim.tv_sec * second_ms} : Instant{};
}

}  // namespace

TemplateCache::TemplateCache(const std::string& override_folder, Parsing parsing)
    : override_folder_(override_folder), parsed_(std::make_unique<ctemplate::TemplateCache>()) {
  if (!override_folder.empty()) read_overrides();
  version_ = own_.empty() ? fmt::format("{:016x}", embedded_version) : combined_version();
  if (parsing == Parsing::when_used) return;
  parse_all();
  parsed_->Freeze();
  is_frozen_ = true;
  // Workers share the memory of what was made before they were forked.
  for (const std::string_view name : message_names()) message_of(name);
  for (const EmbeddedTemplate& file : embedded_templates())
    if (is_rendered(file.name) && !is_template(file.name)) asset(file.name);
}

void TemplateCache::read_overrides() {
  struct stat info {};
  if (::stat(override_folder_.c_str(), &info) != 0 || !S_ISDIR(info.st_mode)) {
    problems_.push_back(fmt::format(
        "templates.directory {} is not a folder; the built-in templates serve", override_folder_));
    return;
  }
  for (const EmbeddedTemplate& file : embedded_templates())
    if (is_rendered(file.name)) read_own(file.name);
}

std::string TemplateCache::combined_version() const {
  std::string versions;
  for (const EmbeddedTemplate& file : embedded_templates())
    if (is_rendered(file.name)) versions += version_of(file.name);
  return content_hash(versions);
}

std::string TemplateCache::source_of(std::string_view name) const {
  if (const auto own = own_.find(name); own != own_.end()) return own->second;
  const std::string_view text = built_in(name).text;
  return is_template(name) ? std::string(text) : gunzipped(text);
}

/// Whether nothing is inserted into a script or style sheet.
bool TemplateCache::is_served_as_built(std::string_view name) const {
  const auto has_words = [&](const PublicScript& each) {
    return each.name == name && !each.words.empty();
  };
  return !own_.contains(name) && !has_words(embed_script) &&
         std::none_of(script_modules.begin(), script_modules.end(), has_words);
}

std::string TemplateCache::version_of(std::string_view name) const {
  const auto own = own_.find(name);
  return own == own_.end() ? fmt::format("{:016x}", built_in(name).version)
                           : content_hash(own->second);
}

void TemplateCache::need(std::string_view name) const {
  if (is_frozen_ || !needed_.insert(name).second) return;
  const std::string source = source_of(name);
  if (parsed_->StringToTemplateCache(name_of(name), name_of(source), strip_of(name))) return;
  if (!own_.contains(name)) throw std::runtime_error(fmt::format("{} does not parse", name));
  problems_.push_back(fmt::format("{}/{} does not parse as a template; the built-in one serves",
                                  override_folder_, name));
  parsed_->StringToTemplateCache(name_of(name), name_of(built_in(name).text), strip_of(name));
}

void TemplateCache::parse_all() const {
  for (const EmbeddedTemplate& file : embedded_templates())
    if (is_template(file.name)) need(file.name);
}

const std::vector<std::string>& TemplateCache::problems() const {
  parse_all();
  return problems_;
}

TemplateCache::~TemplateCache() = default;
TemplateCache::TemplateCache(TemplateCache&&) noexcept = default;

void TemplateCache::read_own(std::string_view name) {
  const std::string path = fmt::format("{}/{}", override_folder_, name);
  try {
    auto text = read_override(path);
    if (!text) return;
    if (is_template(name))
      if (const auto error = template_error(name, *text)) throw std::runtime_error(*error);
    newest_override_ = std::max(newest_override_, written_at(path));
    own_[name] = *std::move(text);
  } catch (const std::runtime_error& error) {
    problems_.push_back(fmt::format("{}: {}; the built-in one serves", path, error.what()));
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
  need(name);
  std::string out;
  const bool expanded =
      is_frozen_
          ? parsed_->ExpandNoLoad(name_of(name), strip_of(name), &dictionary, nullptr, &out)
          : parsed_->ExpandWithData(name_of(name), strip_of(name), &dictionary, nullptr, &out);
  if (!expanded) throw std::logic_error(fmt::format("{} cannot be expanded", name));
  return out;
}

void TemplateCache::include(std::string_view name, ctemplate::TemplateDictionary& part) const {
  need(name);
  part.SetFilename(name_of(name));
}

const std::string& TemplateCache::message(const ErrorText& error) const {
  return message_of(error.message);
}

const std::string& TemplateCache::message_of(std::string_view section) const {
  std::string& message = messages_[section];
  if (message.empty()) {
    ctemplate::TemplateDictionary dictionary("message");
    dictionary.ShowSection(name_of(section));
    message = trim(expand("message.tpl", dictionary));
  }
  return message;
}

/// The content of a script with its words, beginning with `words`.
std::string TemplateCache::with_words(const PublicScript& script, JsonObject words) const {
  constexpr std::string_view place = "/* WORDS */ {}";
  for (const std::string_view section : script.words) {
    ctemplate::TemplateDictionary dictionary("words");
    dictionary.ShowSection(name_of(section));
    words.add(ascii_lower(section), trim(expand(script.words_template, dictionary)));
  }
  std::string content = source_of(script.name);
  if (const std::size_t at = content.find(place); at != std::string::npos)
    content.replace(at, place.size(), words.text());
  return content;
}

std::string TemplateCache::version_of(const PublicScript& script) const {
  return version_of(script.name) +
         (script.words_template.empty() ? "" : version_of(script.words_template));
}

/// All modules have one version, which embed.js knows.
std::string TemplateCache::version_of_modules() const {
  std::string versions;
  for (const PublicScript& module : script_modules) versions += version_of(module);
  return content_hash(versions);
}

std::string TemplateCache::version_of_asset(std::string_view name) const {
  if (is_module(name)) return version_of_modules();
  return name == embed_script.name ? content_hash(version_of(embed_script) + version_of_modules())
                                   : version_of(name);
}

std::string TemplateCache::content_of_asset(std::string_view name) const {
  if (name == embed_script.name)
    return with_words(embed_script, JsonObject().add("v", version_of_modules()));
  for (const PublicScript& module : script_modules)
    if (module.name == name) return with_words(module, {});
  return source_of(name);
}

const std::string& TemplateCache::asset_version(std::string_view name) const {
  std::string& version = assets_[name].version;
  if (version.empty()) version = version_of_asset(name);
  return version;
}

const Asset& TemplateCache::asset(std::string_view name) const {
  asset_version(name);
  Asset& asset = assets_[name];
  if (is_served_as_built(name))
    asset.packed = built_in(name).text;
  else if (asset.content.empty())
    asset.content = content_of_asset(name);
  return asset;
}

const Asset* TemplateCache::script_module(std::string_view name) const {
  for (const PublicScript& module : script_modules)
    if (module.name == name) return &asset(module.name);
  return nullptr;
}

}  // namespace afterword
