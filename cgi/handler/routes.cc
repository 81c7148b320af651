#include "handler/routes.h"

#include <algorithm>
#include <array>

#include "handler/account/setup.h"
#include "handler/account/sign_in.h"
#include "handler/link/mail_link.h"
#include "handler/link/report.h"
#include "handler/moderation/audit_log_page.h"
#include "handler/moderation/care_page.h"
#include "handler/moderation/check_page.h"
#include "handler/moderation/item_page.h"
#include "handler/moderation/mail_page.h"
#include "handler/moderation/moderate_act.h"
#include "handler/moderation/moderate_comment.h"
#include "handler/moderation/people_page.h"
#include "handler/moderation/queue_page.h"
#include "handler/moderation/rules_page.h"
#include "handler/refusals.h"
#include "handler/thread/show_assets.h"
#include "handler/thread/show_comment.h"
#include "handler/thread/show_feeds.h"
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
                          .database = DatabaseUse::optional,
                          .caching = Caching::by_handler,
                          .readers = Readers::site_origins,
                          .documents = Documents::none,
                          .refuse = refuse_as_fragment};
constexpr Access page{.caller = Caller::anybody,
                      .database = DatabaseUse::optional,
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
                       .database = DatabaseUse::optional,
                       .caching = Caching::by_handler,
                       .documents = Documents::site,
                       .refuse = refuse_as_document};
constexpr Access health{
    .caller = Caller::anybody, .database = DatabaseUse::optional, .documents = Documents::none};
constexpr Access setup_page{.caller = Caller::anybody, .database = DatabaseUse::optional};
constexpr Access set_up_form{.caller = Caller::anybody,
                             .guard = Guard::setup_token,
                             .body = Body::form,
                             .database = DatabaseUse::optional};
constexpr Access link_page{.caller = Caller::anybody,
                           .guard = Guard::signed_link,
                           .documents = Documents::signed_link,
                           .refuse = refuse_link};
constexpr Access link_form = with_form(link_page);
constexpr Access report_page{.caller = Caller::anybody};
constexpr Access report_form{.caller = Caller::anybody, .guard = Guard::origin};
constexpr Access sign_in_form{
    .caller = Caller::anybody, .guard = Guard::origin, .body = Body::form};
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
    Route{Method::post, Match::exact, "/post", submit_comment, submission_by_script},
    Route{Method::post, Match::exact, "/wp-comments-post.php", submit_comment, submission},
    Route{Method::get, Match::exact_or_below, "/feed", show_feed, feed},
    Route{Method::get, Match::below, "/comment", show_comment, permalink},
    Route{Method::get, Match::exact, "/count", show_count, counts},
    Route{Method::get, Match::exact, "/latest", show_latest, latest},
    Route{Method::get, Match::exact, "/style.css", show_style, asset},
    Route{Method::get, Match::exact, "/embed.js", show_script, asset},
    Route{Method::get, Match::below, "/avatar", show_avatar, asset},
    Route{Method::get, Match::exact, "/health", show_health, health},
    Route{Method::get, Match::exact, "/set-up", show_setup, setup_page},
    Route{Method::post, Match::exact, "/set-up", set_up, set_up_form},
    Route{Method::get, Match::below, "/link", show_link, link_page},
    Route{Method::post, Match::below, "/link", use_link, link_form},
    Route{Method::get, Match::below, "/report", show_report, report_page},
    Route{Method::post, Match::below, "/report", take_report, report_form},
    Route{Method::get, Match::exact, "/moderate/style.css", show_moderation_style, asset},
    Route{Method::get, Match::exact, "/moderate/script.js", show_moderation_script, asset},
    Route{Method::post, Match::exact, "/moderate/sign-in", sign_in, sign_in_form},
    Route{Method::post, Match::exact, "/moderate/sign-out", sign_out, moderators_form},
    Route{Method::get, Match::folder, "/moderate", show_queue, moderators_page},
    Route{Method::get, Match::exact, "/moderate/counts", show_counts, moderators_data},
    Route{Method::get, Match::below, "/moderate/comment", show_item, moderators_page},
    Route{Method::get, Match::exact, "/moderate/audit-log", show_audit_log, moderators_page},
    Route{Method::post, Match::exact, "/moderate/act", moderate_act, moderators_form},
    Route{Method::post, Match::exact, "/moderate/undo", moderate_undo, moderators_form},
    Route{Method::post, Match::exact, "/moderate/edit", moderate_edit, moderators_form},
    Route{Method::post, Match::exact, "/moderate/redact", moderate_redact, moderators_form},
    Route{Method::post, Match::exact, "/moderate/reply", moderate_reply, moderators_form},
    Route{Method::post, Match::exact, "/moderate/move", moderate_move, moderators_form},
    // The handlers check which of these are for owners only.
    Route{Method::get, Match::exact, "/moderate/rules", show_rules, moderators_page},
    Route{Method::post, Match::exact, "/moderate/rules", moderate_rules, moderators_form},
    Route{Method::get, Match::exact, "/moderate/care", show_care, moderators_page},
    Route{Method::post, Match::exact, "/moderate/care", moderate_care, moderators_form},
    Route{Method::get, Match::exact, "/moderate/people", show_people, moderators_page},
    Route{Method::post, Match::exact, "/moderate/people", moderate_people, moderators_form},
    Route{Method::get, Match::exact, "/moderate/mail", show_mail, moderators_page},
    Route{Method::post, Match::exact, "/moderate/mail", moderate_mail, moderators_form},
    Route{Method::get, Match::exact, "/moderate/check", show_check, check_page},
    Route{Method::post, Match::exact, "/moderate/check", check_again, owners_form},
};

constexpr bool is_sound(const Route& route) {
  const Access& access = route.access;
  const bool is_post = route.method == Method::post;
  const bool is_private = access.caller != Caller::anybody;
  // A POST route has a guard; for moderators it is the session's CSRF token.
  if (is_post && access.guard == Guard::none) return false;
  if ((is_post && is_private) != (access.guard == Guard::csrf)) return false;
  if (access.guard == Guard::csrf && access.body != Body::form) return false;
  // Sessions and the key of signed links are stored in the database.
  if ((is_private || access.guard == Guard::signed_link) &&
      access.database != DatabaseUse::required)
    return false;
  // Responses for moderators are not cached and not readable from other origins.
  return !is_private ||
         (access.caching == Caching::no_store && access.readers == Readers::own_pages);
}
static_assert(std::all_of(table.begin(), table.end(), is_sound),
              "a route lacks a guard, or declares what contradicts it");

}  // namespace

std::span<const Route> routes() { return table; }

}  // namespace afterword
