// The build tool: converts templates and SQL to C++ source, so that the program is a single file.
// Input that may not be embedded ends it with status 1 and a message (refuse in embed/files.h).
#include <iostream>
#include <string>
#include <vector>

#include "embed/schema.h"
#include "embed/statement_functions.h"
#include "embed/templates.h"

int main(int argc, char** argv) {
  using namespace afterword::embed;
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const std::string task = arguments.empty() ? "" : arguments[0];
  if (task == "templates" && arguments.size() > 3) {
    embed_templates(arguments[1], arguments[2], arguments[3],
                    {arguments.begin() + 4, arguments.end()});
  } else if (task == "schema" && arguments.size() == 3) {
    embed_schema(arguments[1], arguments[2]);
  } else if (task == "statements" && arguments.size() == 4) {
    embed_statements(arguments[1], arguments[2], arguments[3]);
  } else if (task == "unused" && arguments.size() > 2) {
    refuse_unused_statements(arguments[1], {arguments.begin() + 2, arguments.end()});
  } else {
    std::cerr << "usage: embed templates DIR HEADER SOURCE [FILE…]\n"
                 "       embed schema MIGRATIONS SOURCE\n"
                 "       embed statements QUERIES MIGRATIONS OUT_DIR\n"
                 "       embed unused QUERIES SOURCE…\n";
    return 2;
  }
  return 0;
}
