{{%AUTOESCAPE context="HTML"}}{{! Queued mail and mail that could not be delivered. }}
{{#MISSING}}<p>Mail is not configured, so nobody is notified of new comments. To configure it, set <code>mail.from</code> and <code>mail.to</code> in the configuration file and restart.</p>{{/MISSING}}
{{#QUEUED}}<section class="panel"><h2>Queued: {{COUNT}}</h2>
<ul class="log">{{#MAIL}}<li>{{PURPOSE}} to {{RECIPIENT}}{{#COMMENT}}, <a href="{{HREF}}">comment {{ID}}</a>{{/COMMENT}}, queued {{AGE}}{{#TRIED}}; attempts: {{ATTEMPTS}}; last error: {{PROBLEM}}{{/TRIED}}</li>{{/MAIL}}</ul></section>{{/QUEUED}}
{{#FAILED}}<section class="panel"><h2>Failed: {{COUNT}}</h2>
<p>Retried for three days, or rejected permanently by the mail server.</p>
<ul class="log">{{#MAIL}}<li>{{PURPOSE}} to {{RECIPIENT}}{{#COMMENT}}, <a href="{{HREF}}">comment {{ID}}</a>{{/COMMENT}}, queued {{AGE}}{{#TRIED}}; last error: {{PROBLEM}}{{/TRIED}}</li>{{/MAIL}}</ul>
<form method="post" action="{{BASE}}/mail"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="mail"><button name="do" value="retry">Retry all</button></form></section>{{/FAILED}}
{{#ALL_WELL}}<p class="empty">No mail is queued and none has failed.</p>{{/ALL_WELL}}
