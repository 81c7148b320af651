// A row of Waline's table of comments, whatever file it is in.
#pragma once

#include <string>

#include "transfer/readers/valine_record.h"

namespace afterword {

/// The profile of a registered user. The name may be "".
struct WalineUser {
  bool is_registered = false;
  std::string name = {};
  std::string email = {};
  std::string url = {};
  std::string type = {};
};

/// `user` wrote the comment; it is not registered if a guest did.
SourceComment waline_comment(const ValineColumns& columns, const WalineUser& user,
                             const SourceRecords& records);

}  // namespace afterword
