#include "transfer/xml_stream.h"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <set>

#include "transfer/input_limits.h"
#include "transfer/wordpress/xml_repair.h"

namespace afterword {
namespace {

/// Attributes of one element; WordPress's <rss> has six.
constexpr int most_attributes = 100;
/// Total bytes of distinct names of elements, attributes and namespaces; an export has about a
/// hundred names.
constexpr std::size_t longest_names = 1 << 20;

}  // namespace

struct XmlStream::State {
  State(std::string_view of_system, XmlNames names_are, XmlSink to)
      : system(of_system),
        sink(std::move(to)),
        parser(names_are == XmlNames::with_namespace ? XML_ParserCreateNS(nullptr, ' ')
                                                     : XML_ParserCreate(nullptr),
               &XML_ParserFree) {
    XML_SetUserData(parser.get(), this);
    XML_SetElementHandler(parser.get(), on_start, on_end);
    XML_SetCharacterDataHandler(parser.get(), on_text);
    XML_SetStartDoctypeDeclHandler(parser.get(), on_doctype);
    XML_SetStartNamespaceDeclHandler(parser.get(), on_namespace);
    // Makes HTML's named characters (&nbsp;) valid; they are decoded later.
    XML_UseForeignDTD(parser.get(), XML_TRUE);
    XML_SetSkippedEntityHandler(parser.get(), on_entity);
  }

  static State& of(void* self) { return *static_cast<State*>(self); }

  static void on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
    State& state = of(self);
    state.add_name(name);
    if (XML_GetSpecifiedAttributeCount(state.parser.get()) > 2 * most_attributes)
      return state.stop(fmt::format("an element has more than {} attributes; no export of {} has",
                                    most_attributes, state.system));
    for (const XML_Char** each = attributes; *each != nullptr; each += 2) state.add_name(*each);
    if (++state.depth > deepest)
      return state.stop("its elements are nested deeper than in any export");
    state.sink.start(name, attributes);
  }
  static void on_end(void* self, const XML_Char* name) {
    State& state = of(self);
    // After a stop the parser still reports the end of an empty element.
    if (!state.error.empty()) return;
    state.sink.end(name);
    --state.depth;
  }
  static void on_text(void* self, const XML_Char* text, int size) {
    of(self).sink.text({text, static_cast<std::size_t>(size)});
  }
  static void on_entity(void* self, const XML_Char* name, int /*is_parameter*/) {
    of(self).sink.text(fmt::format("&{};", name));
  }
  static void on_doctype(void* self, const XML_Char* /*name*/, const XML_Char* /*system*/,
                         const XML_Char* /*public_id*/, int /*has_internal_subset*/) {
    State& state = of(self);
    state.stop(fmt::format(
        "it declares a document type, which {} never writes; a file like that is not read",
        state.system));
  }
  static void on_namespace(void* self, const XML_Char* prefix, const XML_Char* uri) {
    for (const XML_Char* name : {prefix, uri})
      if (name != nullptr) of(self).add_name(name);
  }

  /// Limits the distinct names, because the parser stores all of them.
  void add_name(std::string_view name) {
    if (names.find(name) != names.end()) return;
    names.emplace(name);
    names_bytes += name.size() + sizeof(std::string);
    if (names_bytes > longest_names)
      stop(fmt::format("it has more different tags and attributes than any export of {}", system));
  }

  void stop(std::string why) {
    if (error.empty()) error = std::move(why);
    XML_StopParser(parser.get(), XML_FALSE);
  }

  std::int64_t line() const {
    return static_cast<std::int64_t>(XML_GetCurrentLineNumber(parser.get()));
  }

  Failure<std::string> failure(XML_Error code, bool last) const;

  std::string_view system;
  XmlSink sink;
  std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser;
  int depth = 0;
  bool started = false;
  std::string error;
  XmlRepair repair;
  std::string cleaned;
  std::int64_t fed = 0;  // bytes passed to the parser
  std::set<std::string, std::less<>> names;
  std::size_t names_bytes = 0;
};

