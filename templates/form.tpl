{{%AUTOESCAPE context="HTML"}}
<div id="respond" class="comment-respond" data-msg-reply="Leave a Reply" data-msg-reply-to="Reply to {author}" data-msg-replies="Replies" data-msg-sending="Sending your comment …" data-msg-network="Your comment could not be sent; it is still here. Please check your connection and try again." data-msg-posted="Thank you. Your comment is published." data-msg-held="Thank you. Your comment was received and waits for a person to read it." data-msg-errors="Please check the following:" data-msg-draft="Your unsent comment was kept for you." data-msg-discard="Discard draft">
<h3 id="reply-title" class="comment-reply-title"><span id="reply-name">{{#TO_PAGE}}Leave a Reply{{/TO_PAGE}}{{#TO_COMMENT}}Reply to <bdi>{{PARENT_AUTHOR}}</bdi>{{/TO_COMMENT}}</span> <small><a id="cancel-comment-reply-link" rel="nofollow" href="{{CANCEL_HREF}}"{{#TO_PAGE}} hidden{{/TO_PAGE}}>Cancel reply</a></small></h3>
{{#ERRORS}}<div id="comment-errors" class="comment-errors" role="alert" tabindex="-1" autofocus>
<p>Please check the following:</p>
<ul>
{{#ERROR}}<li data-code="{{CODE}}">{{#FIELD}}<a href="#{{FIELD_ID}}">{{MESSAGE}}</a>{{/FIELD}}{{#NO_FIELD}}{{MESSAGE}}{{/NO_FIELD}}</li>
{{/ERROR}}
</ul>
</div>
{{/ERRORS}}
<form id="commentform" class="comment-form" aria-labelledby="reply-name" method="post" action="{{ACTION}}" novalidate>
{{#INTRO}}<p class="comment-intro">{{INTRO_TEXT}}</p>
{{/INTRO}}
<p class="comment-notes"><span id="email-notes">Your email address will not be published.</span> <span class="required-field-message">Required fields are marked <span class="required" aria-hidden="true">*</span></span>{{#GUIDELINES}} <a class="comment-guidelines" href="{{GUIDELINES_URL}}">Read our moderation guidelines</a>{{/GUIDELINES}}</p>
{{#GRAVATAR_NOTE}}<p class="comment-notes">A code made from your email address is sent to Gravatar to look for your picture.</p>
{{/GRAVATAR_NOTE}}
<p class="comment-form-comment"><label for="comment">Comment <span class="required" aria-hidden="true">*</span></label>
<textarea id="comment" name="comment" cols="45" rows="8" maxlength="65525" required aria-describedby="comment-format{{#COMMENT_ERROR}} comment-error{{/COMMENT_ERROR}}"{{#COMMENT_ERROR}} aria-invalid="true"{{/COMMENT_ERROR}}>{{COMMENT_VALUE:pre_escape}}</textarea></p>
{{#COMMENT_ERROR}}<p id="comment-error" class="field-error">{{MESSAGE}}</p>
{{/COMMENT_ERROR}}
<p id="comment-format" class="comment-format" data-format="{{#PLAIN}}plain{{/PLAIN}}{{#MARKDOWN}}markdown{{/MARKDOWN}}">{{#PLAIN}}You can use <code>&lt;b&gt;</code> <code>&lt;i&gt;</code> <code>&lt;a href="https://…"&gt;</code> <code>&lt;blockquote&gt;</code> <code>&lt;code&gt;</code>, and <code>&lt;details&gt;</code> for a spoiler.{{/PLAIN}}{{#MARKDOWN}}You can use Markdown: <code>**bold**</code> <code>*italic*</code> <code>[link](https://…)</code> <code>&gt; quote</code> <code>`code`</code>, lists, tables, <code>$x^2$</code>, and <code>&lt;details&gt;</code> on its own line for a spoiler.{{/MARKDOWN}}</p>
<p class="comment-form-author"><label for="author">First name or pseudonym{{#NAME_REQUIRED}} <span class="required" aria-hidden="true">*</span>{{/NAME_REQUIRED}}</label>
<input id="author" name="author" type="text" value="{{AUTHOR_VALUE}}" size="30" maxlength="245" autocomplete="name"{{#NAME_REQUIRED}} required{{/NAME_REQUIRED}}{{#AUTHOR_ERROR}} aria-invalid="true" aria-describedby="author-error"{{/AUTHOR_ERROR}}></p>
{{#AUTHOR_ERROR}}<p id="author-error" class="field-error">{{MESSAGE}}</p>
{{/AUTHOR_ERROR}}
<p class="comment-form-email"><label for="email">Email{{#EMAIL_REQUIRED}} <span class="required" aria-hidden="true">*</span>{{/EMAIL_REQUIRED}}</label>
<input id="email" name="email" type="email" value="{{EMAIL_VALUE}}" size="30" maxlength="100" autocomplete="email" aria-describedby="email-notes{{#EMAIL_ERROR}} email-error{{/EMAIL_ERROR}}"{{#EMAIL_REQUIRED}} required{{/EMAIL_REQUIRED}}{{#EMAIL_ERROR}} aria-invalid="true"{{/EMAIL_ERROR}}></p>
{{#EMAIL_ERROR}}<p id="email-error" class="field-error">{{MESSAGE}}</p>
{{/EMAIL_ERROR}}
{{#WEBSITE}}<p class="comment-form-url"><label for="url">Website</label>
<input id="url" name="url" type="url" value="{{URL_VALUE}}" size="30" maxlength="200" autocomplete="url"{{#URL_ERROR}} aria-invalid="true" aria-describedby="url-error"{{/URL_ERROR}}></p>
{{#URL_ERROR}}<p id="url-error" class="field-error">{{MESSAGE}}</p>
{{/URL_ERROR}}
{{/WEBSITE}}
{{#OFFER_MAIL}}<fieldset class="comment-form-mail"><legend>Email me about</legend>
<p><label><input type="radio" name="aw_mail" value="none"{{#NO_MAIL}} checked{{/NO_MAIL}}> nothing</label></p>
<p><label><input type="radio" name="aw_mail" value="replies"{{#REPLIES}} checked{{/REPLIES}}> the publication of my comment, and replies to it</label></p>
<p><label><input type="radio" name="aw_mail" value="thread"{{#WHOLE_THREAD}} checked{{/WHOLE_THREAD}}> every comment in this conversation</label></p>
<p>You get one message first, to confirm this.</p></fieldset>
{{/OFFER_MAIL}}
<p class="comment-form-cookies-consent" hidden><input id="wp-comment-cookies-consent" name="wp-comment-cookies-consent" type="checkbox" value="yes"> <label for="wp-comment-cookies-consent">Save my name{{#WEBSITE}}, email, and website{{/WEBSITE}}{{#NO_WEBSITE}} and email{{/NO_WEBSITE}} in this browser for the next time I comment.</label></p>
<p hidden><label for="aw_subject">Leave this field empty</label><input id="aw_subject" name="aw_subject" type="text" value="" tabindex="-1" autocomplete="off"></p>
<p class="form-submit"><input id="submit" class="submit" name="submit" type="submit" value="Post Comment"> <button class="comment-preview-button" name="aw_preview" value="yes">Preview</button><input type="hidden" name="page" value="{{PAGE}}"><input type="hidden" id="comment_parent" name="comment_parent" value="{{PARENT}}"><input type="hidden" name="redirect_to" value="{{REDIRECT_TO}}"><input type="hidden" name="title" value="{{TITLE}}"><input type="hidden" name="aw_elapsed_ms" value=""></p>
</form>
{{#HELP}}<aside class="comment-help" aria-label="Help">{{HELP_HTML:none}}</aside>
{{/HELP}}
</div>
