{{%AUTOESCAPE context="HTML"}}{{! Queued mail and mail that could not be delivered. }}
{{#MISSING}}<p>Mail is not configured, so nobody is notified of new comments. To configure it, set <code>mail.from</code> and <code>mail.to</code> in the configuration file and restart.</p>{{/MISSING}}
{{#QUEUED}}<section class="panel"><h2>Waiting to be sent: {{COUNT}}</h2>
<ul class="log">{{#MAIL}}<li>{{PURPOSE}}{{#COMMENT}}: <a href="{{HREF}}">the comment</a>{{#BY}} by <bdi>{{AUTHOR}}</bdi>{{/BY}}{{#ON}} on “<bdi>{{PAGE}}</bdi>”{{/ON}}{{/COMMENT}}<br><span class="facts">To {{RECIPIENT}}, since {{AGE}}{{#TRIED}}. Attempts: {{ATTEMPTS}}. Last error: {{PROBLEM}}{{/TRIED}}</span></li>{{/MAIL}}</ul></section>{{/QUEUED}}
{{#REMINDERS}}<section class="panel"><h2>Reminders: {{COUNT}}</h2>
<p>Sent only if nobody opens the comment before.</p>
<ul class="log">{{#MAIL}}<li>{{PURPOSE}}{{#COMMENT}}: <a href="{{HREF}}">the comment</a>{{#BY}} by <bdi>{{AUTHOR}}</bdi>{{/BY}}{{#ON}} on “<bdi>{{PAGE}}</bdi>”{{/ON}}{{/COMMENT}}<br><span class="facts">To {{RECIPIENT}}, since {{AGE}}{{#TRIED}}. Attempts: {{ATTEMPTS}}. Last error: {{PROBLEM}}{{/TRIED}}</span></li>{{/MAIL}}</ul></section>{{/REMINDERS}}
{{#FAILED}}<section class="panel"><h2>Could not be delivered: {{COUNT}}</h2>
<p>Tried for three days, or rejected by the mail server.</p>
<ul class="log">{{#MAIL}}<li>{{PURPOSE}}{{#COMMENT}}: <a href="{{HREF}}">the comment</a>{{#BY}} by <bdi>{{AUTHOR}}</bdi>{{/BY}}{{#ON}} on “<bdi>{{PAGE}}</bdi>”{{/ON}}{{/COMMENT}}<br><span class="facts">To {{RECIPIENT}}, since {{AGE}}{{#TRIED}}. Attempts: {{ATTEMPTS}}. Last error: {{PROBLEM}}{{/TRIED}}</span></li>{{/MAIL}}</ul>
<form method="post" action="{{BASE}}/mail"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="mail"><button name="do" value="retry">Try all again</button></form></section>{{/FAILED}}
{{#ALL_WELL}}<p class="empty">No mail is waiting, and none has failed.</p>{{/ALL_WELL}}
