// Renders the comment section: the thread, a single comment, the form, and the documents around
// them. Contains no decisions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/page_path.h"
#include "base/secret.h"
#include "base/time.h"
#include "domain/account/subscription.h"
#include "domain/comment/comment.h"
#include "domain/comment/comment_place.h"
#include "domain/errors.h"
#include "view/template_cache.h"
#include "view/view_settings.h"

namespace afterword {

/// Shared by all views; made once at start.
struct ViewTools {
  const TemplateCache& templates;
  const ViewSettings& settings;
  const TimeZone& zone;
  const SecretKey& key;
};

/// The comment that the form replies to.
struct ReplyTarget {
  CommentId id;
  std::string author;
};

/// The form, either empty or with a visitor's input and its errors.
struct FormModel {
  PagePath page;
  std::string_view title;
  std::optional<ReplyTarget> reply_to;
  std::string_view parent;  // as typed, if reply_to is unknown
  std::string_view author;
  std::string_view email;
  std::string_view url;
  std::string_view comment;
  std::string_view redirect_to;
  std::optional<SubscriptionKind> mail;  // what the visitor wants mail about
  bool in_document = false;              // in a document of ours, not in the host page
  std::string help_html;     // from render_help, if help resources are shown next to the form
  std::string preview_html;  // from render_preview
  ErrorTexts errors;
};

struct ThreadModel {
  PagePath page;
  std::string_view title;
  int approved = 0;
  int page_number = 1;
  int page_count = 1;
  bool closed = false;
  bool memorial = false;           // closed, in somebody's memory
  std::optional<Instant> closing;  // when an open thread will be closed by its age
  std::vector<Comment> comments;
  // numbers of other sources whose links lead to a comment on this page
  std::vector<OldFragment> old_fragments;
  bool has_old_fragments = false;  // the thread has some, perhaps on other pages of comments
  std::vector<CutSubthread> cut;   // subthreads with replies that are not on this page
  // comments on other pages to which comments on this page reply
  std::vector<ReplyTarget> answered;
  /// If a single subthread is shown: its top-level comment, and the page of comments that contains
  /// its beginning if the thread has several. page_number and page_count then refer to the
  /// subthread.
  std::optional<CommentId> subthread;
  std::optional<int> subthread_page;
  bool most_liked = false;         // top-level comments by their likes, as `comments` has them
  std::optional<CommentId> whole;  // a comment whose text is not cut, whatever the size of the page
  bool in_document = false;        // links to other parts of the thread lead to /pagePAGE
  /// The comment whose writer is shown this page, also if it is not published. `comments` contains
  /// the version that the writer's link is for.
  std::optional<CommentId> own;
  std::optional<ReplyTarget> reply_to;
  std::string care_html;  // from render_care_answer, for the commenter of `own`
  std::string help_html;  // from render_help, if help resources are shown next to the form
};

/// Renders the fragment that a host page includes.
std::string render_thread(const ViewTools& tools, const ThreadModel& model);

/// "16 thoughts on “Title”" as text.
std::string render_heading(const ViewTools& tools, std::string_view title, int approved);

/// Renders a sentence about why the thread is not available.
std::string render_problem(const ViewTools& tools, Refusal refusal);

/// Renders a complete document around a fragment.
std::string render_document(const ViewTools& tools, std::string_view title,
                            std::string_view fragment, bool index);

/// The route by which its writer changes or withdraws a comment, at this version of it; nullopt if
/// the site does not permit that.
std::optional<std::string> own_link_route(const ViewTools& tools, const Comment& comment);
/// When it expires.
Instant own_link_end(const ViewTools& tools, const Comment& comment);

/// The route that leads to a comment wherever it is then: "/comment/7".
std::string comment_route(CommentId comment);

/// Link to a comment on a page ("/a/?cpage=2#comment-7").
std::string comment_href(std::string_view page_path, CommentId comment, const CommentPlace& place);

}  // namespace afterword
