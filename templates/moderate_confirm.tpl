{{%AUTOESCAPE context="HTML"}}{{! Confirmation of an action that is permanent, removes a care comment, or is about a hidden text that nobody has opened; that text is shown. }}
<p>{{#REMOVAL}}{{#PERMANENT}}Delete this permanently? This cannot be undone.{{/PERMANENT}}{{#PUT_AWAY}}This may be about somebody's safety. Are you sure that it needs no answer?{{/PUT_AWAY}}{{/REMOVAL}}{{#UNREAD}}{{#ONE}}Nobody has opened this text yet. Please read it first.{{/ONE}}{{#SEVERAL}}Nobody has opened these texts yet. Please read them first.{{/SEVERAL}}{{/UNREAD}}</p>
{{#UNREAD}}<ol class="entries">
{{ENTRIES_HTML:none}}
</ol>
{{/UNREAD}}
<form method="post" action="{{BASE}}/act">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="{{RETURN}}"><input type="hidden" name="action" value="{{ACTION}}">
<input type="hidden" name="seen" value="{{SEEN}}">{{#WHOLE}}<input type="hidden" name="all" value="yes">{{/WHOLE}}
{{#TARGET}}<input type="hidden" name="id" value="{{VALUE}}">{{/TARGET}}
{{#REMOVAL}}<input type="hidden" name="confirm" value="yes">
<p><label for="note">Reason{{#REASON_REQUIRED}} <span class="required">(required)</span>{{/REASON_REQUIRED}}</label><input id="note" name="note" maxlength="1000"{{#REASON_REQUIRED}} required{{/REASON_REQUIRED}}></p>
<p><button class="danger">{{#PERMANENT}}Delete permanently{{/PERMANENT}}{{#PUT_AWAY}}Remove it{{/PUT_AWAY}}</button> <a href="{{BACK_HREF}}">Cancel</a></p>
{{/REMOVAL}}
{{#UNREAD}}<input type="hidden" name="opened" value="{{OPENED}}">
<p><button class="strong">{{LABEL}}</button> <a href="{{BACK_HREF}}">Cancel</a></p>
{{/UNREAD}}
</form>
{{#REMOVAL}}<ol class="entries">
{{ENTRIES_HTML:none}}
</ol>
{{/REMOVAL}}
{{#UNREAD_LATER}}<p class="facts">{{#ONE}}1 more text that nobody has opened is{{/ONE}}{{#SEVERAL}}{{COUNT}} more texts that nobody has opened are{{/SEVERAL}} on the next page.</p>{{/UNREAD_LATER}}{{#OTHERS}}<p class="facts">The action is also for {{#ONE}}1 other comment{{#NOT_SHOWN}}, which is not shown here{{/NOT_SHOWN}}{{/ONE}}{{#SEVERAL}}{{COUNT}} other comments{{#NOT_SHOWN}}, which are not shown here{{/NOT_SHOWN}}{{/SEVERAL}}.</p>{{/OTHERS}}
