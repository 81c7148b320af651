// What is kept about somebody, for them to read.
#pragma once

#include <string>

#include "domain/account/commenter.h"
#include "view/thread/thread_view.h"

namespace afterword {

/// A whole document that needs nothing from anywhere.
std::string render_commenter(const ViewTools& tools, const CommenterData& person, Instant now);

}  // namespace afterword
