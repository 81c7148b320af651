#include "handler/routes.h"

#include <algorithm>
#include <array>

#include "handler/account/reset_password.h"
#include "handler/account/setup.h"
#include "handler/account/sign_in.h"
#include "handler/link/mail_link.h"
#include "handler/link/report.h"
#include "handler/link/subscribe.h"
#include "handler/moderation/audit_log_page.h"
#include "handler/moderation/care_page.h"
#include "handler/moderation/check_page.h"
#include "handler/moderation/item_page.h"
#include "handler/moderation/mail_page.h"
#include "handler/moderation/moderate_act.h"
#include "handler/moderation/moderate_comment.h"
#include "handler/moderation/moves_page.h"
#include "handler/moderation/people_page.h"
#include "handler/moderation/queue_page.h"
#include "handler/moderation/rules_page.h"
#include "handler/moderation/threads_page.h"
#include "handler/refusals.h"
#include "handler/thread/likes.h"
#include "handler/thread/show_assets.h"
#include "handler/thread/show_comment.h"
#include "handler/thread/show_feeds.h"
#include "handler/thread/show_search.h"
#include "handler/thread/show_thread.h"
#include "handler/thread/submit_comment.h"

namespace afterword {
namespace {

constexpr Access readable_by_site_origins(Access access) {
  access.readers = Readers::site_origins;
  return access;
}

constexpr Access with_form(Access access) {
  access.body = Body::form;
  return access;
}

// Settings shared by rows. The rows below are all routes of the program, under the mount.

/// A fragment of a host page.
constexpr Access fragment{.caller = Caller::anybody,
                          .database = DatabaseUse::if_available,
                          .caching = Caching::by_handler,
                          .readers = Readers::site_origins,
                          .documents = Documents::none,
                          .refuse = refuse_as_fragment};
constexpr Access version{.caller = Caller::anybody,
                         .database = DatabaseUse::if_available,
                         .caching = Caching::by_handler,
                         .readers = Readers::site_origins,
                         .documents = Documents::none,
                         .refuse = refuse_as_json};
constexpr Access page{.caller = Caller::anybody,
                      .database = DatabaseUse::if_available,
                      .caching = Caching::by_handler,
                      .documents = Documents::site,
                      .refuse = refuse_as_document};
constexpr Access submission{.caller = Caller::anybody,
                            .guard = Guard::site_origins,
                            .body = Body::form,
                            .documents = Documents::site,
                            .refuse = refuse_submission};
constexpr Access submission_by_script = readable_by_site_origins(submission);
constexpr Access feed{.caller = Caller::anybody,
                      .caching = Caching::by_handler,
                      .readers = Readers::site_origins,
                      .documents = Documents::site};
constexpr Access permalink{
    .caller = Caller::anybody, .documents = Documents::site, .refuse = refuse_as_document};
constexpr Access search{
    .caller = Caller::anybody, .documents = Documents::site, .refuse = refuse_as_document};
constexpr Access like_page{.caller = Caller::anybody, .documents = Documents::site};
constexpr Access like_form{.caller = Caller::anybody,
                           .guard = Guard::site_origins,
                           .body = Body::form,
                           .readers = Readers::site_origins,
                           .documents = Documents::site};
constexpr Access counts{.caller = Caller::anybody,
                        .caching = Caching::by_handler,
                        .readers = Readers::site_origins,
                        .documents = Documents::none,
                        .refuse = refuse_as_json};
constexpr Access latest{.caller = Caller::anybody,
                        .caching = Caching::by_handler,
                        .readers = Readers::site_origins,
                        .documents = Documents::none,
                        .refuse = refuse_as_fragment};
constexpr Access asset{.caller = Caller::anybody,
                       .database = DatabaseUse::none,
                       .caching = Caching::by_handler,
                       .documents = Documents::site,
                       .refuse = refuse_as_document};
// Pages of other origins may import a module only if it says so.
constexpr Access module = readable_by_site_origins(asset);
// A commit holds the lock only briefly, and monitoring clients wait at most two seconds.
constexpr Access health{.caller = Caller::anybody,
                        .database = DatabaseUse::if_available,
                        .max_wait = LockWait::Duration{1'500},
                        .documents = Documents::none};
constexpr Access setup_page{.caller = Caller::first_moderator, .refuse = refuse_setup};
// The origin is not checked: a form of another site cannot know the token, and a wrong site.url
// must not lock the owner out of the page that reports it.
constexpr Access setup_form{.caller = Caller::first_moderator,
                            .guard = Guard::setup_token,
                            .body = Body::form,
                            .refuse = refuse_setup};
constexpr Access setup_token_form{.caller = Caller::first_moderator,
                                  .guard = Guard::unguarded,
                                  .body = Body::form,
                                  .refuse = refuse_setup};
constexpr Access link_page{.caller = Caller::anybody,
                           .guard = Guard::signed_link,
                           .readers = Readers::site_origins,
                           .documents = Documents::signed_link,
                           .refuse = refuse_link};
constexpr Access link_form = with_form(link_page);
constexpr Access report_page{.caller = Caller::anybody};
constexpr Access report_form{.caller = Caller::anybody, .guard = Guard::origin, .body = Body::form};
constexpr Access follow_form{.caller = Caller::anybody,
                             .guard = Guard::site_origins,
                             .body = Body::form,
                             .readers = Readers::site_origins,
                             .documents = Documents::site};
constexpr Access sign_in_form{
    .caller = Caller::anybody, .guard = Guard::origin, .body = Body::form};
constexpr Access forgot_page{.caller = Caller::anybody};
// The address contains the authorisation.
constexpr Access reset_page{.caller = Caller::anybody, .documents = Documents::signed_link};
constexpr Access reset_form{.caller = Caller::anybody,
                            .guard = Guard::origin,
                            .body = Body::form,
                            .documents = Documents::signed_link};
constexpr Access moderators_page{.caller = Caller::moderator, .refuse = refuse_moderator};
constexpr Access moderators_data{.caller = Caller::moderator};
constexpr Access moderators_form{.caller = Caller::moderator,
                                 .guard = Guard::csrf,
                                 .body = Body::form,
                                 .refuse = refuse_moderator};
constexpr Access check_page{.caller = Caller::owner, .refuse = refuse_check};
constexpr Access owners_form{
    .caller = Caller::owner, .guard = Guard::csrf, .body = Body::form, .refuse = refuse_moderator};

constexpr std::array table{
    Route{Method::get, Match::exact_or_below, "/thread", show_thread, fragment},
    Route{Method::get, Match::exact_or_below, "/page", show_page, page},
    Route{Method::get, Match::exact_or_below, "/version", show_version, version},
    Route{Method::post,
          Match::exact,
          "/post",
          preview_comment,
          submission_by_script,
          {"aw_preview", "yes"}},
    Route{Method::post, Match::exact, "/post", submit_comment, submission_by_script},
    Route{Method::post, Match::exact, "/wp-comments-post.php", submit_comment, submission},
    Route{Method::get, Match::exact_or_below, "/feed", show_feed, feed},
    Route{Method::get, Match::below, "/comment", show_comment, permalink},
    Route{Method::get, Match::exact, "/count", show_count, counts},
    Route{Method::get, Match::exact, "/search", show_search, search},
    Route{Method::get, Match::exact, "/likes", show_likes, counts},
    Route{Method::get, Match::below, "/like", show_like, like_page},
    Route{Method::post, Match::below, "/like", like_comment, like_form, {"do", "like"}},
    Route{Method::post, Match::below, "/like", unlike_comment, like_form, {"do", "unlike"}},
    Route{Method::post, Match::below, "/like", unknown_action, like_form},
    Route{Method::get, Match::exact, "/latest", show_latest, latest},
    Route{Method::get, Match::exact, "/style.css", show_asset, asset},
    Route{Method::get, Match::exact, "/embed.js", show_asset, asset},
    Route{Method::get, Match::below, "/script", show_module, module},
    Route{Method::get, Match::below, "/avatar", show_avatar, asset},
    Route{Method::get, Match::exact, "/health", show_health, health},
    Route{Method::get, Match::exact, "/set-up", show_setup, setup_page},
    Route{
        Method::post, Match::exact, "/set-up", write_setup_token, setup_token_form, {"do", "code"}},
    Route{Method::post, Match::exact, "/set-up", set_up, setup_form},
    Route{Method::get, Match::below, "/link", show_link, link_page},
    Route{Method::post, Match::below, "/link", use_link, link_form},
    Route{Method::get, Match::below, "/report", show_report, report_page},
    Route{Method::post, Match::below, "/report", submit_report, report_form},
    Route{Method::post, Match::exact, "/subscribe", subscribe, follow_form},
    Route{Method::get, Match::exact, "/moderate/style.css", show_asset, asset},
    Route{Method::get, Match::exact, "/moderate/script.js", show_asset, asset},
    Route{Method::get, Match::exact, "/moderate/forgot", show_forgot, forgot_page},
    Route{Method::post, Match::exact, "/moderate/forgot", send_reset_link, sign_in_form},
    Route{Method::get, Match::below, "/moderate/reset", show_reset, reset_page},
    Route{Method::post, Match::below, "/moderate/reset", reset_password, reset_form},
    Route{Method::post, Match::exact, "/moderate/sign-in", sign_in, sign_in_form},
    Route{Method::post, Match::exact, "/moderate/sign-out", sign_out, moderators_form},
    Route{Method::get, Match::folder, "/moderate", show_queue, moderators_page},
    Route{Method::get, Match::exact, "/moderate/counts", show_counts, moderators_data},
    Route{Method::get, Match::exact, "/moderate/links", show_links, moderators_data},
    Route{Method::get, Match::below, "/moderate/comment", show_item, moderators_page},
    Route{Method::get, Match::exact, "/moderate/audit-log", show_audit_log, moderators_page},
    Route{Method::post, Match::exact, "/moderate/act", moderate_act, moderators_form},
    Route{Method::post, Match::exact, "/moderate/undo", moderate_undo, moderators_form},
    Route{Method::post, Match::exact, "/moderate/edit", moderate_edit, moderators_form},
    Route{Method::post, Match::exact, "/moderate/redact", moderate_redact, moderators_form},
    Route{Method::post, Match::exact, "/moderate/reply", moderate_reply, moderators_form},
    Route{Method::post, Match::exact, "/moderate/move", moderate_move, moderators_form},
    Route{Method::get, Match::exact, "/moderate/threads", show_threads, moderators_page},
    Route{Method::post,
          Match::exact,
          "/moderate/threads",
          close_thread,
          moderators_form,
          {"do", "close"}},
    Route{Method::post,
          Match::exact,
          "/moderate/threads",
          reopen_thread,
          moderators_form,
          {"do", "reopen"}},
    Route{Method::post,
          Match::exact,
          "/moderate/threads",
          remember_thread,
          moderators_form,
          {"do", "memorial"}},
    Route{Method::post,
          Match::exact,
          "/moderate/threads",
          rename_thread,
          moderators_form,
          {"do", "rename"}},
    Route{Method::post,
          Match::exact,
          "/moderate/threads",
          move_thread,
          moderators_form,
          {"do", "move"}},
    Route{Method::post,
          Match::exact,
          "/moderate/threads",
          add_thread_alias,
          moderators_form,
          {"do", "alias"}},
    Route{Method::post, Match::exact, "/moderate/threads", unknown_action, moderators_form},
    Route{Method::get, Match::exact, "/moderate/threads/moves", show_moves, moderators_page},
    Route{Method::post,
          Match::exact,
          "/moderate/threads/moves",
          try_moves,
          moderators_form,
          {"do", "try"}},
    Route{Method::post,
          Match::exact,
          "/moderate/threads/moves",
          move_pages,
          moderators_form,
          {"do", "move"}},
    Route{Method::post, Match::exact, "/moderate/threads/moves", unknown_action, moderators_form},
    Route{Method::get, Match::exact, "/moderate/rules", show_rules, moderators_page},
    Route{Method::post, Match::exact, "/moderate/rules", try_rule, moderators_form, {"do", "try"}},
    Route{Method::post,
          Match::exact,
          "/moderate/rules",
          add_rule_of_comment,
          moderators_form,
          {"do", "add_of_comment"}},
    Route{Method::post, Match::exact, "/moderate/rules", add_rule, owners_form, {"do", "add"}},
    Route{Method::post,
          Match::exact,
          "/moderate/rules",
          add_rule_anyway,
          owners_form,
          {"do", "add_anyway"}},
    Route{
        Method::post, Match::exact, "/moderate/rules", remove_rule, owners_form, {"do", "remove"}},
    Route{Method::post, Match::exact, "/moderate/rules", unknown_action, moderators_form},
    Route{Method::get, Match::exact, "/moderate/care", show_care, moderators_page},
    Route{Method::post,
          Match::exact,
          "/moderate/care",
          save_draft,
          moderators_form,
          {"add", "draft"}},
    Route{Method::post, Match::exact, "/moderate/care", remove_draft, moderators_form, {"forget"}},
    Route{Method::post, Match::exact, "/moderate/care", verify_help, moderators_form, {"verify"}},
    Route{Method::post, Match::exact, "/moderate/care", save_help, owners_form, {"add", "help"}},
    Route{Method::post, Match::exact, "/moderate/care", remove_help, owners_form, {"remove"}},
    Route{Method::post,
          Match::exact,
          "/moderate/care",
          dismiss_help_notice,
          owners_form,
          {"dismiss", "help"}},
    Route{
        Method::post, Match::exact, "/moderate/care", set_care_mode, owners_form, {"add", "mode"}},
    Route{Method::post, Match::exact, "/moderate/care", unknown_action, moderators_form},
    Route{Method::get, Match::exact, "/moderate/people", show_people, moderators_page},
    Route{Method::post,
          Match::exact,
          "/moderate/people",
          set_own_password,
          moderators_form,
          {"do", "mine"}},
    Route{
        Method::post, Match::exact, "/moderate/people", add_moderator, owners_form, {"do", "add"}},
    Route{Method::post,
          Match::exact,
          "/moderate/people",
          make_owner,
          owners_form,
          {"do", "to_owner"}},
    Route{Method::post,
          Match::exact,
          "/moderate/people",
          make_moderator,
          owners_form,
          {"do", "to_moderator"}},
    Route{Method::post,
          Match::exact,
          "/moderate/people",
          set_others_password,
          owners_form,
          {"do", "password"}},
    Route{Method::post,
          Match::exact,
          "/moderate/people",
          remove_moderator,
          owners_form,
          {"do", "remove"}},
    Route{Method::post, Match::exact, "/moderate/people", unknown_action, moderators_form},
    Route{Method::get, Match::exact, "/moderate/mail", show_mail, moderators_page},
    Route{
        Method::post, Match::exact, "/moderate/mail", retry_mail, moderators_form, {"do", "retry"}},
    Route{Method::post, Match::exact, "/moderate/mail", unknown_action, moderators_form},
    Route{Method::get, Match::exact, "/moderate/check", show_check, check_page},
    Route{Method::post, Match::exact, "/moderate/check", check_again, owners_form, {"do", "again"}},
    Route{
        Method::post, Match::exact, "/moderate/check", send_test_mail, owners_form, {"do", "mail"}},
    Route{Method::post, Match::exact, "/moderate/check", unknown_action, owners_form},
};

constexpr bool is_sound(const Route& route) {
  const Access& access = route.access;
  const bool is_post = route.method == Method::post;
  const bool is_private = access.caller == Caller::owner || access.caller == Caller::moderator;
  // A POST route has a guard; for moderators it is the session's CSRF token.
  if (is_post && access.guard == Guard::none) return false;
  if ((is_post && is_private) != (access.guard == Guard::csrf)) return false;
  if (access.guard == Guard::csrf && access.body != Body::form) return false;
  // The setup token is for the first moderator account only.
  if (access.guard == Guard::setup_token && access.caller != Caller::first_moderator) return false;
  // A row for one action of a form requires the form.
  if (!route.action.field.empty() && access.body != Body::form) return false;
  // Accounts, sessions, counted attempts and the key of signed links are stored in the database.
  if ((access.caller != Caller::anybody || access.guard == Guard::signed_link) &&
      access.database != DatabaseUse::required)
    return false;
  // Responses for moderators are not cached and not readable from other origins.
  return !is_private ||
         (access.caching == Caching::no_store && access.readers == Readers::own_pages);
}
static_assert(std::all_of(table.begin(), table.end(), is_sound),
              "a route lacks a guard, or declares what contradicts it");

/// Whether the rows at the address of `route` agree about what precedes the choice of a row, and
/// end with one for every form.
constexpr bool agrees_with_its_address(const Route& route) {
  const Route* last = nullptr;
  for (const Route& other : table) {
    if (other.method != route.method || other.path != route.path) continue;
    if (other.match != route.match || other.access.body != route.access.body ||
        other.access.database != route.access.database)
      return false;
    last = &other;
  }
  return last->action.field.empty();
}
static_assert(std::all_of(table.begin(), table.end(), agrees_with_its_address),
              "rows of one address contradict each other, or no row takes its other forms");

}  // namespace

std::span<const Route> routes() { return table; }

}  // namespace afterword
