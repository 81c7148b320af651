// A streaming XML parser for files of other systems. It repairs what careless programs write
// (transfer/wordpress/xml_repair.h) and refuses what would exhaust the memory. Its errors are
// sentences for the owner of the file.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace afterword {

/// Receives the elements of a file. `attributes` is a list of names and values that ends with
/// nullptr. A text may come in several pieces.
struct XmlSink {
  std::function<void(std::string_view name, const char* const* attributes)> start;
  std::function<void(std::string_view name)> end;
  std::function<void(std::string_view text)> text;
};

/// How names are passed on: "dsq:id", or with the name of the namespace: "http://… id". A name
/// without a namespace is the same in both.
enum class XmlNames { as_written, with_namespace };

class XmlStream {
 public:
  /// `system` is the program that writes such files, for the sentences.
  XmlStream(std::string_view system, XmlNames names, XmlSink sink);
  ~XmlStream();

  /// Parses the next bytes; `last` marks the end of the file, where `bytes` may be empty. The error
  /// is a sentence that begins with the line.
  ///
  /// A document type is refused, because entities could expand without limit. Also refused are
  /// tags, XML comments and so on of more than longest_token, because the parser buffers them;
  /// files with too many distinct names, because the parser stores them; and elements nested deeper
  /// than `deepest`. HTML's named characters (&nbsp;) stay as they are.
  Result<void, std::string> feed(std::string_view bytes, bool last);

  /// Ends the file here with an error; the first reason is kept. Only for functions of the sink.
  void stop(std::string why);

  /// The number of open elements; within `start` and `end`, that element is one of them.
  int depth() const;

  std::int64_t line() const;

  /// How many characters were replaced, because they were not UTF-8 or cannot be in XML.
  std::int64_t replaced() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace afterword
