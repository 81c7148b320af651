{{%AUTOESCAPE context="HTML"}}{{! The form by which a reader follows a conversation without writing. }}
<form class="comment-form" aria-label="Follow this conversation by email" method="post" action="{{ACTION}}" novalidate>
<p>You get one message first, to confirm it. Every mail has a link to unsubscribe.</p>
<p><label for="aw_follow_email">Email <span class="required" aria-hidden="true">*</span></label>
<input id="aw_follow_email" name="email" type="email" value="{{EMAIL_VALUE}}" size="30" maxlength="100" autocomplete="email" required{{#EMAIL_ERROR}} aria-invalid="true" aria-describedby="aw_follow_error" autofocus{{/EMAIL_ERROR}}></p>
{{#EMAIL_ERROR}}<p id="aw_follow_error" class="field-error" role="alert">{{MESSAGE}}</p>
{{/EMAIL_ERROR}}
<fieldset><legend>How often?</legend>
<p><label><input type="radio" name="digest" value="none"{{#EACH}} checked{{/EACH}}> one mail for each comment</label></p>
<p><label><input type="radio" name="digest" value="daily"{{#DAILY}} checked{{/DAILY}}> at most one mail a day</label></p>
<p><label><input type="radio" name="digest" value="weekly"{{#WEEKLY}} checked{{/WEEKLY}}> at most one mail a week</label></p>
</fieldset>
<p hidden><label>Leave this field empty <input name="aw_subject" type="text" value="" tabindex="-1" autocomplete="off"></label></p>
<p class="form-submit"><input type="hidden" name="page" value="{{PAGE}}"><input class="submit" type="submit" value="Follow"></p>
</form>
