#include "doctor/root_warning.h"

#include <unistd.h>

namespace afterword {

std::optional<std::string> root_warning() {
  if (::geteuid() != 0) return std::nullopt;
  return "this process runs as root, so a bug in it could damage the whole machine; run it as "
         "the user that owns the database, for example by User= in a systemd unit, spawn-fcgi -u, "
         "or runuser -u USER -- afterword";
}

}  // namespace afterword
