{{%AUTOESCAPE context="HTML"}}{{! The page on which a reader reports a comment. }}
<section id="comments" class="comments-area comment-report-page" aria-labelledby="comments-title">
{{#TOO_MANY}}<p class="comment-errors" role="alert">{{SENTENCE}} Please send this report again in {{MINUTES}} {{#ONE}}minute{{/ONE}}{{#SEVERAL}}minutes{{/SEVERAL}}; what you wrote is below.</p>
{{/TOO_MANY}}
{{#ASK}}<h2 id="comments-title" class="comments-title">Report a comment</h2>
<p>The moderators read every report. The person who wrote the comment is not told who reported it.</p>
<blockquote class="comment-quote" dir="auto"><p><b><bdi>{{AUTHOR}}</bdi></b></p><p>{{TEXT}}{{#SHORTENED}} …{{/SHORTENED}}</p></blockquote>
{{#ERRORS}}<div id="comment-errors" class="comment-errors" role="alert" tabindex="-1" autofocus>
<p>Please check the following:</p>
<ul>
{{#ERROR}}<li><a href="#{{FIELD}}">{{MESSAGE}}</a></li>
{{/ERROR}}
</ul>
</div>
{{/ERRORS}}
<form class="comment-form" aria-labelledby="comments-title" method="post" action="{{ACTION}}" novalidate>
<fieldset id="reason" tabindex="-1"{{#REASON_ERROR}} aria-invalid="true"{{/REASON_ERROR}}><legend>What is wrong? <span class="required" aria-hidden="true">*</span></legend>
{{#REASON}}<p><label><input type="radio" name="reason" value="{{NAME}}" required{{#CHOSEN}} checked{{/CHOSEN}}> {{#worried}}I am worried about the person who wrote it, or about somebody else{{/worried}}{{#abuse}}It insults, threatens or harasses somebody{{/abuse}}{{#spam}}It is advertising or spam{{/spam}}{{#private}}It contains somebody’s private data{{/private}}{{#illegal}}It is illegal{{/illegal}}{{#other}}Something else{{/other}}</label></p>
{{/REASON}}
</fieldset>
<p><label for="note">In your own words (needed for “something else”)</label>
<textarea id="note" name="note" cols="45" rows="3" maxlength="1000"{{#NOTE_ERROR}} aria-invalid="true"{{/NOTE_ERROR}}>{{NOTE_VALUE:pre_escape}}</textarea></p>
{{#OFFER_MAIL}}<p><label for="email">Your email address, if you want to be told what the moderators decide. You get one message.</label>
<input id="email" name="email" type="email" value="{{EMAIL_VALUE}}" size="30" maxlength="100" autocomplete="email"{{#EMAIL_ERROR}} aria-invalid="true"{{/EMAIL_ERROR}}></p>
{{/OFFER_MAIL}}
<p class="form-submit"><input class="submit" type="submit" value="Send the report"></p>
</form>
{{/ASK}}
{{#THANKS}}<h2 id="comments-title" class="comments-title">Thank you for your report</h2>
<p role="status">The moderators will read the comment soon.</p>
{{/THANKS}}
{{#GONE}}<h2 id="comments-title" class="comments-title">This comment is not published</h2>
<p role="status">It was removed, or it waits for a moderator. You need not do anything.</p>
{{/GONE}}
{{#BACK}}<p class="comment-back"><a href="{{BACK_HREF}}">← Back to the comment</a></p>
{{/BACK}}
{{#HELP}}<aside class="comment-help" aria-label="Help"><h3>Help</h3>
{{HELP_HTML:none}}</aside>
{{/HELP}}
</section>
