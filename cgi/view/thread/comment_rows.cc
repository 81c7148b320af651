#include "view/thread/comment_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <set>

#include <ctemplate/template_dictionary.h>

#include "domain/comment/likes.h"
#include "domain/comment/shown_part.h"
#include "domain/comment/thread_order.h"
#include "markers/comments.h"
#include "view/template_string.h"
#include "view/thread/avatar_view.h"
#include "view/thread/comment_dates.h"

namespace afterword {
namespace {

using Dictionary = ctemplate::TemplateDictionary;
using ctemplate::TemplateString;

/// Counters for the CSS classes of WordPress themes: all comments, and top-level comments.
struct RowCounters {
  int comments = 0;
  int top_level = 0;
};

std::string row_classes(RowCounters& counters, const Comment& comment, int depth,
                        bool has_children) {
  const bool odd = counters.comments++ % 2 != 0;
  std::string classes = odd ? "odd alt" : "even";
  if (depth == 1)
    classes += counters.top_level++ % 2 == 0 ? " thread-even" : " thread-odd thread-alt";
  classes += fmt::format(" depth-{}", depth);
  if (has_children) classes += " parent";
  if (comment.kind != CommentKind::comment) classes += fmt::format(" {}", to_text(comment.kind));
  if (comment.moderator || comment.post_author) classes += " bypostauthor";
  if (comment.pinned) classes += " pinned";
  return classes;
}

/// The query that shows a comment, and the form as a reply to it.
UrlQuery reply_query(CommentId comment, const CommentPlace& place) {
  return place_query(comment, place).add("replytocom", comment.value);
}

void fill_text(const Comment& comment, std::size_t bytes, Dictionary& row) {
  const std::string_view part = shown_part(comment.text, bytes);
  const std::string shown =
      part.size() < comment.text.size() ? std::string(part) + " …" : comment.text;
  row.SetValue(kc_TEXT_HTML, render_markup(shown, comment.format).html);
}

void fill_own_link(const ViewTools& tools, const Comment& comment, Dictionary& row) {
  const auto route = own_link_route(tools, comment);
  if (!route) return;
  row.ShowSection(kc_ACTIONS);
  Dictionary& link = *row.AddSectionDictionary(kc_OWN_LINK);
  link.SetValue(kc_OWN_HREF, tools.settings.mount + *route);
  link.SetIntValue(kc_OWN_UNTIL, own_link_end(tools, comment).ms);
}

enum class Reader { anybody, writer };

/// Fills the parts of a comment that do not depend on its neighbours.
void fill_shown(const ViewTools& tools, const Comment& comment, Reader reader, Dictionary& row) {
  row.ShowSection(comment.kind == CommentKind::comment ? kc_SHOWN : kc_PING);
  if (comment.kind == CommentKind::pingback) row.ShowSection(kc_PINGBACK);
  if (comment.kind == CommentKind::trackback) row.ShowSection(kc_TRACKBACK);
  row.SetValue(kc_AUTHOR, template_string(comment.author));
  if (comment.url.empty())
    row.ShowSection(kc_UNLINKED);
  else
    row.SetValueAndShowSection(kc_URL, template_string(comment.url), kc_LINKED);
  if (const auto avatar = avatar_src(tools, comment))
    row.SetValueAndShowSection(kc_AVATAR_SRC, *avatar, kc_AVATAR);
  fill_thread_dates(tools, comment, tools.settings.mount + comment_route(comment.id),
                    *row.AddIncludeDictionary(kc_DATES));
  const bool published = comment.status == Status::approved;
  if (!published) row.ShowSection(kc_WAITING);
  if (comment.moderator)
    row.ShowSection(kc_MODERATOR);
  else if (comment.post_author)
    row.ShowSection(kc_POST_AUTHOR);
  if (comment.pinned) row.ShowSection(kc_PINNED);
  if (comment.locked) row.ShowSection(kc_LOCKED);
  if (reader == Reader::writer) {
    fill_own_link(tools, comment, row);
  }
  if (tools.settings.likes && is_likeable(comment)) {
    row.ShowSection(kc_ACTIONS);
    row.SetValueAndShowSection(
        kc_LIKE_HREF, fmt::format("{}/like/{}", tools.settings.mount, comment.id.value), kc_LIKE);
  }
  if (reader == Reader::anybody && tools.settings.report_link && published && !comment.moderator) {
    row.ShowSection(kc_ACTIONS);
    row.SetValueAndShowSection(kc_REPORT_HREF,
                               fmt::format("{}/report/{}", tools.settings.mount, comment.id.value),
                               kc_REPORT);
  }
}

/// Whether the form may be a reply to a comment, as far as the comment itself is concerned. Replies
/// to a comment at the greatest depth are shown at that depth too.
bool is_answerable(const ViewTools& tools, const Comment& comment) {
  return tools.settings.threads_depth > 1 && comment.status == Status::approved &&
         comment.kind == CommentKind::comment;
}

void fill_reply(const std::string& href, Dictionary& row) {
  row.ShowSection(kc_ACTIONS);
  row.SetValueAndShowSection(kc_REPLY_HREF, href, kc_REPLY);
}

void fill_answered(const ReplyTarget& target, const std::string& href, Dictionary& row) {
  Dictionary& answers = *row.AddSectionDictionary(kc_ANSWERS);
  answers.SetValue(kc_ANSWERED_HREF, href);
  answers.SetIntValue(kc_ANSWERED_ID, target.id.value);
  answers.SetValue(kc_ANSWERED_AUTHOR, template_string(target.author));
}

void stay_in_document(const ThreadModel& model, Dictionary& place) {
  if (model.in_document) place.ShowSection(kc_STAY);
}

/// The locked subthreads.
std::set<CommentId> locked_subthreads(const std::vector<Comment>& comments) {
  std::set<CommentId> locked;
  for (const Comment& comment : comments)
    if (comment.locked) locked.insert(comment.top_level);
  return locked;
}

/// The input of order_thread. A reply whose parent is not on the page is placed below its
/// subthread's top-level comment.
std::vector<ThreadNode> nodes_of(const ThreadModel& model, bool threaded) {
  std::set<CommentId> here;
  for (const Comment& comment : model.comments) here.insert(comment.id);
  std::vector<ThreadNode> nodes;
  nodes.reserve(model.comments.size());
  for (const Comment& comment : model.comments) {
    const bool elsewhere = comment.parent && !here.contains(*comment.parent);
    const auto parent = elsewhere ? std::optional(comment.top_level) : comment.parent;
    nodes.push_back({comment.id, threaded ? parent : std::nullopt,
                     comment.status == Status::approved || comment.id == model.own,
                     comment.pinned});
  }
  return nodes;
}

/// Writes the rows of a thread, with their shared state.
class RowWriter {
 public:
  RowWriter(const ViewTools& tools, const ThreadModel& model)
      : tools_(tools), model_(model), locked_(locked_subthreads(model.comments)) {
    for (const OldFragment& old : model.old_fragments)
      old_fragments_.emplace(old.comment, old.fragment);
    for (const CutSubthread& cut : model.cut) cut_.emplace(cut.top_level, &cut);
    for (const ReplyTarget& target : model.answered) answered_.emplace(target.id, target);
    for (const Comment& comment : model.comments)
      if (comment.status == Status::approved)
        here_.emplace(comment.id, ReplyTarget{comment.id, comment.author});
    std::vector<std::size_t> sizes;
    for (const Comment& comment : model.comments)
      if (comment.id != model.whole) sizes.push_back(shown_bytes(comment.text));
    share_ = fair_share(std::move(sizes), response_text_bytes, least_text_bytes);
  }

