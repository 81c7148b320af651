#include "view/thread/thread_view.h"

#include <fmt/format.h>

#include <cstring>

#include <ctemplate/template_dictionary.h>

#include "base/signed_link.h"
#include "markers/document.h"
#include "markers/heading.h"
#include "markers/navigation.h"
#include "markers/problem.h"
#include "markers/thread.h"
#include "view/template_string.h"
#include "view/text_direction.h"
#include "view/thread/comment_rows.h"
#include "view/thread/form_view.h"
#include "view/thread/subscription_view.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;
using ctemplate::TemplateString;

void fill_heading(const ViewTools& tools, std::string_view title, int approved,
                  Dictionary& heading) {
  tools.templates.include("heading.tpl", heading);
  heading.SetIntValue(kh_COUNT, approved);
  heading.ShowSection(approved == 0   ? kh_NO_COMMENTS
                      : approved == 1 ? kh_ONE_COMMENT
                                      : kh_MANY_COMMENTS);
  if (!title.empty()) heading.SetValueAndShowSection(kh_TITLE, template_string(title), kh_TITLED);
}

UrlQuery most_liked_query() { return UrlQuery().add("corder", "best"); }

/// Links to the other order of the thread, if readers can like comments.
void fill_order(const ViewTools& tools, const ThreadModel& model, Dictionary& thread) {
  if (!tools.settings.likes || tools.settings.threads_depth < 2 || model.approved < 2 ||
      model.subthread)
    return;
  Dictionary& order = *thread.AddSectionDictionary(kt_ORDERS);
  Dictionary& best = *order.AddSectionDictionary(model.most_liked ? kt_BEST_SHOWN : kt_BEST_LINK);
  Dictionary& date = *order.AddSectionDictionary(model.most_liked ? kt_DATE_LINK : kt_DATE_SHOWN);
  date.ShowSection(tools.settings.newest_first ? kt_NEWEST_FIRST : kt_OLDEST_FIRST);
  if (model.most_liked)
    date.SetValue(kt_DATE_HREF, thread_href(tools, model, {}, "comments"));
  else
    best.SetValue(kt_BEST_HREF, thread_href(tools, model, most_liked_query(), "comments"));
  if (model.in_document) (model.most_liked ? date : best).ShowSection(kt_STAY);
}

void fill_navigation(const ViewTools& tools, const ThreadModel& model, Dictionary& thread,
                     const TemplateString& section, const TemplateString& place_name) {
  if (model.page_count < 2) return;
  Dictionary& place = *thread.AddSectionDictionary(section);
  Dictionary& navigation = *place.AddIncludeDictionary(kt_NAVIGATION);
  tools.templates.include("navigation.tpl", navigation);
  navigation.ShowSection(place_name);
  navigation.SetIntValue(kn_PAGE_NUMBER, model.page_number);
  navigation.SetIntValue(kn_PAGE_COUNT, model.page_count);
  const auto fill = [&](const TemplateString& part, const TemplateString& name, int page) {
    Dictionary& link = *navigation.AddSectionDictionary(part);
    UrlQuery query;
    if (model.subthread) query = place_query(*model.subthread, unresolved_place());
    if (model.most_liked) query = most_liked_query();
    link.ShowSection(model.most_liked ? kn_BY_LIKES : kn_BY_DATE);
    link.SetValue(name, thread_href(tools, model, query.add("cpage", page), "comments"));
    if (model.in_document) link.ShowSection(kn_STAY);
  };
  if (model.page_number > 1) fill(kn_OLDER, kn_OLDER_HREF, model.page_number - 1);
  if (model.page_number < model.page_count) fill(kn_NEWER, kn_NEWER_HREF, model.page_number + 1);
}

/// In a subthread, links back to the whole thread.
void fill_subthread(const ViewTools& tools, const ThreadModel& model, Dictionary& thread) {
  if (!model.subthread) return;
  const CommentPlace place{model.subthread_page, false};
  Dictionary& part = *thread.AddSectionDictionary(kt_SUBTHREAD);
  thread.SetIntValue(kt_SUBTHREAD_ID, model.subthread->value);
  part.SetValue(kt_THREAD_HREF, thread_href(tools, model, place_query(*model.subthread, place),
                                            comment_fragment(*model.subthread)));
  if (model.in_document) part.ShowSection(kt_STAY);
}

}  // namespace

std::string comment_href(std::string_view page_path, CommentId comment, const CommentPlace& place) {
  return page_href(page_path, place_query(comment, place), comment_fragment(comment));
}

Instant own_link_end(const ViewTools& tools, const Comment& comment) {
  return Instant{comment.created.ms + tools.settings.edit_minutes * minute_ms};
}

std::optional<std::string> own_link_route(const ViewTools& tools, const Comment& comment) {
  if (tools.settings.edit_minutes == 0) return std::nullopt;
  return "/link/" + format_link_token(tools.key, {LinkAction::own, comment.id.value,
                                                  comment.version, own_link_end(tools, comment)});
}

