// A row of Waline's table of comments, whatever file it is in.
#pragma once

#include <string>
#include <string_view>

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

/// `user` wrote the comment; it is not registered if a guest did. `likes` is the column `like`, or
/// anything else if that is no number.
SourceComment waline_comment(const ValineColumns& columns, const WalineUser& user,
                             std::string_view likes, const SourceRecords& records);

}  // namespace afterword