  /// `after` is the comment in the row before.
  void write_shown(const Comment& comment, int depth, std::optional<CommentId> after,
                   Dictionary& row) const {
    const CommentPlace place = place_of(comment);
    fill_shown(tools_, comment, comment.id == model_.own ? Reader::writer : Reader::anybody, row);
    if (model_.in_document) row.ShowSection(kc_STAY);
    const std::size_t bytes = comment.id == model_.whole ? static_cast<std::size_t>(-1) : share_;
    fill_text(comment, bytes, row);
    if (shown_part(comment.text, bytes).size() < comment.text.size()) {
      Dictionary& folded = *row.AddSectionDictionary(kc_FOLDED);
      folded.SetValue(kc_WHOLE_HREF, link_to(comment.id));
    }
    // At the greatest depth the place does not tell: replies to several comments follow each other.
    if (depth == tools_.settings.threads_depth || comment.parent != after)
      write_answered(comment, depth, row);
    if (!model_.closed && !locked_.contains(comment.top_level) && is_answerable(tools_, comment))
      fill_reply(thread_href(tools_, model_, reply_query(comment.id, place), "respond"), row);
  }

  void write_old_fragments(const Comment& comment, Dictionary& row) const {
    const auto [begin, end] = old_fragments_.equal_range(comment.id);
    for (auto old = begin; old != end; ++old)
      row.AddSectionDictionary(kc_OLD_FRAGMENT)
          ->SetValue(kc_FRAGMENT, template_string(old->second));
  }