std::string comment_route(CommentId comment) { return fmt::format("/comment/{}", comment.value); }

std::string render_thread(const ViewTools& tools, const ThreadModel& model) {
  Dictionary thread("thread");
  thread.SetValue(kt_MOUNT, tools.settings.mount);
  thread.SetValue(kt_PAGE, model.page.path);
  thread.SetIntValue(kt_COUNT, model.approved);
  if (tools.settings.check_seconds > 0)
    thread.AddSectionDictionary(kt_CHECK)->SetIntValue(kt_CHECK_SECONDS,
                                                       tools.settings.check_seconds);
  const std::string page = page_href(model.page.path);
  thread.SetValue(kt_PAGE_HREF,
                  model.in_document ? tools.settings.address.link_to_page(page) : page);
  thread.SetValue(kt_ORDER, model.most_liked              ? "best"
                            : tools.settings.newest_first ? "newest"
                                                          : "oldest");
  thread.SetIntValue(kt_MAX_DEPTH, tools.settings.threads_depth);
  if (model.has_old_fragments) thread.ShowSection(kt_OLD_FRAGMENTS);
  thread.SetValue(kt_LANGUAGE, tools.settings.language);
  thread.SetValue(kt_DIRECTION, template_string(direction_of(tools.settings.language)));
  // The heading of our own document is the title already.
  fill_heading(tools, model.in_document ? std::string_view{} : model.title, model.approved,
               *thread.AddIncludeDictionary(kt_HEADING));
  fill_subthread(tools, model, thread);
  fill_order(tools, model, thread);
  fill_navigation(tools, model, thread, kt_NAVIGATION_TOP, kn_ABOVE);
  fill_navigation(tools, model, thread, kt_NAVIGATION_BOTTOM, kn_BELOW);

  Dictionary& list = *thread.AddIncludeDictionary(kt_COMMENTS);
  tools.templates.include("comments.tpl", list);
  fill_comments(tools, model, list);

  if (!model.care_html.empty())
    thread.SetValueAndShowSection(kt_CARE_HTML, model.care_html, kt_CARE);
  if (model.closed) {
    thread.ShowSection(model.memorial ? kt_MEMORIAL : kt_CLOSED);
  } else {
    if (model.comments.empty()) thread.ShowSection(kt_INVITATION);
    if (model.closing) {
      Dictionary& closing = *thread.AddSectionDictionary(kt_CLOSING);
      closing.SetValue(kt_CLOSING_DATETIME, format_rfc3339(*model.closing));
      closing.SetValue(kt_CLOSING_DATE,
                       tools.zone.format(*model.closing, tools.settings.date_format));
    }
    thread.ShowSection(kt_OPEN);
    if (!model.comments.empty()) thread.ShowSection(kt_SKIP);
    if (model.in_document) thread.ShowSection(kt_STAY);
    FormModel form;
    form.page = model.page;
    form.title = model.title;
    form.reply_to = model.reply_to;
    form.help_html = model.help_html;
    form.in_document = model.in_document;
    fill_form(tools, form, *thread.AddIncludeDictionary(kt_FORM));
    if (tools.settings.offer_mail) {
      Dictionary& follow = *thread.AddSectionDictionary(kt_FOLLOW);
      fill_follow_form(tools, {.page = model.page}, *follow.AddIncludeDictionary(kt_FOLLOW_FORM));
    }
  }
  return tools.templates.expand("thread.tpl", thread);
}

std::string render_heading(const ViewTools& tools, std::string_view title, int approved) {
  Dictionary heading("heading");
  fill_heading(tools, title, approved, heading);
  return tools.templates.expand("heading.tpl", heading);
}

std::string render_problem(const ViewTools& tools, Refusal refusal) {
  Dictionary problem("problem");
  problem.SetValue(kp_MESSAGE, tools.templates.message(describe(refusal)));
  if (refusal == Refusal::not_set_up)
    problem.SetValueAndShowSection(kp_SET_UP_HREF, tools.settings.mount + "/set-up", kp_SET_UP);
  return tools.templates.expand("problem.tpl", problem);
}

std::string render_document(const ViewTools& tools, std::string_view title,
                            std::string_view fragment, bool index) {
  Dictionary document("document");
  document.SetValue(kd_LANGUAGE, tools.settings.language);
  document.SetValue(kd_DIRECTION, template_string(direction_of(tools.settings.language)));
  document.SetValue(kd_DOCUMENT_TITLE, template_string(title));
  if (!index) document.ShowSection(kd_NOINDEX);
  document.SetValue(kd_STYLE_HREF, fmt::format("{}/style.css?v={}", tools.settings.mount,
                                               tools.templates.asset_version("style.css")));
  document.SetValue(kd_SCRIPT_SRC, fmt::format("{}/embed.js?v={}", tools.settings.mount,
                                               tools.templates.asset_version("embed.js")));
  document.SetValue(kd_BODY_HTML, template_string(fragment));
  return tools.templates.expand("document.tpl", document);
}

}  // namespace afterword
