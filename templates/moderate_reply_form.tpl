{{%AUTOESCAPE context="HTML"}}{{! The form for a moderator's reply, on a comment's own page and in the list. }}
<form method="post" action="{{BASE}}/reply">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="id" value="{{ID}}"><input type="hidden" name="version" value="{{VERSION}}"><input type="hidden" name="return" value="{{RETURN}}">
<p><label for="reply">Your reply, shown as <bdi>{{MODERATOR}}</bdi></label><textarea id="reply" name="reply" rows="5" maxlength="65525" required>{{TYPED_REPLY:pre_escape}}</textarea></p>
<p><label><input type="checkbox" name="pin" value="yes"> Pin it below the comment</label></p>
<p><button class="strong">{{#WAITING}}Approve and reply{{/WAITING}}{{#PUBLISHED}}Reply{{/PUBLISHED}}{{#ANY}}<span class="if-unpublished">Approve and reply</span><span class="if-published">Reply</span>{{/ANY}}</button>{{#ANY}} <button type="button" class="cancel">Close</button>{{/ANY}} <span class="facts">Ctrl+Enter sends</span></p>
</form>
{{#DRAFTS}}<details><summary>Reply drafts</summary>{{#DRAFT}}<h3>{{DRAFT_TITLE}}</h3><pre class="draft">{{DRAFT_TEXT:pre_escape}}</pre>{{/DRAFT}}</details>
{{/DRAFTS}}