  /// Ends a subthread with a link to the replies that are not on this page.
  void write_more(const Comment& last, Dictionary& level_end) const {
    const auto found = cut_.find(last.top_level);
    if (found == cut_.end() || found->second->hidden < 1 || model_.subthread) return;
    const CutSubthread& cut = *found->second;
    Dictionary& more = *level_end.AddSectionDictionary(kc_MORE);
    more.SetValue(kc_MORE_HREF, link_to(cut.next));
    more.SetIntValue(kc_MORE_COUNT, cut.hidden);
    more.ShowSection(cut.hidden == 1 ? kc_ONE_MORE : kc_SEVERAL_MORE);
    const auto top_level =
        std::find_if(model_.comments.begin(), model_.comments.end(),
                     [&](const Comment& comment) { return comment.id == cut.top_level; });
    if (top_level != model_.comments.end() && top_level->status == Status::approved)
      more.SetValueAndShowSection(kc_TO_AUTHOR, template_string(top_level->author), kc_TO);
    stay_in_document(model_, more);
  }

 private:
  std::string link_to(CommentId id) const {
    return thread_href(tools_, model_, place_query(id, unresolved_place()), comment_fragment(id));
  }

  CommentPlace place_of(const Comment& comment) const {
    const auto cut = cut_.find(comment.top_level);
    if (cut != cut_.end() && comment.id != comment.top_level && comment.id >= cut->second->next)
      return {std::nullopt, true};
    if (model_.subthread) return {model_.subthread_page, false};
    // Likes move comments to other pages.
    if (model_.most_liked) return unresolved_place();
    // Links name the page of comments only if the thread has several.
    return {model_.page_count > 1 ? std::optional(model_.page_number) : std::nullopt, false};
  }

  /// Names the comment that a reply is for.
  void write_answered(const Comment& comment, int depth, Dictionary& row) const {
    if (!comment.parent) return;
    if (const auto found = answered_.find(*comment.parent); found != answered_.end())
      return fill_answered(found->second, link_to(found->first), row);
    if (depth == 1) return;
    const auto found = here_.find(*comment.parent);
    if (found == here_.end()) return;
    const UrlQuery query = place_query(found->first, place_of(comment));
    fill_answered(found->second, thread_href(tools_, model_, query, comment_fragment(found->first)),
                  row);
  }

