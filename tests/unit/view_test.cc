#include <gtest/gtest.h>

#include <ctime>

#include "slowness.h"
#include "temp_folder.h"
#include "view/flash.h"
#include "view/moderation/moderation_layout.h"
#include "view/moderation/moderation_words.h"
#include "view/moderation/policy_words.h"
#include "view/template_cache.h"
#include "view/template_rules.h"
#include "view/thread/avatar_view.h"
#include "view/thread/form_view.h"
#include "view/thread/thread_view.h"
#include "view/thread/unsaved_view.h"

namespace afterword {
namespace {

class ViewTest : public testing::Test {
 protected:
  static ThreadModel model() {
    ThreadModel model;
    model.page = {"/a", "/a/"};
    return model;
  }

  static Comment comment(int id, std::optional<CommentId> parent = {}) {
    Comment comment;
    comment.id = CommentId{id};
    comment.parent = parent;
    comment.status = Status::approved;
    comment.author = "Ana";
    comment.email = "ana@example.org";
    comment.text = "Text " + std::to_string(id);
    return comment;
  }

  std::string render(const ThreadModel& model) { return render_thread(tools_, model); }

  TemplateCache templates_{""};
  ViewSettings settings_;
  TimeZone zone_ = *TimeZone::load("UTC");
  SecretKey key_{std::string(64, 'a')};
  ViewTools tools_{templates_, settings_, zone_, key_};
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

int times(const std::string& text, const std::string& part) {
  int count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++count;
  return count;
}

TEST_F(ViewTest, TheHeadingUsesSingularAndPlural) {
  EXPECT_EQ(render_heading(tools_, "", 0), "No thoughts yet");
  EXPECT_EQ(render_heading(tools_, "A & B", 1),
            "One thought<span class=\"comments-title-page\"> on “<bdi>A &amp; B</bdi>”</span>");
  EXPECT_EQ(render_heading(tools_, "", 16), "16 thoughts");
}

// Parsing all templates would take longer than a CGI request does.
TEST_F(ViewTest, ACgiProcessParsesOnlyTheTemplatesOfItsResponse) {
  const TemplateCache lazy("", Parsing::when_used);
  EXPECT_EQ(lazy.parsed_count(), 0U);
  ThreadModel thread = model();
  thread.comments = {comment(1), comment(2)};
  const ViewTools tools{lazy, settings_, zone_, key_};
  EXPECT_EQ(render_thread(tools, thread), render(thread));
  // thread, heading, comments, comment_dates and form
  EXPECT_EQ(lazy.parsed_count(), 5U);
}

TEST_F(ViewTest, WhatIsMadeWhenUsedIsTheSameAsWhatIsMadeAtTheStart) {
  const TemplateCache lazy("", Parsing::when_used);
  EXPECT_EQ(lazy.version(), templates_.version());
  const ErrorText& error = describe(FieldError::text_missing);
  EXPECT_EQ(lazy.message(error), templates_.message(error));
  EXPECT_FALSE(lazy.message(error).empty());
  for (const char* name : {"style.css", "embed.js", "read.js", "moderate.js"}) {
    EXPECT_EQ(lazy.asset_version(name), templates_.asset(name).version) << name;
    EXPECT_EQ(lazy.asset(name).content, templates_.asset(name).content) << name;
  }
  EXPECT_TRUE(lazy.problems().empty());
  EXPECT_EQ(lazy.parsed_count(), templates_.parsed_count());
}

TEST_F(ViewTest, ALongPageCutsItsLongestCommentsAndLinksToEach) {
  ThreadModel thread = model();
  for (int id = 1; id <= 50; ++id) {
    thread.comments.push_back(comment(id));
    if (id <= 40)
      thread.comments.back().text = std::string(65'000, static_cast<char>('a' + id % 26));
  }
  const std::string html = render(thread);
  EXPECT_LT(html.size(), 600U << 10);
  EXPECT_EQ(times(html, "Read the whole comment"), 40);
  EXPECT_TRUE(has(html, "href=\"/a/?subthread=7#comment-7\">Read the whole comment"));
  EXPECT_TRUE(has(html, "Text 50"));
  thread.whole = CommentId{7};
  const std::string with_whole = render(thread);
  EXPECT_TRUE(has(with_whole, std::string(65'000, 'h')));
  EXPECT_EQ(times(with_whole, "Read the whole comment"), 39);
}

TEST_F(ViewTest, AnOrdinaryPageCutsNoText) {
  ThreadModel thread = model();
  for (int id = 1; id <= 3; ++id) {
    thread.comments.push_back(comment(id));
    thread.comments.back().text = std::string(65'000, 'x');
  }
  EXPECT_FALSE(has(render(thread), "Read the whole comment"));
}

TEST_F(ViewTest, FiftyLongCommentsOfMarkupCharactersMakeAPageOfBoundedSize) {
  for (const TextFormat format : {TextFormat::plain, TextFormat::markdown}) {
    for (const char* unit : {"# a\n", "> > a\n\n", "*_", "&", "www.a.b ", "a\n\n", "<b>a</b>",
                             "a|b\n:-:|:-:\n|\n\n", "|a|b\n"}) {
      ThreadModel thread = model();
      std::string text;
      while (text.size() < 65'000) text += unit;
      for (int id = 1; id <= 50; ++id) {
        thread.comments.push_back(comment(id));
        thread.comments.back().text = text;
        thread.comments.back().format = format;
      }
      const std::clock_t begin = std::clock();
      const std::string html = render(thread);
      // CPU time, so that other processes do not affect the measurement.
      EXPECT_LT(std::clock() - begin, slowness() * CLOCKS_PER_SEC / 4) << unit;
      EXPECT_LT(html.size(), 1U << 20) << unit;
    }
  }
}

TEST_F(ViewTest, ASubthreadWithMoreRepliesEndsWithALinkToThem) {
  ThreadModel thread = model();
  thread.comments = {comment(1), comment(2, CommentId{1}), comment(3, CommentId{2}), comment(4)};
  for (Comment& each : thread.comments) each.top_level = CommentId{each.id.value == 4 ? 4 : 1};
  thread.cut = {{CommentId{1}, CommentId{5}, 2}};
  const std::string html = render(thread);
  const std::string more =
      "</ol></details></li></ol><p class=\"comment-more\"><a rel=\"nofollow\" "
      "href=\"/a/?subthread=5#comment-5\">Show 2 more replies to "
      "<bdi>Ana</bdi></a></p></details></li>";
  EXPECT_TRUE(has(html, more)) << html;
  thread.cut[0].hidden = 1;
  EXPECT_TRUE(has(render(thread), ">Show 1 more reply to <bdi>Ana</bdi><"));
  thread.in_document = true;
  EXPECT_TRUE(
      has(render(thread), "target=\"_self\" href=\"/comments/page/a/?subthread=5#comment-5\""));
}

TEST_F(ViewTest, AReplyNamesAndLinksAParentOnAnotherPage) {
  ThreadModel thread = model();
  thread.comments = {comment(1), comment(9, CommentId{8}), comment(10, CommentId{9})};
  for (Comment& each : thread.comments) each.top_level = CommentId{1};
  thread.subthread = CommentId{1};
  thread.cut = {{CommentId{1}, CommentId{5}, 6}};
  thread.answered = {{CommentId{8}, "Ben"}};
  const std::string html = render(thread);
  EXPECT_TRUE(has(html,
                  "In reply to <a rel=\"nofollow\" href=\"/a/?subthread=8#comment-8\" "
                  "aria-label=\"In reply to comment 8 by Ben\"><bdi>Ben"));
  EXPECT_EQ(times(html, "class=\"comment-answers\""), 1);
  EXPECT_TRUE(has(html, "id=\"comment-9\" class=\"comment odd alt depth-2 parent\""));
  EXPECT_TRUE(has(html, "href=\"/comments/comment/10\" itemprop=\"url\"")) << html;
  EXPECT_TRUE(has(html, "href=\"/a/#comment-1\">Show all comments</a>"));
  EXPECT_FALSE(has(html, "more repl"));
}

TEST_F(ViewTest, ListsAndItemsAreClosedInOrder) {
  ThreadModel thread = model();
  thread.comments = {comment(1), comment(2, CommentId{1}), comment(3, CommentId{2}), comment(4)};
  const std::string html = render(thread);
  EXPECT_EQ(times(html, "<li id=\"comment-"), 4);
  EXPECT_EQ(times(html, "<ol"), times(html, "</ol>"));
  EXPECT_LT(html.find("comment-3"), html.find("</li></ol></li></ol></li><li id=\"comment-4\""));
}

TEST_F(ViewTest, CommentsOfModeratorsAndPinnedCommentsAreLabelled) {
  ThreadModel thread = model();
  Comment reply = comment(1);
  reply.moderator = ModeratorId{1};
  reply.pinned = true;
  thread.comments = {reply, comment(2)};
  const std::string html = render(thread);
  EXPECT_EQ(times(html, "bypostauthor"), 1);
  EXPECT_EQ(times(html, ">Moderator<"), 1);
  EXPECT_EQ(times(html, ">Pinned<"), 1);
}

TEST_F(ViewTest, ALockedConversationOffersNoReply) {
  ThreadModel thread = model();
  Comment locked = comment(1);
  locked.top_level = CommentId{1};
  locked.locked = true;
  Comment below = comment(2, CommentId{1});
  below.top_level = CommentId{1};
  Comment other = comment(3);
  other.top_level = CommentId{3};
  thread.comments = {locked, below, other};
  const std::string html = render(thread);
  EXPECT_EQ(times(html, "class=\"comment-reply-link\""), 1);
  EXPECT_EQ(times(html, "This conversation is locked"), 1);
}

TEST_F(ViewTest, AMemorialShowsItsNotice) {
  ThreadModel thread = model();
  thread.closed = true;
  thread.memorial = true;
  EXPECT_TRUE(has(render(thread), "kept as a memorial"));
  EXPECT_FALSE(has(render(thread), "Comments are closed"));
}

TEST_F(ViewTest, TypedTextIsEscapedEverywhere) {
  ThreadModel thread = model();
  Comment evil = comment(1);
  evil.author = "\"><script>x</script>";
  evil.url = "http://example.org/\"onclick=\"x";
  evil.text = "<script>x</script>{{X}}{{>FORM}}";
  thread.comments = {evil};
  thread.title = "<img src=x onerror=x>";
  const std::string html = render(thread);
  EXPECT_FALSE(has(html, "<script"));
  EXPECT_FALSE(has(html, "<img src=x"));
  EXPECT_FALSE(has(html, "\"onclick"));
  EXPECT_TRUE(has(html, "{{X}}{{&gt;FORM}}"));
}

TEST_F(ViewTest, ARemovedCommentIsAPlaceholderWithoutText) {
  ThreadModel thread = model();
  Comment gone = comment(1);
  gone.status = Status::spam;
  thread.comments = {gone, comment(2, CommentId{1})};
  const std::string html = render(thread);
  EXPECT_TRUE(has(html, "comment-gone"));
  EXPECT_FALSE(has(html, "Text 1"));
  EXPECT_TRUE(has(html, "Text 2"));
}

TEST_F(ViewTest, OnlyTheWritersOwnWaitingCommentIsShown) {
  ThreadModel thread = model();
  Comment waiting = comment(1);
  waiting.status = Status::waiting;
  thread.comments = {waiting};
  EXPECT_FALSE(has(render(thread), "Text 1"));
  thread.own = CommentId{1};
  EXPECT_TRUE(has(render(thread), "Text 1"));
  EXPECT_TRUE(has(render(thread), "comment-awaiting-moderation"));
  EXPECT_FALSE(has(render(thread), "class=\"comment-reply-link\""));
}

TEST_F(ViewTest, RepliesAtTheDepthLimitNameTheirParentAndAClosedPageHasNoReplyLinks) {
  settings_.threads_depth = 2;
  ThreadModel thread = model();
  thread.comments = {comment(1), comment(2, CommentId{1}), comment(3, CommentId{2})};
  const std::string html = render(thread);
  EXPECT_EQ(times(html, "class=\"comment-reply-link\""), 3);
  EXPECT_EQ(times(html, "class=\"comment-answers\""), 2);
  EXPECT_TRUE(has(html, "href=\"/a/#comment-2\" aria-label=\"In reply to comment 2 by"));
  settings_.threads_depth = 1;
  EXPECT_EQ(times(render(thread), "class=\"comment-reply-link\""), 0) << "threads are disabled";
  settings_.threads_depth = 2;
  thread.closed = true;
  EXPECT_EQ(times(render(thread), "class=\"comment-reply-link\""), 0);
  EXPECT_TRUE(has(render(thread), "Comments are closed."));
  EXPECT_FALSE(has(render(thread), "<form"));
}

TEST_F(ViewTest, ThePageContainsNoEmailAndNoHashOfOne) {
  ThreadModel thread = model();
  thread.comments = {comment(1)};
  const std::string html = render(thread);
  EXPECT_FALSE(has(html, "ana@example.org"));
  EXPECT_FALSE(has(html, sha256_hex("ana@example.org")));
  EXPECT_FALSE(has(html, "gravatar"));
  settings_.avatars = AvatarKind::gravatar;
  EXPECT_TRUE(has(render(thread), sha256_hex("ana@example.org")));
  EXPECT_TRUE(has(render(thread), "sent to Gravatar"));
  settings_.avatars = AvatarKind::none;
  EXPECT_FALSE(has(render(thread), "<img"));
}

TEST_F(ViewTest, AnAvatarIsRenderedForAValidIdOnly) {
  const std::string id = key_.hash("avatar", "ana@example.org");
  EXPECT_EQ(render_avatar(templates_, id), render_avatar(templates_, id));
  for (const char* bad : {"", "abc", "../../x", "ABCDEFABCDEFABCDEFABCDEFABCDEFAB"})
    EXPECT_FALSE(render_avatar(templates_, bad)) << bad;
}

TEST_F(ViewTest, ARejectedFormKeepsEveryField) {
  FormModel form;
  form.page = {"/a", "/a/"};
  form.author = "A \"quoted\" name";
  form.email = "nobody";
  form.url = "javascript:alert(1)";
  form.comment = "</textarea><script>";
  form.parent = "7";
  form.errors = {describe(FieldError::email_invalid)};
  const std::string html = render_form_again(tools_, form);
  EXPECT_TRUE(has(html, "value=\"A &quot;quoted&quot; name\""));
  EXPECT_TRUE(has(html, "value=\"nobody\""));
  EXPECT_TRUE(has(html, "value=\"javascript:alert(1)\""));
  EXPECT_TRUE(has(html, "&lt;/textarea&gt;&lt;script&gt;"));
  EXPECT_TRUE(has(html, "name=\"comment_parent\" value=\"7\""));
  EXPECT_TRUE(has(html, "<a href=\"#email\">"));
  EXPECT_TRUE(has(html, "aria-describedby=\"email-notes email-error\""));
}

TEST_F(ViewTest, EveryErrorHasASentence) {
  for (const std::string_view name : message_names())
    EXPECT_TRUE(has(templates_.message({0, "", "", name}), ".")) << name;
}

TEST_F(ViewTest, EveryFlashMessageHasASentenceAndAName) {
  for (int i = 0; i <= static_cast<int>(Flash::password_guessable); ++i) {
    const Flash flash = static_cast<Flash>(i);
    EXPECT_NE(flash_message(tools_, flash), "") << to_text(flash);
    EXPECT_EQ(parse_flash(to_text(flash)), flash);
  }
  EXPECT_FALSE(parse_flash("approve")) << "a word, not a message";
}

TEST_F(ViewTest, FlashMessagesUseTheTableOfErrors) {
  for (int i = 0; i <= static_cast<int>(FieldError::note_too_long); ++i) {
    const FieldError error = static_cast<FieldError>(i);
    EXPECT_EQ(status_of(error), describe(error).status);
    EXPECT_NE(flash_message(tools_, error), "") << describe(error).code;
  }
  EXPECT_EQ(flash_message(tools_, FieldError::text_too_long),
            templates_.message(describe(FieldError::text_too_long)));
  EXPECT_EQ(flash_message(tools_, FieldError::author_missing), "Please enter a name.");
  EXPECT_EQ(status_of(Flash::owner_only), describe(Refusal::owner_only).status);
  EXPECT_EQ(flash_message(tools_, Flash::owner_only),
            templates_.message(describe(Refusal::owner_only)));
  EXPECT_EQ(flash_message(tools_, Flash::moderator_exists),
            templates_.message(describe(Refusal::setup_over)));
  EXPECT_EQ(status_of(Flash::unknown_page), describe(Refusal::unknown_page).status);
}

TEST_F(ViewTest, AModeratorNamedTheWriterIsShownAsAModerator) {
  AuditLine line;
  line.action = "edit";
  line.actor = {ActorKind::moderator, "the writer"};
  EXPECT_TRUE(
      has(render_lines(tools_, {line}, false), "<bdi class=\"moderator\">the writer</bdi>"));
  line.actor = {ActorKind::writer};
  EXPECT_TRUE(has(render_lines(tools_, {line}, false), "<bdi>the writer</bdi>"));
}

TEST_F(ViewTest, NavigationsHaveDistinctLabels) {
  ThreadModel thread = model();
  thread.comments = {comment(1)};
  thread.page_count = 2;
  const std::string html = render(thread);
  EXPECT_EQ(times(html, "aria-label=\"Comments, above\""), 1);
  EXPECT_EQ(times(html, "aria-label=\"Comments, below\""), 1);
}

TEST_F(ViewTest, EveryReasonHasWords) {
  for (const char* code : {"care:1", "care_words", "block:2", "trap", "too_fast", "hold_all",
                           "links:3", "rule:4", "contact:phone", "contact:email", "contact:postal",
                           "moderator_name", "first_comment", "not_public"})
    EXPECT_NE(explain_reason(templates_, code), code);
  EXPECT_EQ(explain_reason(templates_, "links:3"), "it has 3 links");
  // What another program wrote is shown as it is, as plain text.
  for (const char* code :
       {"links", "links:<3>", "trap:5", "contact:pigeon", "new&odd", "approve", ""})
    EXPECT_EQ(explain_reason(templates_, code), code);
}

TEST_F(ViewTest, EveryPatternErrorHasWords) {
  for (int i = 0; i <= static_cast<int>(PatternError::matches_any); ++i) {
    const auto error = static_cast<PatternError>(i);
    EXPECT_NE(explain_pattern(templates_, {error}), "") << to_text(error);
  }
  EXPECT_EQ(explain_pattern(templates_, {PatternError::bad_syntax, "missing ): <a"}),
            "the pattern between the slashes is not valid RE2 syntax: missing ): <a");
}

TEST_F(ViewTest, EveryActorKindWithoutANameHasWords) {
  for (const ActorKind kind : {ActorKind::command_line, ActorKind::setup_page, ActorKind::mail_link,
                               ActorKind::writer, ActorKind::reader}) {
    AuditLine line;
    line.actor = {kind};
    EXPECT_FALSE(has(render_lines(tools_, {line}, false), "<bdi></bdi>")) << to_text(kind);
  }
}

TEST_F(ViewTest, KeptFieldsHaveLabels) {
  for (const char* field : {"text", "reply", "author", "email", "url", "passage", "pattern", "note",
                            "page", "name", "title", "phone", "text_number", "hours", "country"}) {
    EXPECT_TRUE(is_typed(field)) << field;
    EXPECT_NE(field_label(tools_, field), "") << field;
    EXPECT_EQ(field_label(tools_, "kept_" + std::string(field)), field_label(tools_, field));
  }
  const std::string html = render_unsaved(
      tools_,
      {"/comments/moderate/edit", {{"csrf", "t0k3n"}, {"text", "\n<b>"}, {"password", "x1"}}});
  EXPECT_TRUE(has(html, "\n\n&lt;b&gt;</textarea>"));
  EXPECT_TRUE(has(html, "value=\"t0k3n\""));
  EXPECT_FALSE(has(html, "x1"));
  EXPECT_TRUE(has(html, "Send it again"));
}

TEST(TemplateRules, TemplatesWithoutEscapingAreRefused) {
  EXPECT_FALSE(
      template_error("a.tpl", "{{%AUTOESCAPE context=\"HTML\"}}{{A}}{{B_HTML:none}}{{C:h}}"));
  EXPECT_TRUE(template_error("a.tpl", "<p>{{A}}</p>"));
  EXPECT_TRUE(template_error("a.tpl", "\n{{%AUTOESCAPE context=\"HTML\"}}"));
  EXPECT_TRUE(template_error("a.tpl", "{{%AUTOESCAPE context=\"HTML\"}}{{A:none}}"));
  EXPECT_TRUE(template_error("a.tpl", "{{!plain text}}{{A}}"));
  EXPECT_FALSE(template_error("mail_a.tpl", "{{!plain text}}{{A}}"));
  EXPECT_TRUE(template_error("mail_a.tpl", "{{A}}"));
}

TEST(TemplateCacheTest, AnInvalidOverrideIsReplacedByTheBuiltInTemplate) {
  const TempFolder folder;
  folder.write("problem.tpl", "{{%AUTOESCAPE context=\"HTML\"}}Mine: {{MESSAGE}}");
  folder.write("heading.tpl", "no pragma {{COUNT}}");
  folder.write("thread.tpl", "{{%AUTOESCAPE context=\"HTML\"}}{{#OPEN}}never closed");
  folder.write("style.css", "body { color: red }");
  const TemplateCache templates(folder.path());
  EXPECT_EQ(templates.problems().size(), 2U);
  EXPECT_EQ(templates.asset("style.css").content, "body { color: red }");
  EXPECT_NE(templates.version(), TemplateCache("").version());
  EXPECT_EQ(TemplateCache("/nowhere/at/all").problems().size(), 1U);

  const TemplateCache lazy(folder.path(), Parsing::when_used);
  EXPECT_EQ(lazy.version(), templates.version());
  EXPECT_EQ(lazy.problems_so_far().size(), 1U);  // the one without a pragma
  EXPECT_EQ(lazy.problems().size(), 2U);
}

TEST(TemplateCacheTest, VersionsOfScriptsChangeWithTheirWords) {
  const TempFolder folder;
  folder.write("read_words.tpl", "{{%AUTOESCAPE context=\"HTML\"}}{{#NEW}}Brand new{{/NEW}}");
  const TemplateCache own(folder.path());
  const TemplateCache built_in("");
  for (const char* name : {"read.js", "count.js", "embed.js"})  // which know one version
    EXPECT_NE(own.asset_version(name), built_in.asset_version(name)) << name;
  EXPECT_EQ(own.asset_version("style.css"), built_in.asset_version("style.css"));
  EXPECT_TRUE(own.asset("read.js").content.find("Brand new") != std::string::npos);
}

}  // namespace
}  // namespace afterword
