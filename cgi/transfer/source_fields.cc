#include "transfer/source_fields.h"

#include <fmt/format.h>
#include <yaml.h>

#include <nlohmann/json.hpp>

#include "base/ascii.h"
#include "base/text.h"
#include "transfer/input_limits.h"
#include "transfer/json/json_records.h"
#include "transfer/xml_records.h"

namespace afterword {
namespace {

/// Follows libyaml's events. libyaml expands no aliases in this mode.
class YamlFields {
 public:
  explicit YamlFields(std::string_view text) {
    initialized_ = yaml_parser_initialize(&parser_) == 1;
    if (initialized_)
      yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                   text.size());
  }
  ~YamlFields() {
    if (initialized_) yaml_parser_delete(&parser_);
  }
  YamlFields(const YamlFields&) = delete;
  YamlFields& operator=(const YamlFields&) = delete;

  Result<SourceFields, std::string> read() {
    if (!initialized_) return Failure{std::string("there is not enough memory")};
    for (bool more = true; more && why_.empty();) {
      yaml_event_t event;
      if (yaml_parser_parse(&parser_, &event) != 1) return Failure{parser_error()};
      more = event.type != YAML_STREAM_END_EVENT;
      use(event);
      yaml_event_delete(&event);
    }
    if (!why_.empty()) return Failure{why_};
    return std::move(fields_);
  }

 private:
  std::string parser_error() const {
    const bool has_line = parser_.error != YAML_READER_ERROR;
    return fmt::format("{}{}",
                       has_line ? fmt::format("line {}: ", parser_.problem_mark.line + 1) : "",
                       parser_.problem != nullptr ? parser_.problem : "it cannot be read");
  }

  void stop(const yaml_event_t& event, std::string_view why) {
    why_ = fmt::format("line {}: {}", event.start_mark.line + 1, why);
  }

  void use(const yaml_event_t& event) {
    switch (event.type) {
      case YAML_DOCUMENT_START_EVENT:
        if (++documents_ > 1) stop(event, "a second document begins");
        return;
      case YAML_ALIAS_EVENT:
        return stop(event, "an alias (*), which is not supported");
      case YAML_MAPPING_START_EVENT:
        return begin(event);
      case YAML_SEQUENCE_START_EVENT:
        if (depth_ == 0) return stop(event, "the file must be a mapping (name: value)");
        return begin(event);
      case YAML_MAPPING_END_EVENT:
      case YAML_SEQUENCE_END_EVENT:
        if (--depth_ == 1) has_name_ = false;
        return;
      case YAML_SCALAR_EVENT:
        return scalar(event);
      case YAML_NO_EVENT:
      case YAML_STREAM_START_EVENT:
      case YAML_STREAM_END_EVENT:
      case YAML_DOCUMENT_END_EVENT:
        return;
    }
  }

  void begin(const yaml_event_t& event) {
    if (depth_ == 1 && !has_name_) return stop(event, "a name must be a text");
    if (++depth_ > deepest) stop(event, fmt::format("values are nested deeper than {}", deepest));
  }

  void scalar(const yaml_event_t& event) {
    const auto& found = event.data.scalar;
    std::string text(reinterpret_cast<const char*>(found.value), found.length);
    if (depth_ == 0) {
      const bool is_nothing = text.empty() && found.style == YAML_PLAIN_SCALAR_STYLE;
      if (!is_nothing) stop(event, "the file must be a mapping (name: value)");
      return;
    }
    if (depth_ > 1) return;
    if (!has_name_) {
      name_ = std::move(text);
      has_name_ = true;
      if (!names_.emplace(name_, true).second)
        stop(event, fmt::format("the name \"{}\" is there twice", name_));
      return;
    }
    has_name_ = false;
    const bool is_null = found.style == YAML_PLAIN_SCALAR_STYLE &&
                         (text == "~" || text == "null" || text == "Null" || text == "NULL");
    if (!is_null) fields_[name_] = std::move(text);
  }

  yaml_parser_t parser_{};
  bool initialized_ = false;
  SourceFields fields_;
  std::map<std::string, bool> names_;
  std::string name_;
  bool has_name_ = false;  // of the value that follows
  int depth_ = 0;
  int documents_ = 0;
  std::string why_;
};

/// The number of the first line that is not UTF-8; 0 if all are.
int line_in_another_encoding(std::string_view text) {
  for (int line = 1; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    if (!is_valid_utf8(text.substr(0, end))) return line;
    text.remove_prefix(end);
  }
  return 0;
}

/// The length of a line "---" at the beginning, with its end; 0 if there is none.
std::size_t fence_length(std::string_view text) {
  if (!text.starts_with("---")) return 0;
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(3, end == text.npos ? end : end - 3);
  if (!trim(line).empty()) return 0;
  return end == text.npos ? text.size() : end + 1;
}

}  // namespace

Result<SourceFields, std::string> read_json_fields(std::string_view text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (json.is_discarded() || !json.is_object())
    return Failure{std::string("the file is not a JSON object; was it cut off?")};
  SourceFields fields;
  for (const auto& [name, value] : json.items())
    if (value.is_string() || value.is_number()) fields[name] = text_member(json, name.c_str());
  return fields;
}

Result<SourceFields, std::string> read_xml_fields(std::string_view text, std::string_view system,
                                                  std::string_view root) {
  if (const int line = line_in_another_encoding(text); line > 0)
    return Failure{fmt::format("line {}: it is not UTF-8; please save the file as UTF-8", line)};
  SourceFields fields;
  std::string nested;  // the name of a field with elements in it
  const auto read = read_xml_records(text, {system, root, {}}, [&](XmlElement& field) {
    if (!field.children.empty()) nested = field.name;
    fields[field.name] = std::move(field.text);
    return nested.empty();
  });
  if (!read) return Failure{read.error()};
  if (!nested.empty())
    return Failure{fmt::format("the field <{}> contains an element, not only a text", nested)};
  return fields;
}

Result<SourceFields, std::string> read_yaml_fields(std::string_view text) {
  return YamlFields(text).read();
}

Result<SourceFields, std::string> read_front_matter(std::string_view text,
                                                    const std::string& text_name) {
  const std::size_t begin = fence_length(text);
  if (begin == 0) return Failure{std::string("the file does not begin with a line \"---\"")};
  for (std::size_t at = begin; at < text.size();) {
    if (const std::size_t fence = fence_length(text.substr(at)); fence > 0) {
      auto fields = read_yaml_fields(text.substr(0, at));
      if (fields) (*fields)[text_name] = trim(text.substr(at + fence));
      return fields;
    }
    at = std::min(text.find('\n', at), text.size() - 1) + 1;
  }
  return Failure{std::string("the second line \"---\" is missing; was the file cut off?")};
}

}  // namespace afterword