  const ViewTools& tools_;
  const ThreadModel& model_;
  std::set<CommentId> locked_;
  std::multimap<CommentId, std::string_view> old_fragments_;
  std::map<CommentId, const CutSubthread*> cut_;
  std::map<CommentId, ReplyTarget> answered_;
  std::map<CommentId, ReplyTarget> here_;  // the published comments of this page
  std::size_t share_ = 0;
};

/// For each row the number of rows below it.
std::vector<int> replies_below(const std::vector<PlacedComment>& placed) {
  std::vector<int> below(placed.size(), 0);
  std::vector<std::size_t> open;  // the rows that contain the current one, by depth
  for (std::size_t i = 0; i < placed.size(); ++i) {
    open.resize(static_cast<std::size_t>(placed[i].depth) - 1);
    for (const std::size_t row : open) ++below[row];
    open.push_back(i);
  }
  return below;
}

TopLevelOrder order_of(const ViewTools& tools, const ThreadModel& model) {
  if (model.most_liked) return TopLevelOrder::as_given;
  return tools.settings.newest_first ? TopLevelOrder::newest_first : TopLevelOrder::oldest_first;
}

}  // namespace

std::string thread_href(const ViewTools& tools, const ThreadModel& model, const UrlQuery& query,
                        std::string_view fragment) {
  if (!model.in_document) return page_href(model.page.path, query, fragment);
  UrlQuery all;
  if (!model.title.empty()) all.add("title", model.title);
  return all.add(query).link(tools.settings.mount + "/page" + encode_path(model.page.path),
                             fragment);
}

void fill_comments(const ViewTools& tools, const ThreadModel& model, Dictionary& list) {
  const std::vector<ThreadNode> nodes = nodes_of(model, tools.settings.threads_depth > 1);
  const auto placed = order_thread(nodes, tools.settings.threads_depth, order_of(tools, model));
  const std::vector<int> below = replies_below(placed);
  const RowWriter writer(tools, model);
  RowCounters counters;
  std::optional<CommentId> after;
  for (std::size_t i = 0; i < placed.size(); ++i) {
    const Comment& comment = model.comments[placed[i].index];
    const int depth = placed[i].depth;
    const int next_depth = i + 1 < placed.size() ? placed[i + 1].depth : 1;
    Dictionary& row = *list.AddSectionDictionary(kc_COMMENT);
    row.SetIntValue(kc_ID, comment.id.value);
    row.SetValue(kc_CLASSES, row_classes(counters, comment, depth, next_depth > depth));
    if (nodes[placed[i].index].shown)
      writer.write_shown(comment, depth, after, row);
    else
      row.ShowSection(kc_GONE);
    after = comment.id;
    writer.write_old_fragments(comment, row);
    if (next_depth > depth)
      row.AddSectionDictionary(kc_CHILDREN)->SetIntValue(kc_REPLIES, below[i]);
    else
      row.ShowSection(kc_LEAF);
    for (int level = depth - 1; level >= next_depth; --level) {
      Dictionary& end = *row.AddSectionDictionary(kc_LEVEL_END);
      if (level == 1) writer.write_more(comment, end);
    }
  }
}

std::string render_comment(const ViewTools& tools, const PagePath& page, const Comment& comment,
                           const CommentPlace& place, int depth,
                           const std::optional<ReplyTarget>& answered) {
  Dictionary list("comments");
  Dictionary& row = *list.AddSectionDictionary(kc_COMMENT);
  RowCounters counters;
  row.SetIntValue(kc_ID, comment.id.value);
  row.SetValue(kc_CLASSES, row_classes(counters, comment, depth, false));
  row.ShowSection(kc_LEAF);
  fill_shown(tools, comment, Reader::writer, row);
  fill_text(comment, response_text_bytes, row);
  if (answered && depth > 1)
    fill_answered(*answered, comment_href(page.path, answered->id, place), row);
  if (is_answerable(tools, comment))
    fill_reply(page_href(page.path, reply_query(comment.id, place), "respond"), row);
  return tools.templates.expand("comments.tpl", list);
}

}  // namespace afterword
