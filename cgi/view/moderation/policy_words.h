// The words for what the moderation policy says in codes, of templates/moderate_words.tpl: for
// pages, mails and commands. Plain text: the caller escapes it for a page.
#pragma once

#include <string>
#include <string_view>

#include "domain/policy/rule_set.h"
#include "view/template_cache.h"

namespace afterword {

/// About one code of Verdict::reason, such as "links:3"; a code without words is given back.
std::string explain_reason(const TemplateCache& templates, std::string_view code);

std::string explain_pattern(const TemplateCache& templates, const InvalidPattern& invalid);

}  // namespace afterword
