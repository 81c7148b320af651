{{%AUTOESCAPE context="HTML"}}{{! One word or sentence for each key; the program shows one section. }}
{{#approve}}published{{/approve}}
{{#not_spam}}marked as not spam and published{{/not_spam}}
{{#hold}}held{{/hold}}
{{#spam}}marked as spam{{/spam}}
{{#trash}}moved to the trash{{/trash}}
{{#restore}}restored{{/restore}}
{{#delete}}permanently deleted{{/delete}}
{{#pin}}pinned{{/pin}}
{{#unpin}}unpinned{{/unpin}}
{{#lock}}locked for replies{{/lock}}
{{#unlock}}unlocked for replies{{/unlock}}
{{#assign}}assigned{{/assign}}
{{#unassign}}unassigned{{/unassign}}
{{#resolve}}marked as resolved{{/resolve}}
{{#close}}closed for comments{{/close}}
{{#reopen}}reopened for comments{{/reopen}}
{{#memorial}}made a memorial{{/memorial}}
{{#rename}}given a new title{{/rename}}
{{#page_move}}moved to another address{{/page_move}}
{{#page_merge}}merged with another page{{/page_merge}}
{{#page_alias}}given another name{{/page_alias}}
{{#edit}}edited{{/edit}}
{{#redact}}redacted{{/redact}}
{{#reply}}replied to{{/reply}}
{{#move}}moved to another page{{/move}}
{{#undo}}undone{{/undo}}
{{#rule_add}}rule added{{/rule_add}}
{{#rule_import}}care phrases imported{{/rule_import}}
{{#import}}comments imported{{/import}}
{{#person_erase}}personal data erased{{/person_erase}}
{{#help_add}}help line added{{/help_add}}
{{#help_change}}help line changed{{/help_change}}
{{#help_verify}}help line checked{{/help_verify}}
{{#help_dismiss}}notice about missing help lines dismissed{{/help_dismiss}}
{{#care_mode_off}}off{{/care_mode_off}}
{{#care_mode_phrases}}phrases{{/care_mode_phrases}}
{{#care_mode_attentive}}attentive{{/care_mode_attentive}}
{{#care_mode}}care mode changed{{/care_mode}}
{{#help_remove}}help line removed{{/help_remove}}
{{#draft_add}}reply draft added{{/draft_add}}
{{#draft_change}}reply draft changed{{/draft_change}}
{{#draft_remove}}reply draft removed{{/draft_remove}}
{{#rule_remove}}rule removed{{/rule_remove}}
{{#moderator_add}}moderator added{{/moderator_add}}
{{#moderator_password}}password changed{{/moderator_password}}
{{#moderator_role}}role changed{{/moderator_role}}
{{#moderator_remove}}moderator removed{{/moderator_remove}}
{{#rewrite}}changed by the writer{{/rewrite}}
{{#report}}reported by a reader{{/report}}
{{#close_reports}}reports closed{{/close_reports}}
{{#withdraw}}withdrawn by the writer{{/withdraw}}
{{#actor_command_line}}the command line{{/actor_command_line}}
{{#actor_setup_page}}the set-up page{{/actor_setup_page}}
{{#actor_mail_link}}a mail link{{/actor_mail_link}}
{{#actor_writer}}the writer{{/actor_writer}}
{{#actor_reader}}a reader{{/actor_reader}}
{{#status_approved}}Published{{/status_approved}}
{{#status_waiting}}Waiting{{/status_waiting}}
{{#status_spam}}Spam{{/status_spam}}
{{#status_trash}}Trash{{/status_trash}}
{{#status_deleted}}Deleted{{/status_deleted}}
{{#view_care}}Care{{/view_care}}
{{#view_reported}}Reported{{/view_reported}}
{{#view_waiting}}Waiting{{/view_waiting}}
{{#view_approved}}Published{{/view_approved}}
{{#view_spam}}Spam{{/view_spam}}
{{#view_trash}}Trash{{/view_trash}}
{{#view_all}}All{{/view_all}}
{{#do_open}}Moderate{{/do_open}}
{{#do_undo}}Undo{{/do_undo}}
{{#do_close_reports}}Close the reports{{/do_close_reports}}
{{#do_approve}}Approve{{/do_approve}}
{{#do_not_spam}}Not spam{{/do_not_spam}}
{{#do_hold}}Hold{{/do_hold}}
{{#do_spam}}Spam{{/do_spam}}
{{#do_trash}}Trash{{/do_trash}}
{{#do_restore}}Restore{{/do_restore}}
{{#do_delete}}Delete permanently{{/do_delete}}
{{#do_pin}}Pin{{/do_pin}}
{{#do_unpin}}Unpin{{/do_unpin}}
{{#do_lock}}Lock this conversation{{/do_lock}}
{{#do_unlock}}Unlock this conversation{{/do_unlock}}
{{#do_confirm}}Yes, send me mail about my comments{{/do_confirm}}
{{#do_unsubscribe}}Unsubscribe{{/do_unsubscribe}}
{{#do_assign}}Assign to me{{/do_assign}}
{{#do_unassign}}Unassign{{/do_unassign}}
{{#do_resolve}}Resolve{{/do_resolve}}
{{#do_close}}Close the page for comments{{/do_close}}
{{#do_memorial}}Keep the page as a memorial{{/do_memorial}}
{{#do_reopen}}Reopen the page for comments{{/do_reopen}}
{{#key_close_reports}}close the reports{{/key_close_reports}}
{{#key_approve}}approve{{/key_approve}}
{{#key_not_spam}}not spam{{/key_not_spam}}
{{#key_hold}}hold: return to the pending queue{{/key_hold}}
{{#key_restore}}restore, in spam and trash{{/key_restore}}
{{#key_spam}}spam{{/key_spam}}
{{#key_trash}}trash{{/key_trash}}
{{#key_delete}}delete permanently, in spam and trash{{/key_delete}}
{{#topic_self}}the writer{{/topic_self}}
{{#topic_other}}somebody else{{/topic_other}}
{{#topic_method}}a method, or encouragement{{/topic_method}}
{{#topic_abuse}}abuse{{/topic_abuse}}
{{#topic_worried}}reported by a reader{{/topic_worried}}
{{#report_worried}}worried about somebody{{/report_worried}}
{{#report_abuse}}abuse{{/report_abuse}}
{{#report_spam}}spam{{/report_spam}}
{{#report_private}}private data{{/report_private}}
{{#report_illegal}}illegal{{/report_illegal}}
{{#report_other}}something else{{/report_other}}
{{#block_email}}Email{{/block_email}}
{{#block_name}}Name{{/block_name}}
{{#block_network}}Address prefix{{/block_network}}
{{#block_link}}Links to{{/block_link}}
{{#field_author}}Name{{/field_author}}
{{#field_email}}Email{{/field_email}}
{{#field_url}}Website{{/field_url}}
{{#field_text}}Text{{/field_text}}
{{#field_reply}}Reply{{/field_reply}}
{{#field_note}}Note{{/field_note}}
{{#field_passage}}Passage{{/field_passage}}
{{#field_address}}New path of the page{{/field_address}}
{{#field_map}}Former and new paths{{/field_map}}
{{#field_page}}Page{{/field_page}}
{{#field_pattern}}Pattern{{/field_pattern}}
{{#field_name}}Name{{/field_name}}
{{#field_phone}}Phone{{/field_phone}}
{{#field_text_number}}Text number{{/field_text_number}}
{{#field_hours}}Hours{{/field_hours}}
{{#field_country}}Country{{/field_country}}
{{#field_title}}Title{{/field_title}}
{{#field_password}}Password{{/field_password}}
{{#field_present}}Current password{{/field_present}}
{{#rules_hold}}Hold: a moderator reads the comment first{{/rules_hold}}
{{#rules_block}}Block: the comment goes to the trash{{/rules_block}}
{{#rules_care}}Care: a moderator should read the comment soon{{/rules_care}}
{{#page_queue}}Queue{{/page_queue}}
{{#page_item}}Comment{{/page_item}}
{{#page_audit_log}}Audit log{{/page_audit_log}}
{{#page_threads}}Threads{{/page_threads}}
{{#page_moves}}Move pages{{/page_moves}}
{{#page_rules}}Rules{{/page_rules}}
{{#page_confirm}}Are you sure?{{/page_confirm}}
{{#page_care}}Care{{/page_care}}
{{#page_mail}}Mail{{/page_mail}}
{{#page_check}}Check{{/page_check}}
{{#page_people}}Moderators{{/page_people}}
{{#mail_waiting}}A comment awaits moderation{{/mail_waiting}}
{{#mail_care}}Somebody may need help{{/mail_care}}
{{#mail_care_unread}}Reminder that nobody has opened a comment about somebody’s safety{{/mail_care_unread}}
{{#mail_approved}}A comment was published{{/mail_approved}}
{{#mail_edited}}A comment was changed{{/mail_edited}}
{{#mail_confirm}}Question whether somebody wants mail{{/mail_confirm}}
{{#mail_published}}To the writer: published{{/mail_published}}
{{#mail_reply}}To the writer: a reply{{/mail_reply}}
{{#mail_followed}}To a subscriber: a comment in a conversation{{/mail_followed}}
{{#mail_digest_daily}}To a subscriber: entry of a daily digest{{/mail_digest_daily}}
{{#mail_digest_weekly}}To a subscriber: entry of a weekly digest{{/mail_digest_weekly}}
{{#mail_reported}}A comment was reported{{/mail_reported}}
{{#mail_report_closed}}To a reader: what was decided about a report{{/mail_report_closed}}
{{#mail_password}}Link for a new password{{/mail_password}}
{{#mail_test}}Test mail{{/mail_test}}
{{#redaction}}[removed by a moderator]{{/redaction}}
{{#nothing_selected}}Please select at least one comment first.{{/nothing_selected}}
{{#reason_missing}}Please enter a reason. It is kept in the audit log.{{/reason_missing}}
{{#passage_not_found}}This passage is not in the text. Please copy it exactly.{{/passage_not_found}}
{{#unknown_page}}This site has no such page. Please enter its path, such as /blog/hello/.{{/unknown_page}}
{{#bad_path}}Please enter the path of a page, such as /blog/hello/.{{/bad_path}}
{{#path_of_other}}This path shows the comments of another page. Please enter the path of that page:{{/path_of_other}}
{{#leads_there_already}}Nothing was changed: this path leads to the comments already, or they were moved in the meantime.{{/leads_there_already}}
{{#nothing_to_move}}Nothing would be moved: no line names a page with comments that is elsewhere now.{{/nothing_to_move}}
{{#map_wrong}}Nothing was moved. Please correct the lines that are listed below.{{/map_wrong}}
{{#map_too_long}}Nothing was moved, because the list is longer than 1,000,000 bytes. Please send it in parts, or use the command “afterword thread apply-map”.{{/map_too_long}}
{{#orphan_without_guess}}no page with this name or title{{/orphan_without_guess}}
{{#signed_in_again}}You are signed in again. What you typed is below; it is not saved yet.{{/signed_in_again}}
{{#bad_pattern}}This rule is not valid:{{/bad_pattern}}
{{#broad_rule}}This rule would have matched a large part of the published comments of others. Please review them below before you add it.{{/broad_rule}}
{{#broad_rule_owner}}This rule would have matched published comments of many others. Only an owner can add it.{{/broad_rule_owner}}
{{#value_of_comment_only}}From a comment, you can hold or block only its name, its email, its address prefix or one of its links. An owner can add other rules.{{/value_of_comment_only}}
{{#rule_exists}}This rule already exists.{{/rule_exists}}
{{#no_such_rule}}This rule no longer exists.{{/no_such_rule}}
{{#password_too_short}}Please choose a password of 8 characters or more.{{/password_too_short}}
{{#password_too_long}}Please choose a password of at most 1,000 bytes.{{/password_too_long}}
{{#password_common}}Please choose another password: this one consists of common words or passwords. Four unrelated words are hard to guess.{{/password_common}}
{{#password_own_words}}Please choose a password that is not made of your name or the name of the site.{{/password_own_words}}
{{#password_repeats}}Please choose a password that does not repeat itself.{{/password_repeats}}
{{#password_sequence}}Please choose a password that is not a sequence such as abcd or 1234.{{/password_sequence}}
{{#password_keyboard}}Please choose a password that is not made of neighbouring keys.{{/password_keyboard}}
{{#password_date}}Please choose a password that is not made of a date or a year.{{/password_date}}
{{#password_guessable}}Please choose a longer password: this one is too easy to guess.{{/password_guessable}}
{{#password_wrong}}The current password is wrong.{{/password_wrong}}
{{#password_wait}}Too many wrong passwords were entered. Seconds to wait before the next try:{{/password_wait}}
{{#name_taken}}A moderator of this name already exists.{{/name_taken}}
{{#name_missing}}Please enter a name.{{/name_missing}}
{{#email_invalid}}Please enter a complete email address, or none.{{/email_invalid}}
{{#last_owner}}The last owner cannot be removed or made a moderator.{{/last_owner}}
{{#no_such_moderator}}This moderator no longer exists.{{/no_such_moderator}}
{{#name_not_repeated}}To remove a moderator, please type the name exactly.{{/name_not_repeated}}
{{#draft_incomplete}}A draft needs a title and a text.{{/draft_incomplete}}
{{#help_incomplete}}A help line needs a name, and a web address must begin with http:// or https://.{{/help_incomplete}}
{{#nothing_undone}}Nothing was undone: it was undone before, or somebody has changed it since.{{/nothing_undone}}
{{#entry_gone}}Somebody else has removed this entry.{{/entry_gone}}
{{#entry_gone_kept}}Somebody else has removed this entry. What you typed is below; you can add it again.{{/entry_gone_kept}}
{{#mail_queued}}The test mail is queued. If it does not arrive, the Mail page says why.{{/mail_queued}}
{{#saved}}Saved.{{/saved}}
{{#require_valid_comment}}Please enter a text.{{/require_valid_comment}}
{{#require_author}}Please enter a name.{{/require_author}}
{{#require_email}}Please enter an email address.{{/require_email}}
{{#reason_care_n}}care rule {{N}} matches: a person should read it soon{{/reason_care_n}}
{{#reason_care_words}}the words together suggest that somebody is in danger: a person should read it soon{{/reason_care_words}}
{{#reason_block_n}}block rule {{N}} matches{{/reason_block_n}}
{{#reason_trap}}a field that people do not see was filled in{{/reason_trap}}
{{#reason_too_fast}}sent sooner than a person can write{{/reason_too_fast}}
{{#reason_hold_all}}the site holds every comment{{/reason_hold_all}}
{{#reason_links_n}}it has {{N}} links{{/reason_links_n}}
{{#reason_contact_phone}}it has a phone number{{/reason_contact_phone}}
{{#reason_contact_email}}it has an email address{{/reason_contact_email}}
{{#reason_contact_postal}}it has a postal address{{/reason_contact_postal}}
{{#reason_moderator_name}}its name looks like a moderator's{{/reason_moderator_name}}
{{#reason_rule_n}}hold rule {{N}} matches{{/reason_rule_n}}
{{#reason_first_comment}}the first comment by this name and email{{/reason_first_comment}}
{{#reason_not_public}}its page was not public in WordPress{{/reason_not_public}}
{{#pattern_empty}}the pattern is empty; it would match every comment{{/pattern_empty}}
{{#pattern_too_long}}the pattern is longer than 500 characters{{/pattern_too_long}}
{{#pattern_nothing_between}}there is no pattern between the slashes{{/pattern_nothing_between}}
{{#pattern_too_short}}a single letter or mark is in nearly every comment; write a word{{/pattern_too_short}}
{{#pattern_no_word}}a care phrase needs a word of letters or digits{{/pattern_no_word}}
{{#pattern_bad_syntax}}the pattern between the slashes is not valid RE2 syntax:{{/pattern_bad_syntax}}
{{#pattern_matches_empty}}the pattern matches an empty text, so it would match every comment{{/pattern_matches_empty}}
{{#pattern_matches_any}}the pattern matches any text, so it would match every comment{{/pattern_matches_any}}
{{#pattern_not_utf8}}the pattern is not valid UTF-8{{/pattern_not_utf8}}
