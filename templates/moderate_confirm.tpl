{{%AUTOESCAPE context="HTML"}}{{! The second step of what should not happen by a slip. }}
<p>{{#PERMANENT}}Delete this permanently? This cannot be undone.{{/PERMANENT}}{{#PUT_AWAY}}This may be about somebody's safety. Are you sure that nobody needs to answer?{{/PUT_AWAY}}</p>
<form method="post" action="{{BASE}}/act">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="{{RETURN}}"><input type="hidden" name="action" value="{{ACTION}}"><input type="hidden" name="confirm" value="yes">
{{#TARGET}}<input type="hidden" name="id" value="{{VALUE}}">{{/TARGET}}
{{#REASON_MISSING}}<p class="notice problem" role="alert">Please write down why: it helps whoever asks later.</p>{{/REASON_MISSING}}
<p><label for="note">Why{{#REASON_REQUIRED}} <span class="required">(required)</span>{{/REASON_REQUIRED}}</label><input id="note" name="note" maxlength="1000"{{#REASON_REQUIRED}} required{{/REASON_REQUIRED}}></p>
<p><button class="danger">{{#PERMANENT}}Delete permanently{{/PERMANENT}}{{#PUT_AWAY}}Put it away{{/PUT_AWAY}}</button> <a href="{{BACK_HREF}}">No, go back</a></p>
</form>
<ol class="entries">
{{ENTRIES_HTML:none}}
</ol>
