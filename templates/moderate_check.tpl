{{%AUTOESCAPE context="HTML"}}{{! The doctor's findings, for owners. }}
<p>{{#ALL_WELL}}All checks passed.{{/ALL_WELL}}{{#SOME}}Problems are listed first; each line says how to fix it.{{/SOME}} On the command line, <code>afterword check</code> also tests the web server from outside.</p>
{{#FAILING}}<section class="panel"><h2>Failed: {{COUNT}}</h2>
<dl class="findings">{{#FINDING}}<dt>{{SUBJECT}}</dt><dd>{{SENTENCE}}</dd>{{/FINDING}}</dl></section>{{/FAILING}}
{{#WARNING}}<section class="panel"><h2>Warnings: {{COUNT}}</h2>
<dl class="findings">{{#FINDING}}<dt>{{SUBJECT}}</dt><dd>{{SENTENCE}}</dd>{{/FINDING}}</dl></section>{{/WARNING}}
{{#WELL}}<section class="panel"><h2>OK: {{COUNT}}</h2>
<dl class="findings">{{#FINDING}}<dt>{{SUBJECT}}</dt><dd>{{SENTENCE}}</dd>{{/FINDING}}</dl></section>{{/WELL}}
<form method="post" action="{{BASE}}/check"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="check">
<p><button name="do" value="again">Check again</button>{{#MAIL}} <button name="do" value="mail">Send me a test mail</button>{{/MAIL}}</p></form>
