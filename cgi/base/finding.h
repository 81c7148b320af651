// One finding of the doctor: its subject, its severity, and the remedy if there is a problem.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace afterword {

enum class Health {
  ok,
  warn,  // works, but a part may fail or be missing
  fail,  // does not work or is not secure
};

struct Finding {
  Health health = Health::ok;
  std::string subject;   // a few words: "database", "web server"
  std::string sentence;  // begins in lower case, no full stop
};

using Findings = std::vector<Finding>;

constexpr std::string_view to_text(Health health) {
  switch (health) {
    case Health::ok:
      return "ok";
    case Health::warn:
      return "warn";
    case Health::fail:
      return "fail";
  }
  return "";
}

}  // namespace afterword
