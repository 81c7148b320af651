// A reader turns a file of another system into pages and comments. Everything else is done by
// transfer/import.h: the survey, batches, parents, places of deleted comments, and the report.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "store/transfer/imported_comment.h"
#include "transfer/input_file.h"

namespace afterword {

/// How far a file was read.
enum class Reading { complete, ended_by_sink };

/// Receives what a reader finds, in file order. The functions that return a bool return whether to
/// continue.
struct ImportSink {
  /// The source of the file, before its first comment.
  std::function<void(Blog&& source)> source;
  std::function<bool(ImportedPage&& page)> page;
  /// A page that gets no thread, but is still there at the source.
  std::function<void(const ImportedPage& page)> other_page = [](const ImportedPage&) {};
  /// Of the page, the key and the path are known, and perhaps more.
  std::function<bool(ImportedPage&& page, ImportedComment&& comment)> comment;
  /// A comment that is left out, and why, in words that follow "left out: ".
  std::function<void(std::string why)> left_out;
  /// Whether texts, names and so on are needed. If not, a comment may come without them.
  bool needs_texts = true;
};

class ImportReader {
 public:
  ImportReader() = default;
  virtual ~ImportReader() = default;
  ImportReader(const ImportReader&) = delete;
  ImportReader& operator=(const ImportReader&) = delete;

  /// Reads the whole file once from its beginning, in constant memory. It is called twice or three
  /// times, with the same result. The error is a sentence that says where the file is wrong, and
  /// what to do.
  virtual Result<Reading, std::string> read(InputFile& file, const ImportSink& sink) = 0;

  /// Sentences about the last reading, for the report.
  virtual std::vector<std::string> remarks() const { return {}; }
};

}  // namespace afterword
