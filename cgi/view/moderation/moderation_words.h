// Small pieces of the moderators' pages: words by key, ages, links; inside view/ only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <ctemplate/template_dictionary.h>

#include "domain/moderation/audit.h"
#include "domain/policy/rule_set.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {

/// The word or sentence of a key of templates/moderate_words.tpl; "" for a key that it has not.
std::string word(const ViewTools& tools, std::string_view key);

/// Who acted: a moderator's name, or the words for another kind of actor. `of_moderator` is the
/// section that marks a name as such, so that nobody takes "the writer" for one who is called so.
void fill_actor(const ViewTools& tools, const Actor& actor, const ctemplate::TemplateString& marker,
                const ctemplate::TemplateString& of_moderator,
                ctemplate::TemplateDictionary& dictionary);

/// What stands on an action's button.
std::string label_of(const ViewTools& tools, const ActionRow& row);

/// The sheet of keys.
std::string render_keys(const ViewTools& tools);

/// "5 minutes ago", up to a month; then the date.
std::string age(const ViewTools& tools, Instant then, Instant now);

/// A text as it must stand in a <textarea>: a browser drops a line break at its very beginning.
std::string in_textarea(std::string_view text);

/// "<mount>/moderate".
std::string moderation_base(const ViewTools& tools);

/// The reasons of a verdict that a moderator reads, one by one.
struct ReasonWords {
  std::string words;
  std::string pattern;  // of the rule that is meant
  bool care = false;
};
std::vector<ReasonWords> explain_reasons(const ViewTools& tools, const Comment& comment,
                                         const std::vector<Rule>& rules);

/// The lines of a audit log as list items.
std::string render_lines(const ViewTools& tools, const std::vector<AuditLine>& lines,
                         bool name_comments);

}  // namespace afterword
