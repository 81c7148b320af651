{{%AUTOESCAPE context="HTML"}}{{! The personal data of one commenter, for them to read. }}<!DOCTYPE html>
<html lang="{{LANGUAGE}}" dir="{{DIRECTION}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Your comments on {{SITE}}</title>
</head>
<body>
<h1>Your comments on {{SITE}}</h1>
<p>This is everything that {{SITE}} keeps about the email address <bdi>{{EMAIL}}</bdi>, as of {{DATE}}.</p>
{{#MAIL_REFUSED}}<p>You said on {{DATE}} that you do not want to be asked about mail.</p>
{{/MAIL_REFUSED}}
{{#NOTHING}}<p>There are no comments under this address.</p>
{{/NOTHING}}
{{#COMMENT}}<section>
<h2>Comment {{ID}} on {{PATH}}, {{DATE}}</h2>
<dl>
<dt>Status</dt><dd>{{STATUS}}</dd>
<dt>Name</dt><dd><bdi>{{AUTHOR}}</bdi></dd>
<dt>Website</dt><dd>{{URL}}</dd>
<dt>Address prefix</dt><dd>{{ADDRESS_PREFIX}}</dd>
<dt>Browser</dt><dd>{{USER_AGENT}}</dd>
</dl>
<pre dir="auto">{{TEXT:pre_escape}}</pre>
{{#REVISION}}<h3>Before {{DATE}}</h3>
<pre dir="auto">{{TEXT:pre_escape}}</pre>
{{/REVISION}}
</section>
{{/COMMENT}}
{{#SUBSCRIPTIONS}}<section><h2>Subscriptions</h2><ul>
{{#SUBSCRIPTION}}<li>{{#WHOLE}}Every comment on {{PATH}}{{/WHOLE}}{{#REPLIES}}Replies to comment {{ID}} on {{PATH}}{{/REPLIES}}: {{STATUS}}, {{SCHEDULE}}, requested {{DATE}}{{#CONFIRMED}}, confirmed {{CONFIRMED_DATE}}{{/CONFIRMED}}</li>
{{/SUBSCRIPTION}}
</ul></section>
{{/SUBSCRIPTIONS}}
{{#MAIL}}<section><h2>Mail</h2><ul>
{{#MESSAGE}}<li>{{DATE}}: {{PURPOSE}}, {{STATUS}}</li>
{{/MESSAGE}}
</ul></section>
{{/MAIL}}
{{#REPORTS}}<section><h2>Reports</h2><ul>
{{#REPORT}}<li>{{DATE}}: comment {{ID}}, {{REASON}}. {{NOTE}}</li>
{{/REPORT}}
</ul></section>
{{/REPORTS}}
</body>
</html>
