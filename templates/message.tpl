{{%AUTOESCAPE context="HTML"}}{{! One sentence for each error (cgi/domain/errors.cc); the program shows the section that the error names. }}
{{#require_author}}Please enter a first name or a pseudonym.{{/require_author}}
{{#require_email}}Please enter your email address. It will not be published.{{/require_email}}
{{#require_valid_email}}Please enter a complete email address, such as name@example.com.{{/require_valid_email}}
{{#require_valid_comment}}Please write your comment.{{/require_valid_comment}}
{{#require_valid_url}}Please enter a web address that begins with http:// or https://, or leave the field empty.{{/require_valid_url}}
{{#comment_author_column_length}}Please shorten the name to at most 245 characters.{{/comment_author_column_length}}
{{#comment_author_email_column_length}}Please use an email address of at most 100 characters.{{/comment_author_email_column_length}}
{{#comment_author_url_column_length}}Please shorten the web address to at most 200 characters.{{/comment_author_url_column_length}}
{{#comment_content_column_length}}Please shorten the comment to at most 65,525 characters.{{/comment_content_column_length}}
{{#require_reason}}Please choose a reason.{{/require_reason}}
{{#require_note}}Please say in a few words what is wrong.{{/require_note}}
{{#note_length}}Please shorten your words to at most 1,000 characters.{{/note_length}}
{{#unknown_page}}This site has no such page to comment on.{{/unknown_page}}
{{#page_taken}}That page has comments of its own, so nothing was moved. To put the comments of both pages together, choose “Move all comments there” and tick the box.{{/page_taken}}
{{#foreign_page}}This is the address of a page of another site. Comments here are about pages of this site only.{{/foreign_page}}
{{#comment_closed}}Comments on this page are closed.{{/comment_closed}}
{{#comment_locked}}This conversation is locked. No more replies are accepted.{{/comment_locked}}
{{#comment_reply_to_unapproved_comment}}The comment that you reply to is not published, so you cannot reply to it now.{{/comment_reply_to_unapproved_comment}}
{{#forbidden_origin}}This form was sent from another site. Please write your comment on the page itself.{{/forbidden_origin}}
{{#comment_duplicate}}You already posted this comment. It is here.{{/comment_duplicate}}
{{#comment_flood}}You are writing very quickly. Please wait a few seconds and send it again; your text is kept below.{{/comment_flood}}
{{#comment_save_error}}Your comment could not be saved just now. It is not lost: your text is below. Please send it again in a moment.{{/comment_save_error}}
{{#signed_out}}Please sign in first.{{/signed_out}}
{{#owner_only}}Only an owner can do this.{{/owner_only}}
{{#unknown_action}}Unknown action. Nothing was changed.{{/unknown_action}}
{{#comment_gone}}This comment was permanently deleted.{{/comment_gone}}
{{#setup_over}}There is already a moderator account.{{/setup_over}}
{{#token_missing}}The file with the code does not exist yet.{{/token_missing}}
{{#token_wrong}}This is not the code in the file. Please copy the first line of the file exactly.{{/token_wrong}}
{{#token_wait}}Too many wrong codes were entered. Please wait 15 minutes and try again.{{/token_wait}}
{{#link_invalid}}This link is not valid. Part of it may be missing, or it belongs to another site. Nothing was changed.{{/link_invalid}}
{{#link_expired}}This link has expired. Links in mails are valid for one week, those to change subscriptions for a month, and a comment can be changed by its writer only for some time. A newer mail has a new link; moderators can find the comment in the queue.{{/link_expired}}
{{#link_gone}}The comment or email address that this link refers to was deleted or removed. Nothing was changed.{{/link_gone}}
{{#comment_changed}}Your comment has been changed since this link was created.{{/comment_changed}}
{{#too_many_rewrites}}Your comment has reached the maximum number of changes.{{/too_many_rewrites}}
{{#wrong_credentials}}Wrong name or password.{{/wrong_credentials}}
{{#too_many_passwords}}Too many wrong passwords were entered.{{/too_many_passwords}}
{{#too_many_searches}}Please wait a minute before you search again.{{/too_many_searches}}
{{#too_many_reports}}Too many reports were sent within an hour.{{/too_many_reports}}
{{#confirmation_required}}This action needs a confirmation.{{/confirmation_required}}
{{#malformed}}The form data is not valid. Please go back and try again.{{/malformed}}
{{#too_large}}What you sent is too large.{{/too_large}}
{{#too_many_pages}}Please request 1 to 1,000 pages, each as page=/its/path/.{{/too_many_pages}}
{{#method_not_allowed}}This address does not support the request method.{{/method_not_allowed}}
{{#not_found}}There is no page at this address.{{/not_found}}
{{#unavailable}}The comments cannot be shown at the moment. Please try again in a few minutes.{{/unavailable}}
{{#not_set_up}}The comments of this site are not set up yet.{{/not_set_up}}
