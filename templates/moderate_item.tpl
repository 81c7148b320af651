{{%AUTOESCAPE context="HTML"}}{{! One comment with all its data and all its actions. }}
<p><a href="{{BACK_HREF}}">← Back to the queue</a></p>
<form method="post" action="{{BASE}}/act" id="one">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="{{RETURN}}"><input type="hidden" name="seen" value="{{SEEN}}"><input type="hidden" name="opened" value="{{ID}}">
<ol class="entries">
{{ENTRY_HTML:none}}
</ol>
<div class="bulk" role="group" aria-label="More">
{{#MORE_ACTION}}<button name="one" value="{{NAME}} {{TARGET}}">{{LABEL}}</button>
{{/MORE_ACTION}}
</div>
</form>
{{#CARE}}<section class="panel care"><h2>Somebody may need help</h2>
<p>Take your time. You can publish the comment, publish it with a pinned reply, remove a passage first, or keep it private and answer by email. Nothing is sent automatically.</p>
{{#EMAIL_LINK}}<p><a href="mailto:{{MAILTO}}">Write to {{ADDRESS}}</a></p>{{/EMAIL_LINK}}
<form method="post" action="{{BASE}}/act">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="{{RETURN}}"><input type="hidden" name="seen" value="{{SEEN}}"><input type="hidden" name="opened" value="{{ID}}">
{{#CARE_ACTION}}<button name="one" value="{{NAME}} {{TARGET}}">{{LABEL}}</button>
{{/CARE_ACTION}}
</form></section>
{{/CARE}}
{{#REPORTS}}<section class="panel" id="reports"><h2>Reports by readers</h2>
<ul>
{{#REPORT}}<li><b>{{REASON}}</b> {{AGE}}{{#CLOSED}} (closed){{/CLOSED}}{{#NOTE}}: <q dir="auto">{{NOTE_TEXT}}</q>{{/NOTE}}{{#MAIL}} – wants to be notified of the decision{{/MAIL}}</li>
{{/REPORT}}
</ul></section>
{{/REPORTS}}
<details class="panel" id="reply-panel"{{#OPEN_REPLY}} open{{/OPEN_REPLY}}><summary><h2>{{#WAITING}}Approve and reply{{/WAITING}}{{#PUBLISHED}}Reply{{/PUBLISHED}}</h2></summary>
{{REPLY_FORM_HTML:none}}</details>
<details class="panel" id="edit-panel"{{#OPEN_EDIT}} open{{/OPEN_EDIT}}><summary><h2>Edit</h2></summary>
{{EDIT_FORM_HTML:none}}</details>
<details class="panel" id="redact-panel"{{#OPEN_REDACT}} open{{/OPEN_REDACT}}><summary><h2>Remove a passage</h2></summary>
<form method="post" action="{{BASE}}/redact">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="{{RETURN}}"><input type="hidden" name="id" value="{{ID}}"><input type="hidden" name="version" value="{{VERSION}}">
{{#CONTACT}}<p>This looks like somebody's contact details: {{#DETAIL}}<button name="passage" value="{{PASSAGE}}">Remove “<bdi>{{PASSAGE}}</bdi>”</button> {{/DETAIL}}</p>{{/CONTACT}}
</form>
<form method="post" action="{{BASE}}/redact">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="{{RETURN}}"><input type="hidden" name="id" value="{{ID}}"><input type="hidden" name="version" value="{{VERSION}}">
<p><label for="passage">The passage, exactly as in the text</label><input id="passage" name="passage" value="{{TYPED_PASSAGE}}" required></p>
<p><button>Remove it</button></p>
</form></details>
<details class="panel" id="page-panel"{{#OPEN_PAGE}} open{{/OPEN_PAGE}}><summary><h2>The page</h2></summary>
<form method="post" action="{{BASE}}/act">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="{{RETURN}}">
<p>{{#PAGE_CLOSED}}Comments on this page are closed. {{/PAGE_CLOSED}}{{#PAGE_ACTION}}<button name="one" value="{{NAME}} {{TARGET}}">{{LABEL}}</button> {{/PAGE_ACTION}}</p>
</form>
<form method="post" action="{{BASE}}/move">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="{{RETURN}}"><input type="hidden" name="id" value="{{ID}}"><input type="hidden" name="version" value="{{VERSION}}">
<p><label for="move-page">Move it with its replies to another page</label><input id="move-page" name="page" value="{{TYPED_PAGE}}" placeholder="/blog/hello/" required></p>
<p><button>Move</button></p>
</form></details>
<details class="panel"><summary><h2>Hold or block future comments</h2></summary>
<form method="post" action="{{BASE}}/rules">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="{{RETURN}}"><input type="hidden" name="do" value="add_of_comment">
<p><label for="kind">What happens</label><select id="kind" name="kind"><option value="hold">Hold: a moderator reads it first</option><option value="block">Block: to the trash</option></select></p>
<p>{{#BLOCK}}<button name="pattern" value="{{PATTERN}}">{{LABEL}} “<bdi>{{PATTERN}}</bdi>”</button> {{/BLOCK}}</p>
</form></details>
{{#REVISIONS}}<details class="panel" id="revisions"{{#OPEN_REVISIONS}} open{{/OPEN_REVISIONS}}><summary><h2>Previous versions</h2></summary>
<ol class="revisions">
{{#REVISION}}<li><p class="facts"><bdi{{#OF_MODERATOR}} class="moderator"{{/OF_MODERATOR}}>{{BY}}</bdi> changed it {{AGE}}:</p><div class="diff" dir="auto">{{#PART}}{{#SAME}}{{PART_TEXT:pre_escape}}{{/SAME}}{{#GONE}}<del>{{PART_TEXT:pre_escape}}</del>{{/GONE}}{{#NEW}}<ins>{{PART_TEXT:pre_escape}}</ins>{{/NEW}}{{/PART}}</div>{{#SHORTENED}}<p class="facts"><a href="{{WHOLE_HREF}}">Show the complete change</a></p>{{/SHORTENED}}{{#FIELD}}<p class="facts">{{NAME}}: <del>{{BEFORE}}</del> <ins>{{AFTER}}</ins></p>{{/FIELD}}</li>
{{/REVISION}}
</ol>
{{#OLDER}}<p><a href="{{OLDER_HREF}}">Older changes</a></p>{{/OLDER}}{{#NEWEST}}<p><a href="{{NEWEST_HREF}}">The latest changes</a></p>{{/NEWEST}}</details>
{{/REVISIONS}}
{{#AUDIT_LOG}}<details class="panel"><summary><h2>Audit log</h2></summary>
<ul class="log">
{{LINES_HTML:none}}
</ul></details>
{{/AUDIT_LOG}}
<details class="panel"><summary><h2>Technical details</h2></summary>
<dl><dt>Comment</dt><dd>{{ID}}</dd>{{#PHRASE}}<dt>Care reason</dt><dd><bdi>{{TEXT}}</bdi></dd>{{/PHRASE}}{{#BROWSER}}<dt>Browser</dt><dd>{{USER_AGENT}}</dd>{{/BROWSER}}{{#PREFIX}}<dt>Address prefix</dt><dd>{{ADDRESS_PREFIX}}</dd>{{/PREFIX}}</dl></details>
{{KEYS_HTML:none}}
