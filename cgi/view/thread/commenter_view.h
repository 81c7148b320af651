// Renders the data stored about a commenter, for the data subject.
#pragma once

#include <string>

#include "domain/account/commenter.h"
#include "view/thread/thread_view.h"

namespace afterword {

/// A self-contained document.
std::string render_commenter(const ViewTools& tools, const CommenterData& commenter, Instant now);

}  // namespace afterword
