#include "handler/thread/thread_model.h"

#include <limits>

#include "config/care_mode.h"
#include "handler/thread/own_comment.h"
#include "handler/thread/thread_pages.h"
#include "view/moderation/care_view.h"

namespace afterword {
namespace {

/// The comment that the form replies to, if it is published and on this page.
Result<std::optional<ReplyTarget>, StoreError> reply_target(CommentStore& store,
                                                            std::optional<CommentId> id,
                                                            ThreadId thread) {
  if (!id) return std::optional<ReplyTarget>{};
  const auto comment = store.find_comment(*id);
  if (!comment) return Failure{comment.error()};
  const auto& found = *comment;
  if (!found || found->thread != thread || found->status != Status::approved)
    return std::optional<ReplyTarget>{};
  return std::optional(ReplyTarget{found->id, found->author});
}

/// The commenter's own comment, if the query has a valid hash of a comment on this page.
Result<std::optional<Comment>, StoreError> own_comment(const ThreadSources& from,
                                                       const ThreadQuery& query, ThreadId thread,
                                                       Instant now) {
  if (!query.own) return std::optional<Comment>{};
  const auto comment = from.comments.find_comment(*query.own);
  if (!comment) return Failure{comment.error()};
  const auto& found = *comment;
  if (!found || found->thread != thread ||
      !may_show_own(from.view.key, *found, query.own_hash, now))
    return std::optional<Comment>{};
  return found;
}

/// Loads help resources: for the commenter of a comment that is open for care, and next to the form
/// if configured.
std::optional<StoreError> load_help(const ThreadSources& from, const std::optional<Comment>& own,
                                    ThreadModel& model) {
  const bool care = own && own->care == CareState::open && own->status == Status::waiting;
  if (!care && !from.site.view.help_beside_form) return std::nullopt;
  const auto mode = care_mode(from.site, from.care);
  if (!mode) return mode.error();
  if (*mode == CareMode::off) return std::nullopt;
  const auto help = from.care.help();
  if (!help) return help.error();
  if (care) model.care_html = render_care_answer(from.view, *help);
  if (from.site.view.help_beside_form) model.help_html = render_help(from.view, *help);
  return std::nullopt;
}

}  // namespace

Instant closing_time(const Site& site, const std::optional<Thread>& thread) {
  if (site.moderation.close_after_days == 0 || !thread || thread->version == 0)
    return Instant{std::numeric_limits<std::int64_t>::max()};
  return Instant{thread->created.ms + site.moderation.close_after_days * day_ms};
}

bool is_closed(const Site& site, const std::optional<Thread>& thread, Instant now) {
  return thread && (thread->closed || now > closing_time(site, thread));
}

Result<ThreadModel, StoreError> load_thread(const ThreadSources& from, const ThreadQuery& query,
                                            const std::optional<Thread>& thread, Instant now) {
  ThreadModel model;
  model.page = query.page;
  model.title = query.title;
  if (!thread) {
    if (const auto error = load_help(from, {}, model)) return Failure{*error};
    return model;
  }
  if (model.title.empty()) model.title = thread->title;
  model.memorial = thread->memorial;
  model.closed = is_closed(from.site, thread, now);
  // In the words of the page, so that a copy that is kept until then stays true.
  if (const Instant closing = closing_time(from.site, thread);
      !model.closed && closing.ms != std::numeric_limits<std::int64_t>::max())
    model.closing = closing;

  auto own = own_comment(from, query, thread->id, now);
  if (!own) return Failure{own.error()};
  if (*own) model.own = (*own)->id;
  auto reply_to = reply_target(from.comments, query.reply_to, thread->id);
  if (!reply_to) return Failure{reply_to.error()};
  model.reply_to = *reply_to;

  if (const auto error = load_help(from, *own, model)) return Failure{*error};

  PageRequest request = paging_of(from.site);
  request.page = query.cpage;
  request.own = model.own;
  request.subthread = query.subthread;
  request.was = query.was;
  request.most_liked = query.most_liked;
  model.most_liked = query.most_liked;
  auto page = from.comments.comment_page(thread->id, request);
  if (!page) return Failure{page.error()};
  model.approved = page->approved;
  model.page_number = page->page;
  model.page_count = page->page_count;
  model.comments = std::move(page->comments);
  // Uses the version that was read before the page, so that the link is invalid if the comment was
  // changed in between.
  for (Comment& comment : model.comments)
    if (comment.id == model.own) comment.version = (*own)->version;
  model.old_fragments = std::move(page->old_fragments);
  model.has_old_fragments = page->has_old_fragments;
  model.cut = std::move(page->cut);
  for (AnsweredComment& answered : page->answered)
    model.answered.push_back({answered.id, std::move(answered.author)});
  model.subthread = page->subthread;
  model.subthread_page = page->subthread_page;
  model.whole = query.subthread;
  return model;
}

}  // namespace afterword
