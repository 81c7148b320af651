// A row of Waline's table of comments, whatever file it is in.
#pragma once

#include <string>

#include "transfer/readers/valine_record.h"

namespace afterword {

/// The profile of a registered user. A part that is "" is not known.
struct WalineUser {
  std::string name = {};
  std::string email = {};
  std::string url = {};
  std::string type = {};
};

/// `user` wrote the comment; it is empty if a guest did.
SourceComment waline_comment(const ValineColumns& columns, const WalineUser& user,
                             const SourceRecords& records);

}  // namespace afterword
