// The comment section as HTML: the thread, one comment of it, the form, and the whole documents
// around them. Fills templates; decides nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/page_path.h"
#include "base/secret.h"
#include "base/time.h"
#include "domain/comment/comment.h"
#include "domain/comment/comment_place.h"
#include "domain/errors.h"
#include "view/template_cache.h"
#include "view/view_settings.h"

namespace afterword {

/// Everything that a view draws on, made once at start.
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

/// The form, empty or with what a visitor typed and what is wrong with it.
struct FormModel {
  PagePath page;
  std::string_view title;
  std::optional<ReplyTarget> reply_to;
  std::string_view parent;  // as typed, when reply_to is not known
  std::string_view author;
  std::string_view email;
  std::string_view url;
  std::string_view comment;
  std::string_view redirect_to;
  bool mail_wanted = false;
  std::string help_html;  // of render_help, where it stands beside every form
  ErrorTexts errors;
};

struct ThreadModel {
  PagePath page;
  std::string_view title;
  int approved = 0;
  int page_number = 1;
  int page_count = 1;
  bool closed = false;
  bool memorial = false;  // closed, and kept in somebody's memory
  std::vector<Comment> comments;
  std::vector<OldNumber> old_numbers;  // that still lead to a comment here
  std::vector<CutSubthread> cut;       // of which not all replies are here
  std::vector<ReplyTarget> answered;   // elsewhere, by comments here
  /// The one subthread that is shown, and the page of comments that has its beginning, where the
  /// thread has several; page_number and page_count are those of the subthread then.
  std::optional<CommentId> subthread;
  std::optional<int> subthread_page;
  std::optional<CommentId> whole;  // a comment whose text is not cut, however long the page is
  bool in_document = false;        // links to other parts of the thread lead to /pagePAGE
  /// A comment that is not published and is shown all the same, because its writer asks; among
  /// `comments` it has its version, for the writer's link.
  std::optional<CommentId> own;
  std::optional<ReplyTarget> reply_to;
  std::string care_html;  // of render_care_answer, for the writer of `own`
  std::string help_html;  // of render_help, where it stands beside every form
};

/// The fragment that a host page includes.
std::string render_thread(const ViewTools& tools, const ThreadModel& model);

/// One list item, as it is when it stands alone at a depth; for the answer to a script.
std::string render_comment(const ViewTools& tools, const PagePath& page, const Comment& comment,
                           const CommentPlace& place, int depth);

/// "16 thoughts on “Title”" as text.
std::string render_heading(const ViewTools& tools, std::string_view title, int approved);

/// One sentence about why there is nothing here.
std::string render_problem(const ViewTools& tools, Refusal refusal);

/// A whole document around a fragment.
std::string render_document(const ViewTools& tools, std::string_view title,
                            const std::string& fragment, bool index);

/// The link to a comment on a page ("/a/?cpage=2#comment-7").
std::string comment_href(std::string_view page_path, CommentId comment, const CommentPlace& place);

}  // namespace afterword
