#include "view/thread/comment_dates.h"

#include <cstring>

#include <ctemplate/template_dictionary.h>

#include "base/ascii.h"
#include "markers/comment_dates.h"
#include "view/moderation/moderation_words.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;

constexpr const char* file = "comment_dates.tpl";

void fill_dates(const ViewTools& tools, const Comment& comment, Dictionary& dates) {
  dates.SetValue(kcd_DATETIME, format_rfc3339(comment.created));
  dates.SetValue(kcd_DATE, tools.zone.format(comment.created, tools.settings.date_format));
  if (!comment.writer_edited) return;
  Dictionary& edited = *dates.AddSectionDictionary(kcd_EDITED);
  edited.SetValue(kcd_EDITED_DATETIME, format_rfc3339(*comment.writer_edited));
  edited.SetValue(kcd_EDITED_DATE,
                  tools.zone.format(*comment.writer_edited, tools.settings.date_format));
}

std::string html_of(const ViewTools& tools, const Dictionary& dates) {
  return std::string(trim(tools.templates.expand(file, dates)));
}

}  // namespace

void fill_thread_dates(const ViewTools& tools, const Comment& comment, const std::string& permalink,
                       Dictionary& dates) {
  tools.templates.include(file, dates);
  Dictionary& link = *dates.AddSectionDictionary(kcd_IN_THREAD);
  link.SetValue(kcd_PERMALINK, permalink);
  link.SetIntValue(kcd_ID, comment.id.value);
  fill_dates(tools, comment, dates);
}

std::string dates_with_age(const ViewTools& tools, const Comment& comment, Instant now) {
  Dictionary dates("dates");
  dates.SetValueAndShowSection(kcd_AGE, age(tools, comment.created, now), kcd_WITH_AGE);
  fill_dates(tools, comment, dates);
  return html_of(tools, dates);
}

std::string dates_alone(const ViewTools& tools, const Comment& comment) {
  Dictionary dates("dates");
  dates.ShowSection(kcd_ALONE);
  fill_dates(tools, comment, dates);
  return html_of(tools, dates);
}

}  // namespace afterword
