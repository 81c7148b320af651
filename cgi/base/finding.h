// One line of the doctor: what was looked at, how it is, and where it is not well the mend.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace afterword {

enum class Health {
  ok,
  warn,  // it works, and something may go wrong or be missed
  fail,  // it does not work, or is not safe
};

struct Finding {
  Health health = Health::ok;
  std::string subject;   // a few words: "database", "web server"
  std::string sentence;  // begins in lower case, without a full stop
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
