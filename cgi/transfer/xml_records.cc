#include "transfer/xml_records.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

#include "base/ascii.h"
#include "transfer/input_limits.h"
#include "transfer/xml_stream.h"

namespace afterword {
namespace {

/// Of one element.
constexpr std::size_t longest_xml_text = longest_object / 2;

class XmlCollector {
 public:
  XmlCollector(const XmlFormat& format, const std::function<bool(XmlElement&)>& record)
      : format_(format),
        record_(record),
        stream_(format.system, XmlNames::with_namespace,
                {.start = [this](std::string_view name,
                                 const char* const* attributes) { start(name, attributes); },
                 .end = [this](std::string_view) { end(); },
                 .text = [this](std::string_view text) { append(text); }}) {}

  Result<Reading, std::string> feed(std::string_view bytes, bool last) {
    const auto parsed = stream_.feed(bytes, last);
    if (ended_) return Reading::ended_by_sink;
    if (!parsed) return Failure{parsed.error()};
    return Reading::complete;
  }

 private:
  /// The stream limits the number of different names.
  const std::string& short_name(std::string_view name) {
    const auto known = short_names_.find(name);
    if (known != short_names_.end()) return known->second;
    return short_names_.emplace(name, shortened(name)).first->second;
  }

  std::string shortened(std::string_view name) const {
    const std::size_t blank = name.rfind(' ');
    if (blank == std::string_view::npos) return std::string(name);
    const std::string_view uri = name.substr(0, blank);
    const auto known = std::find_if(format_.namespaces.begin(), format_.namespaces.end(),
                                    [uri](const XmlNamespace& each) { return each.uri == uri; });
    const std::string_view prefix =
        known == format_.namespaces.end() ? std::string_view("other") : known->prefix;
    return fmt::format("{}{}{}", prefix, prefix.empty() ? "" : ":", name.substr(blank + 1));
  }

  void start(std::string_view name, const char* const* attributes) {
    if (stream_.depth() == 1) {
      if (const std::string& root = short_name(name); root != format_.root)
        stream_.stop(fmt::format("it begins with <{}>, not with <{}>: it is no export of {}",
                                 name.substr(name.rfind(' ') + 1).substr(0, 40), format_.root,
                                 format_.system));
      return;
    }
    if (open_.empty()) kept_ = 0;
    XmlElement& element = open_.emplace_back();
    element.name = short_name(name);
    std::size_t bytes = sizeof element + name.size();
    for (; *attributes != nullptr; attributes += 2) {
      const auto& added = element.attributes.emplace_back(short_name(attributes[0]), attributes[1]);
      bytes += sizeof added + added.first.size() + added.second.size();
    }
    keep(bytes);
  }

  void end() {
    if (open_.empty()) return;
    XmlElement element = std::move(open_.back());
    open_.pop_back();
    if (!open_.empty()) {
      open_.back().children.push_back(std::move(element));
    } else if (!ended_ && !record_(element)) {
      ended_ = true;
      stream_.stop("the sink has enough");
    }
  }

  void append(std::string_view text) {
    if (open_.empty()) return;
    std::string& kept = open_.back().text;
    text = text.substr(0, longest_xml_text - kept.size());
    kept += text;
    keep(text.size());
  }

  void keep(std::size_t bytes) {
    kept_ += bytes;
    if (kept_ > longest_object)
      stream_.stop(
          fmt::format("an element has more than 1 MB; no export of {} has one", format_.system));
  }

  const XmlFormat& format_;
  const std::function<bool(XmlElement&)>& record_;
  std::map<std::string, std::string, std::less<>> short_names_;
  std::vector<XmlElement> open_;  // without the root
  std::size_t kept_ = 0;          // bytes of the record
  bool ended_ = false;
  XmlStream stream_;
};

}  // namespace

const XmlElement* XmlElement::child(std::string_view child_name) const {
  const auto found =
      std::find_if(children.begin(), children.end(),
                   [child_name](const XmlElement& each) { return each.name == child_name; });
  return found == children.end() ? nullptr : &*found;
}

std::string_view XmlElement::text_of(std::string_view child_name) const {
  const XmlElement* const found = child(child_name);
  return found == nullptr ? std::string_view{} : trim(found->text);
}

std::string_view XmlElement::attribute(std::string_view attribute_name) const {
  for (const auto& [each, value] : attributes)
    if (each == attribute_name) return trim(value);
  return {};
}

Result<Reading, std::string> read_xml_records(InputFile& file, const XmlFormat& format,
                                              const std::function<bool(XmlElement&)>& record) {
  XmlCollector collector(format, record);
  for (;;) {
    const auto bytes = file.read();
    if (!bytes) return Failure{bytes.error()};
    const auto fed = collector.feed(*bytes, bytes->empty());
    if (!fed || bytes->empty() || *fed == Reading::ended_by_sink) return fed;
  }
}

Result<Reading, std::string> read_xml_records(std::string_view text, const XmlFormat& format,
                                              const std::function<bool(XmlElement&)>& record) {
  return XmlCollector(format, record).feed(text, true);
}

std::string_view xml_root(std::string_view beginning) {
  if (beginning.starts_with("\xEF\xBB\xBF")) beginning.remove_prefix(3);
  for (;;) {
    beginning = trim(beginning);
    const bool is_comment = beginning.starts_with("<!--");
    if (!is_comment && !beginning.starts_with("<?")) break;
    const std::string_view mark = is_comment ? "-->" : "?>";
    const std::size_t end = beginning.find(mark);
    if (end == std::string_view::npos) return {};
    beginning.remove_prefix(end + mark.size());
  }
  if (!beginning.starts_with('<')) return {};
  const std::string_view name =
      beginning.substr(1, std::min(beginning.find_first_of(" \t\r\n/>"), beginning.size()) - 1);
  return name.substr(name.find(':') + 1);
}

}  // namespace afterword
