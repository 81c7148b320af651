{{%AUTOESCAPE context="HTML"}}{{! Signing in, also in the middle of something. }}<!DOCTYPE html>
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
<h1>{{#GONE}}The comment is no longer there{{/GONE}}{{#THERE}}Moderators, sign in{{/THERE}}</h1>
{{#GONE}}<p>It was deleted for ever meanwhile. What you typed is here, so that you can copy it. <a href="{{BASE}}/">Go to the queue</a></p>{{/GONE}}
{{#ENDED}}<p class="notice" role="alert">Your session has ended. Nothing that you typed is lost: sign in again and it is back in its form.</p>{{/ENDED}}
{{#ENDED_PLAIN}}<p class="notice" role="alert">Your session has ended. Please sign in again.</p>{{/ENDED_PLAIN}}
{{#WRONG}}<p class="notice problem" role="alert">The name or the password is not right.</p>{{/WRONG}}
{{#WAIT}}<p class="notice problem" role="alert">There were too many wrong passwords. Please wait {{SECONDS}} seconds and try again.</p>{{/WAIT}}
{{#NOBODY}}<p class="notice">There is no moderator yet. Whoever runs this site makes the first one with the command <code>afterword moderator add NAME</code>, or <a href="{{SET_UP_HREF}}">in the browser</a>.</p>{{/NOBODY}}
{{#FORM}}<form method="post" action="{{BASE}}/sign-in">
<p><label for="name">Name</label><input id="name" name="name" value="{{NAME}}" autocomplete="username" required></p>
<p><label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required></p>
<input type="hidden" name="next" value="{{NEXT}}">
{{#KEPT}}<input type="hidden" name="kept_id" value="{{KEPT_ID}}">{{/KEPT}}
<p><button class="strong">Sign in</button></p>
{{#KEPT_TEXT}}<p><label for="kept_text">What you typed</label><textarea id="kept_text" name="kept_text" rows="8" readonly>{{KEPT_TEXT_VALUE:pre_escape}}</textarea></p>{{/KEPT_TEXT}}
{{#KEPT_REPLY}}<p><label for="kept_reply">Your reply</label><textarea id="kept_reply" name="kept_reply" rows="8" readonly>{{KEPT_REPLY_VALUE:pre_escape}}</textarea></p>{{/KEPT_REPLY}}
</form>{{/FORM}}
{{#GONE_TEXT}}<p><label for="gone_text">What you typed</label><textarea id="gone_text" rows="8" readonly>{{KEPT_TEXT_VALUE:pre_escape}}</textarea></p>{{/GONE_TEXT}}
</main>
</body>
</html>
