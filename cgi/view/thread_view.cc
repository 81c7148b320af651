#include "view/thread_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <set>

#include <ctemplate/template_dictionary.h>

#include "base/signed_link.h"
#include "comment/thread_order.h"
#include "markers/comments.h"
#include "markers/document.h"
#include "markers/heading.h"
#include "markers/navigation.h"
#include "markers/problem.h"
#include "markers/thread.h"
#include "view/avatar_view.h"
#include "view/form_view.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;
using ctemplate::TemplateString;

TemplateString text_of(std::string_view text) { return {text.data(), text.size()}; }

/// What the classes of WordPress's themes count: comments, and comments on the page.
struct RowCounters {
  int comments = 0;
  int roots = 0;
};

std::string row_classes(RowCounters& counters, const Comment& comment, int depth,
                        bool has_children) {
  const bool odd = counters.comments++ % 2 != 0;
  std::string classes = odd ? "odd alt" : "even";
  if (depth == 1) classes += counters.roots++ % 2 == 0 ? " thread-even" : " thread-odd thread-alt";
  classes += fmt::format(" depth-{}", depth);
  if (has_children) classes += " parent";
  if (comment.moderator) classes += " bypostauthor";
  if (comment.pinned) classes += " pinned";
  return classes;
}

void fill_shown(const ViewTools& tools, const PagePath& page, std::optional<int> page_number,
                const Comment& comment, bool may_reply, Dictionary& row) {
  row.SetValue(kc_AUTHOR, text_of(comment.author));
  row.SetValue(kc_THREAD, std::to_string(comment.thread.value));
  if (comment.url.empty())
    row.ShowSection(kc_UNLINKED);
  else
    row.SetValueAndShowSection(kc_URL, text_of(comment.url), kc_LINKED);
  if (const auto avatar = avatar_src(tools, comment))
    row.SetValueAndShowSection(kc_AVATAR_SRC, *avatar, kc_AVATAR);
  row.SetValue(kc_PERMALINK, comment_href(page, comment.id, page_number));
  row.SetValue(kc_DATETIME, format_rfc3339(comment.created));
  row.SetValue(kc_DATE, tools.zone.format(comment.created, tools.settings.date_format));
  row.SetValue(kc_TEXT_HTML, render_markup(comment.text, comment.format).html);
  const bool published = comment.status == Status::approved;
  if (!published) {
    Dictionary& waiting = *row.AddSectionDictionary(kc_WAITING);
    const LinkRight right{LinkAction::own, comment.id.value, comment.version,
                          Instant{comment.created.ms + link_ms}};
    waiting.SetValueAndShowSection(
        kc_OWN_HREF,
        fmt::format("{}/link/{}", tools.settings.mount, format_link_token(tools.key, right)),
        kc_OWN_LINK);
  }
  if (comment.moderator) row.ShowSection(kc_MODERATOR);
  if (comment.pinned) row.ShowSection(kc_PINNED);
  if (comment.locked) row.ShowSection(kc_LOCKED);
  if (tools.settings.worry_link && published && !comment.moderator)
    row.SetValueAndShowSection(kc_WORRY_HREF,
                               fmt::format("{}/worry/{}", tools.settings.mount, comment.id.value),
                               kc_WORRY);
  if (may_reply && published) {
    const std::string query = page_number ? fmt::format("cpage={}&", *page_number) : "";
    row.SetValueAndShowSection(
        kc_REPLY_HREF,
        fmt::format("{}?{}replytocom={}#respond", page_href(page), query, comment.id.value),
        kc_REPLY);
  }
}

/// The branches that take no more replies.
std::set<CommentId> locked_branches(const std::vector<Comment>& comments) {
  std::set<CommentId> locked;
  for (const Comment& comment : comments)
    if (comment.locked) locked.insert(comment.root);
  return locked;
}

/// Rows in display order; each closes the levels that end with it.
void fill_comments(const ViewTools& tools, const ThreadModel& model, std::optional<int> page_number,
                   Dictionary& list) {
  const bool threaded = tools.settings.threads_depth > 1;
  std::vector<ThreadNode> nodes;
  nodes.reserve(model.comments.size());
  for (const Comment& comment : model.comments)
    nodes.push_back({comment.id, threaded ? comment.parent : std::nullopt,
                     comment.status == Status::approved || comment.id == model.own,
                     comment.pinned});
  const std::set<CommentId> locked = locked_branches(model.comments);
  const auto placed =
      order_thread(nodes, tools.settings.threads_depth, tools.settings.newest_first);
  RowCounters counters;
  for (std::size_t i = 0; i < placed.size(); ++i) {
    const Comment& comment = model.comments[placed[i].index];
    const int depth = placed[i].depth;
    const int next_depth = i + 1 < placed.size() ? placed[i + 1].depth : 1;
    Dictionary& row = *list.AddSectionDictionary(kc_COMMENT);
    row.SetIntValue(kc_ID, comment.id.value);
    row.SetValue(kc_CLASSES, row_classes(counters, comment, depth, next_depth > depth));
    if (nodes[placed[i].index].shown) {
      row.ShowSection(kc_SHOWN);
      fill_shown(
          tools, model.page, page_number, comment,
          !model.closed && depth < tools.settings.threads_depth && !locked.contains(comment.root),
          row);
    } else {
      row.ShowSection(kc_GONE);
    }
    for (const OldNumber& old : model.old_numbers)
      if (old.comment == comment.id)
        row.AddSectionDictionary(kc_OLD_NUMBER)->SetIntValue(kc_NUMBER, old.number);
    row.ShowSection(next_depth > depth ? kc_CHILDREN : kc_LEAF);
    for (int level = next_depth; level < depth; ++level) row.AddSectionDictionary(kc_LEVEL_END);
  }
}

