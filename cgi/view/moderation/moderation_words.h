// Helpers of the moderators' pages: texts by key, ages, links. For use inside view/ only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <ctemplate/template_dictionary.h>

#include "domain/moderation/audit.h"
#include "domain/policy/rule_set.h"
#include "view/moderation/moderation_layout.h"

namespace afterword {

/// The text of a key of templates/moderate_words.tpl; "" for an unknown key.
std::string text_of_key(const ViewTools& tools, std::string_view key);

/// Fills in who acted: a moderator's name, or the words for another kind of actor. `of_moderator`
/// is the section that marks a name, so that a moderator called "the writer" is not mistaken for
/// one.
void fill_actor(const ViewTools& tools, const Actor& actor, const ctemplate::TemplateString& marker,
                const ctemplate::TemplateString& of_moderator,
                ctemplate::TemplateDictionary& dictionary);

/// The label of an action's button.
std::string label_of(const ViewTools& tools, const ActionRow& row);

/// The words for a reader's reason.
std::string report_words(const ViewTools& tools, ReportReason reason);

/// Renders the list of keyboard shortcuts.
std::string render_keys(const ViewTools& tools);

/// "5 minutes ago" for up to a month, then the date.
std::string age(const ViewTools& tools, Instant then, Instant now);

/// Prepares a text for a <textarea>: browsers drop a line break at its very beginning.
std::string in_textarea(std::string_view text);

/// "<mount>/moderate".
std::string moderation_base(const ViewTools& tools);
/// The address of the style sheet of moderators' pages and of the pages of links in mails.
std::string moderation_style_href(const ViewTools& tools);

/// A reason of a verdict in words.
struct ReasonWords {
  std::string words;
  std::string pattern;  // of the rule that the reason refers to
  bool care = false;
};
std::vector<ReasonWords> explain_reasons(const ViewTools& tools, const Comment& comment,
                                         const std::vector<Rule>& rules);

/// What somebody did to a comment first, after the name of who did it: "approved this comment".
std::string conflict_sentence(const ViewTools& tools, const Conflict& conflict);

/// Renders entries of the audit log as list items.
std::string render_lines(const ViewTools& tools, const std::vector<AuditLine>& lines,
                         bool name_comments);

}  // namespace afterword
