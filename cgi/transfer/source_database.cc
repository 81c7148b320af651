#include "transfer/source_database.h"

namespace afterword {

Result<ForeignDatabase, std::string> open_source_database(InputFile& file) {
  const auto content = file.content();
  if (!content) return Failure{content.error()};
  return ForeignDatabase::open(*content, file.path());
}

}  // namespace afterword
