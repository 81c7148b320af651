{{%AUTOESCAPE context="HTML"}}{{! The sign-in form. After a session has ended it also keeps the form that was sent. }}<!DOCTYPE html>
<html lang="{{LANGUAGE}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Sign in – {{SITE}}</title>
<link rel="stylesheet" href="{{STYLE_HREF}}">
</head>
<body class="sign-in-page">
<main>
<p class="site">{{SITE}}</p>
<h1>Moderator sign-in</h1>
{{#ENDED}}<p class="notice" role="alert">Your session has ended. Your text is not lost: sign in again, and the form contains it.</p>{{/ENDED}}
{{#ENDED_PLAIN}}<p class="notice" role="alert">Your session has ended. Please sign in again.</p>{{/ENDED_PLAIN}}
{{#PROBLEM}}<p class="notice problem" role="alert">{{SENTENCE}}{{#WAIT}} Please wait {{SECONDS}} seconds and try again.{{/WAIT}}</p>{{/PROBLEM}}
{{#NOBODY}}<p class="notice">There is no moderator account yet. The owner of the site creates the first one with the command <code>afterword moderator add NAME</code>, or <a href="{{SET_UP_HREF}}">in the browser</a>.</p>{{/NOBODY}}
<form method="post" action="{{BASE}}/sign-in">
<p><label for="name">Name</label><input id="name" name="name" value="{{NAME}}" autocomplete="username" required></p>
<p><label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required></p>
<input type="hidden" name="next" value="{{NEXT}}">
{{#HIDDEN}}<input type="hidden" name="kept_{{KEPT_NAME}}" value="{{VALUE}}">
{{/HIDDEN}}
<p><button class="strong">Sign in</button>{{#FORGOT}} <a href="{{BASE}}/forgot">Forgot your password?</a>{{/FORGOT}}</p>
{{#TYPED}}<p><label for="kept_{{KEPT_NAME}}">What you typed: {{LABEL}}</label><textarea id="kept_{{KEPT_NAME}}" name="kept_{{KEPT_NAME}}" rows="8" readonly>{{VALUE:pre_escape}}</textarea></p>
{{/TYPED}}
</form>
</main>
</body>
</html>
