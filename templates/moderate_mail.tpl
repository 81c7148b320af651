{{%AUTOESCAPE context="HTML"}}{{! What is owed, and what could not be delivered. }}
{{#MISSING}}<p>No mail is configured. Comments are held, shown and moderated all the same; nobody is told of them. To change that, set <code>mail.from</code> and <code>mail.to</code> in the configuration and restart.</p>{{/MISSING}}
{{#QUEUED}}<section class="panel"><h2>On its way: {{COUNT}}</h2>
<ul class="record">{{#MAIL}}<li>{{PURPOSE}} to {{RECIPIENT}}{{#COMMENT}}, <a href="{{HREF}}">comment {{ID}}</a>{{/COMMENT}}, since {{AGE}}{{#TRIED}}; tried {{ATTEMPTS}} times: {{PROBLEM}}{{/TRIED}}</li>{{/MAIL}}</ul></section>{{/QUEUED}}
{{#FAILED}}<section class="panel"><h2>Given up: {{COUNT}}</h2>
<p>Tried for three days, or refused for good.</p>
<ul class="record">{{#MAIL}}<li>{{PURPOSE}} to {{RECIPIENT}}{{#COMMENT}}, <a href="{{HREF}}">comment {{ID}}</a>{{/COMMENT}}, since {{AGE}}{{#TRIED}}: {{PROBLEM}}{{/TRIED}}</li>{{/MAIL}}</ul>
<form method="post" action="{{BASE}}/mail"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="mail"><button name="do" value="retry">Try all of them again</button></form></section>{{/FAILED}}
{{#ALL_WELL}}<p class="empty">Nothing is waiting and nothing has failed.</p>{{/ALL_WELL}}