XmlStream::XmlStream(std::string_view system, XmlNames names, XmlSink sink)
    : state_(std::make_unique<State>(system, names, std::move(sink))) {}
XmlStream::~XmlStream() = default;

void XmlStream::stop(std::string why) { state_->stop(std::move(why)); }
int XmlStream::depth() const { return state_->depth; }
std::int64_t XmlStream::line() const { return state_->line(); }
std::int64_t XmlStream::replaced() const { return state_->repair.replaced(); }

Result<void, std::string> XmlStream::feed(std::string_view bytes, bool last) {
  State& state = *state_;
  // Nothing may precede an XML declaration, but editors and plug-ins leave blank lines.
  if (!state.started) {
    while (!bytes.empty() && std::strchr(" \t\r\n", bytes.front()) != nullptr)
      bytes.remove_prefix(1);
    if (bytes.starts_with("PK\x03\x04"))
      return Failure{std::string("it is a zip archive; please unpack it first")};
    state.started = !bytes.empty();
  }
  state.cleaned = state.repair.repair(bytes, last);
  const auto status = XML_Parse(state.parser.get(), state.cleaned.data(),
                                static_cast<int>(state.cleaned.size()), last ? 1 : 0);
  state.fed += std::ssize(state.cleaned);
  if (status != XML_STATUS_OK) return state.failure(XML_GetErrorCode(state.parser.get()), last);
  // The parser buffers bytes after the last complete token.
  const std::int64_t open =
      state.fed - std::max<std::int64_t>(XML_GetCurrentByteIndex(state.parser.get()), 0);
  if (open > longest_token)
    return Failure{fmt::format(
        "line {}: a tag, an XML comment or the like of more than 1 MB begins here; no export of "
        "{} has one. Is a > missing?",
        state.line(), state.system)};
  return {};
}

Failure<std::string> XmlStream::State::failure(XML_Error code, bool last) const {
  if (!error.empty()) return Failure{fmt::format("line {}: {}", line(), error)};
  const bool is_unreadable = code == XML_ERROR_SYNTAX || code == XML_ERROR_INVALID_TOKEN;
  if ((code == XML_ERROR_NO_ELEMENTS && depth == 0) || (is_unreadable && names.empty()))
    return Failure{fmt::format("line {}: it is not XML", line())};
  if (last && (code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN ||
               code == XML_ERROR_UNCLOSED_CDATA_SECTION || code == XML_ERROR_PARTIAL_CHAR ||
               code == XML_ERROR_TAG_MISMATCH))
    return Failure{fmt::format(
        "line {}: the file ends in the middle; it was cut off, so please export or upload it again",
        line())};
  if (code == XML_ERROR_JUNK_AFTER_DOC_ELEMENT || code == XML_ERROR_MISPLACED_XML_PI)
    return Failure{
        fmt::format("line {}: the export ends before here, and something else follows, perhaps a "
                    "second export; please keep each in a file of its own",
                    line())};
  if (code == XML_ERROR_UNBOUND_PREFIX)
    return Failure{fmt::format(
        "line {}: a tag or an attribute has a prefix that its beginning does not declare; please "
        "export the file again and leave its first lines as they are",
        line())};
  if (code == XML_ERROR_UNKNOWN_ENCODING)
    return Failure{
        fmt::format("line {}: its encoding is not known here; please save it as UTF-8", line())};
  if (code == XML_ERROR_INVALID_TOKEN)
    return Failure{fmt::format(
        "line {}, byte {}: this is not what XML allows; a bare < in a text, or a character that "
        "its encoding does not have",
        line(), XML_GetCurrentColumnNumber(parser.get()))};
  return Failure{fmt::format("line {}: {}", line(), XML_ErrorString(code))};
}

}  // namespace afterword
