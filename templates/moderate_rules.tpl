{{%AUTOESCAPE context="HTML"}}{{! Words, phrases and patterns, and a test of one. }}
<p>A word or phrase matches anywhere in text, name, email, website or address prefix, whatever the case of its letters. Write a pattern between slashes, such as <code>/casino(s|\b)/</code>. Care phrases match whole words.</p>
<section class="panel"><h2>Test or add a rule</h2>
<form method="post" action="{{BASE}}/rules">
<input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="rules">
<p><label for="kind">What happens</label><select id="kind" name="kind"><option value="hold"{{#KIND_HOLD}} selected{{/KIND_HOLD}}>Hold: a moderator reads it first</option><option value="block"{{#KIND_BLOCK}} selected{{/KIND_BLOCK}}>Block: to the trash</option><option value="care"{{#KIND_CARE}} selected{{/KIND_CARE}}>Care: a moderator should read it soon</option></select></p>
<p><label for="pattern">Word, phrase or /pattern/</label><input id="pattern" name="pattern" maxlength="500" value="{{PATTERN}}" required></p>
<p><label for="topic">For care phrases: what it is about</label><select id="topic" name="topic"><option value="self">the writer</option><option value="other">somebody else</option><option value="method">a method, or encouragement</option><option value="abuse">abuse of a commenter</option></select></p>
<p><button name="do" value="try">Test it on the last 1,000 comments</button> {{#OWNER}}<button name="do" value="add">Add it</button>{{/OWNER}}{{#ASK_AGAIN}} <button name="do" value="add_anyway">Add it anyway</button>{{/ASK_AGAIN}}</p>
</form>
{{#TRIAL}}<div class="trial" role="status"><p>“<bdi>{{PATTERN}}</bdi>” would have matched {{MATCHES}} of the last {{LOOKED_AT}} comments.</p><ol class="entries">
{{ENTRIES_HTML:none}}
</ol></div>
{{/TRIAL}}
</section>
<form method="get" action="{{BASE}}/rules" role="search"><p class="search"><label for="find">Find a rule</label> <input id="find" name="find" type="search" value="{{FIND}}"> <button>Find</button>{{#FOUND}} <a href="{{BASE}}/rules">Show all</a>{{/FOUND}}</p></form>
{{#LIST}}<section class="panel"><h2>{{HEADING}}</h2>
{{#EMPTY}}<p>None.</p>{{/EMPTY}}
{{#FOLDED}}<details{{#OPEN}} open{{/OPEN}}><summary>{{COUNT}} phrases</summary>{{/FOLDED}}
<ul class="rules">{{#RULE}}<li><code><bdi>{{PATTERN}}</bdi></code>{{#TOPIC}} <span class="badge">{{TEXT}}</span>{{/TOPIC}}{{#ATTENTIVE}} <span class="badge">attentive sites only</span>{{/ATTENTIVE}}{{#OWNER}}<form method="post" action="{{BASE}}/rules"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="do" value="remove"><input type="hidden" name="return" value="rules"><button name="rule" value="{{ID}}" aria-label="Remove the rule {{PATTERN}}">Remove</button></form>{{/OWNER}}</li>
{{/RULE}}</ul>{{#FOLDED}}</details>{{/FOLDED}}</section>
{{/LIST}}
