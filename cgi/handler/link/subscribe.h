// A reader follows a conversation by mail without writing.
#pragma once

#include "handler/context.h"

namespace afterword {

HandlerResult subscribe(Context& context);

}  // namespace afterword
