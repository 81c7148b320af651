{{%AUTOESCAPE context="HTML"}}{{! Help lines and reply drafts. }}
{{#IS_OFF}}<p>Comments are not searched for signs that somebody may be in danger.</p>{{/IS_OFF}}
{{#IS_PHRASES}}<p>A comment that is plainly about somebody's safety is held and listed first in the queue. Its writer is told at once that a person will read it, and sees the help lines below. This is not a crisis service: nobody watches the queue all the time. The phrases miss some comments and hold some harmless ones. <a href="{{BASE}}/rules">The phrases</a></p>{{/IS_PHRASES}}
{{#IS_ATTENTIVE}}<p>A comment that may be about somebody's safety is held and listed first in the queue. Its writer is told at once that a person will read it, and sees the help lines below. A comment with weaker signs is not held for that; if it waits for another reason, it is listed earlier. This is not a crisis service: nobody watches the queue all the time. Phrases and words miss some comments and hold some harmless ones. <a href="{{BASE}}/rules">The phrases</a></p>{{/IS_ATTENTIVE}}
{{#CONFIGURED}}<p class="facts">This is set by <code>care.mode</code> in the configuration file.</p>{{/CONFIGURED}}
{{#MODE_FORM}}<details class="panel"><summary>Change the care mode</summary>
<form method="post" action="{{BASE}}/care"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="care">
{{>CARE_CHOICES}}
<p><button name="add" value="mode">Save</button></p></form></details>
{{/MODE_FORM}}
<section class="panel"><h2>Help lines</h2>
<p>Every help line is shown to every visitor; the visitor's country is not guessed. Please check each help line twice a year: a number that no longer works does harm.</p>
{{#NO_HELP}}<p class="empty">None yet.</p>{{/NO_HELP}}
<ul class="help">
{{#HELP}}<li><p><b><bdi>{{NAME}}</bdi></b>{{#PART}} · {{TEXT}}{{/PART}}</p>
<p class="facts{{#OUTDATED}} outdated{{/OUTDATED}}">Checked {{AGE}}{{#OUTDATED}}: please check it again{{/OUTDATED}}</p>
<form method="post" action="{{BASE}}/care"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="care"><button name="verify" value="{{ID}}">I have checked it today</button>{{#OWNER}} <button name="remove" value="{{ID}}" aria-label="Remove {{NAME}}">Remove</button> <a href="{{BASE}}/care?help={{ID}}#help-form" aria-label="Change {{NAME}}">Change</a>{{/OWNER}}</form></li>
{{/HELP}}
</ul>
{{#HELP_FORM}}<h3 id="help-form">{{#NEW}}Add a help line{{/NEW}}{{#CHANGE}}Change this help line{{/CHANGE}}</h3>
<form method="post" action="{{BASE}}/care">
{{#CHANGE}}<input type="hidden" name="id" value="{{ID}}">{{/CHANGE}}
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="care">
<p><label for="help-name">Name (required)</label><input id="help-name" name="name" value="{{NAME}}" maxlength="200" required></p>
<p><label for="help-phone">Phone</label><input id="help-phone" name="phone" value="{{PHONE}}" maxlength="60"></p>
<p><label for="help-text">Text message</label><input id="help-text" name="text_number" value="{{TEXT_NUMBER}}" maxlength="60"></p>
<p><label for="help-url">Web address</label><input id="help-url" name="url" type="url" value="{{URL}}" maxlength="200"></p>
<p><label for="help-hours">Hours</label><input id="help-hours" name="hours" value="{{HOURS}}" maxlength="100"></p>
<p><label for="help-country">Country</label><input id="help-country" name="country" value="{{COUNTRY}}" maxlength="100"></p>
<p><button name="add" value="help">{{#NEW}}Add{{/NEW}}{{#CHANGE}}Save{{/CHANGE}}, checked today</button>{{#CHANGE}} <a href="{{BASE}}/care">Cancel</a>{{/CHANGE}}</p>
</form>{{/HELP_FORM}}
</section>
<section class="panel"><h2>Reply drafts</h2>
<p>Texts to start a reply from. Nothing is sent automatically.</p>
<ul class="help">
{{#DRAFT}}<li><h3>{{DRAFT_TITLE}}</h3><pre class="draft">{{DRAFT_TEXT:pre_escape}}</pre>
<form method="post" action="{{BASE}}/care"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="care"><button name="forget" value="{{ID}}" aria-label="Remove the draft {{DRAFT_TITLE}}">Remove</button> <a href="{{BASE}}/care?draft={{ID}}#draft-form" aria-label="Change the draft {{DRAFT_TITLE}}">Change</a></form></li>
{{/DRAFT}}
</ul>
{{#DRAFT_FORM}}<h3 id="draft-form">{{#NEW}}Add a draft{{/NEW}}{{#CHANGE}}Change this draft{{/CHANGE}}</h3>
<form method="post" action="{{BASE}}/care">
{{#CHANGE}}<input type="hidden" name="id" value="{{ID}}">{{/CHANGE}}
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="care">
<p><label for="draft-title">Title</label><input id="draft-title" name="title" value="{{DRAFT_TITLE}}" maxlength="100" required></p>
<p><label for="draft-text">Text</label><textarea id="draft-text" name="text" rows="5" maxlength="10000" required>
{{DRAFT_TEXT:pre_escape}}</textarea></p>
<p><button name="add" value="draft">{{#NEW}}Add{{/NEW}}{{#CHANGE}}Save{{/CHANGE}}</button>{{#CHANGE}} <a href="{{BASE}}/care">Cancel</a>{{/CHANGE}}</p>
</form>{{/DRAFT_FORM}}</section>
