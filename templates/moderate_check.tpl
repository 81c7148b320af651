{{%AUTOESCAPE context="HTML"}}{{! What the doctor found, for owners. }}
<p>{{#ALL_WELL}}Everything that can be looked at from here is as it should be.{{/ALL_WELL}}{{#SOME}}What needs you comes first; each line says what to do.{{/SOME}} From a shell, <code>afterword check</code> also asks the web server from outside.</p>
{{#FAILING}}<section class="panel"><h2>Does not work, or is not safe: {{COUNT}}</h2>
<dl class="findings">{{#FINDING}}<dt>{{SUBJECT}}</dt><dd>{{SENTENCE}}</dd>{{/FINDING}}</dl></section>{{/FAILING}}
{{#WARNING}}<section class="panel"><h2>Should be looked at: {{COUNT}}</h2>
<dl class="findings">{{#FINDING}}<dt>{{SUBJECT}}</dt><dd>{{SENTENCE}}</dd>{{/FINDING}}</dl></section>{{/WARNING}}
{{#WELL}}<section class="panel"><h2>Well: {{COUNT}}</h2>
<dl class="findings">{{#FINDING}}<dt>{{SUBJECT}}</dt><dd>{{SENTENCE}}</dd>{{/FINDING}}</dl></section>{{/WELL}}
<form method="post" action="{{BASE}}/check"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="check">
<p><button name="do" value="again">Check again</button>{{#MAIL}} <button name="do" value="mail">Send me a test mail</button>{{/MAIL}}</p></form>