void fill_heading(std::string_view title, int approved, Dictionary& heading) {
  heading.SetFilename("heading.tpl");
  heading.SetIntValue(kh_COUNT, approved);
  heading.ShowSection(approved == 0   ? kh_NO_COMMENTS
                      : approved == 1 ? kh_ONE_COMMENT
                                      : kh_MANY_COMMENTS);
  if (!title.empty()) heading.SetValueAndShowSection(kh_TITLE, text_of(title), kh_TITLED);
}

void fill_navigation(const ThreadModel& model, Dictionary& thread, const TemplateString& section,
                     std::string_view label) {
  if (model.page_count < 2) return;
  Dictionary& place = *thread.AddSectionDictionary(section);
  Dictionary& navigation = *place.AddIncludeDictionary(kt_NAVIGATION);
  navigation.SetFilename("navigation.tpl");
  navigation.SetValue(kn_LABEL, text_of(label));
  navigation.SetIntValue(kn_PAGE_NUMBER, model.page_number);
  navigation.SetIntValue(kn_PAGE_COUNT, model.page_count);
  const auto href = [&](int page) {
    return fmt::format("{}?cpage={}#comments", page_href(model.page), page);
  };
  if (model.page_number > 1)
    navigation.SetValueAndShowSection(kn_OLDER_HREF, href(model.page_number - 1), kn_OLDER);
  if (model.page_number < model.page_count)
    navigation.SetValueAndShowSection(kn_NEWER_HREF, href(model.page_number + 1), kn_NEWER);
}

}  // namespace

std::string page_href(const PagePath& page) { return encode_path(page.path); }

std::string comment_href(const PagePath& page, CommentId comment, std::optional<int> page_number) {
  const std::string query = page_number ? fmt::format("?cpage={}", *page_number) : "";
  return fmt::format("{}{}#comment-{}", page_href(page), query, comment.value);
}

std::string render_thread(const ViewTools& tools, const ThreadModel& model) {
  Dictionary thread("thread");
  thread.SetValue(kt_MOUNT, tools.settings.mount);
  thread.SetValue(kt_PAGE_HREF, page_href(model.page));
  thread.SetValue(kt_ORDER, tools.settings.newest_first ? "newest" : "oldest");
  thread.SetIntValue(kt_MAX_DEPTH, tools.settings.threads_depth);
  fill_heading(model.title, model.approved, *thread.AddIncludeDictionary(kt_HEADING));
  fill_navigation(model, thread, kt_NAVIGATION_TOP, "Comments, above");
  fill_navigation(model, thread, kt_NAVIGATION_BOTTOM, "Comments, below");

  // Links name the page of comments only where there is more than one.
  const auto page_number = model.page_count > 1 ? std::optional(model.page_number) : std::nullopt;
  Dictionary& list = *thread.AddIncludeDictionary(kt_COMMENTS);
  list.SetFilename("comments.tpl");
  fill_comments(tools, model, page_number, list);

  if (!model.care_html.empty())
    thread.SetValueAndShowSection(kt_CARE_HTML, model.care_html, kt_CARE);
  if (model.closed) {
    thread.ShowSection(model.memorial ? kt_MEMORIAL : kt_CLOSED);
  } else {
    if (model.comments.empty()) thread.ShowSection(kt_INVITATION);
    thread.ShowSection(kt_OPEN);
    FormModel form;
    form.page = model.page;
    form.title = model.title;
    form.reply_to = model.reply_to;
    form.help_html = model.help_html;
    fill_form(tools, form, *thread.AddIncludeDictionary(kt_FORM));
  }
  return tools.templates.expand("thread.tpl", thread);
}

std::string render_comment(const ViewTools& tools, const PagePath& page, const Comment& comment,
                           int depth) {
  Dictionary list("comments");
  Dictionary& row = *list.AddSectionDictionary(kc_COMMENT);
  RowCounters counters;
  row.SetIntValue(kc_ID, comment.id.value);
  row.SetValue(kc_CLASSES, row_classes(counters, comment, depth, false));
  row.ShowSection(kc_SHOWN);
  row.ShowSection(kc_LEAF);
  fill_shown(tools, page, std::nullopt, comment, depth < tools.settings.threads_depth, row);
  return tools.templates.expand("comments.tpl", list);
}

std::string render_heading(const ViewTools& tools, std::string_view title, int approved) {
  Dictionary heading("heading");
  fill_heading(title, approved, heading);
  return tools.templates.expand("heading.tpl", heading);
}

std::string render_problem(const ViewTools& tools, Fault fault) {
  Dictionary problem("problem");
  problem.SetValue(kp_MESSAGE, tools.templates.message(fault));
  if (fault == Fault::not_set_up)
    problem.SetValueAndShowSection(kp_SET_UP_HREF, tools.settings.mount + "/set-up", kp_SET_UP);
  return tools.templates.expand("problem.tpl", problem);
}

std::string render_document(const ViewTools& tools, std::string_view title,
                            const std::string& fragment, bool index) {
  Dictionary document("document");
  document.SetValue(kd_LANGUAGE, tools.settings.language);
  document.SetValue(kd_DOCUMENT_TITLE, text_of(title));
  if (!index) document.ShowSection(kd_NOINDEX);
  document.SetValue(kd_STYLE_HREF, fmt::format("{}/style.css?v={}", tools.settings.mount,
                                               tools.templates.style().version));
  document.SetValue(kd_SCRIPT_SRC, fmt::format("{}/embed.js?v={}", tools.settings.mount,
                                               tools.templates.script().version));
  document.SetValue(kd_BODY_HTML, fragment);
  return tools.templates.expand("document.tpl", document);
}

}  // namespace afterword
