{{%AUTOESCAPE context="HTML"}}{{! A forgotten password: asking for a link by mail, and setting a new one. }}<!DOCTYPE html>
<html lang="{{LANGUAGE}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>New password – {{SITE}}</title>
<link rel="stylesheet" href="{{STYLE_HREF}}">
</head>
<body class="sign-in-page">
<main>
<p class="site">{{SITE}}</p>
<h1>New password</h1>
{{#PROBLEM}}<p class="notice problem" role="alert">{{SENTENCE}}</p>{{/PROBLEM}}
{{#ASK}}<form method="post" action="{{BASE}}/forgot">
<p><label for="name">Your name or email address</label><input id="name" name="name" autocomplete="username" maxlength="245" required></p>
<p><button class="strong">Send me a link</button></p>
</form>{{/ASK}}
{{#SENT}}<p class="notice" role="status">If there is such an account and it has an email address, a mail with a link is on its way. The link is valid for one hour. An account without an address gets a new password from an owner.</p>{{/SENT}}
{{#WAIT}}<p class="notice problem" role="alert">Too many links were requested from your network. Please wait {{SECONDS}} seconds and try again.</p>{{/WAIT}}
{{#VOID}}<p class="notice problem" role="alert">This link is not valid. Links are valid for one hour and work once; part of it may be missing. <a href="{{BASE}}/forgot">Request another link</a></p>{{/VOID}}
{{#SET}}<form method="post" action="{{BASE}}/reset/{{TOKEN}}">
<p><label for="password">New password for <bdi>{{NAME}}</bdi>, 8 characters or more</label><input id="password" name="password" type="password" autocomplete="new-password" minlength="8" required></p>
<p><button class="strong">Set the password</button> <span class="facts">You will be signed out everywhere.</span></p>
</form>{{/SET}}
{{#DONE}}<p class="notice" role="status">The new password is set.</p>{{/DONE}}
<p><a href="{{BASE}}/">To the sign-in</a></p>
</main>
</body>
</html>
