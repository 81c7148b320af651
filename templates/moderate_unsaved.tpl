{{%AUTOESCAPE context="HTML"}}{{! A refused form with everything that was typed, to be sent again or copied. }}<!DOCTYPE html>
<html lang="{{LANGUAGE}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Not saved yet – {{SITE}}</title>
<link rel="stylesheet" href="{{STYLE_HREF}}">
</head>
<body class="sign-in-page">
<main>
<p class="site">{{SITE}}</p>
<h1>Not saved yet</h1>
<p class="notice problem" role="alert">{{#BUSY}}The database is busy or cannot be reached, so your change could not be saved. What you sent is kept below. Please send it again in a moment.{{/BUSY}}{{#OTHER}}{{MESSAGE}} What you typed is kept below.{{/OTHER}}</p>
<form method="post" action="{{ACTION}}">
{{#HIDDEN}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">{{/HIDDEN}}
{{#LINE}}<p><label for="{{ID}}">{{LABEL}}</label><input id="{{ID}}" name="{{NAME}}" value="{{VALUE}}"></p>
{{/LINE}}
{{#TEXT}}<p><label for="{{ID}}">{{LABEL}}</label><textarea id="{{ID}}" name="{{NAME}}" rows="10">{{VALUE:pre_escape}}</textarea></p>
{{/TEXT}}
{{#PASSWORD}}<p><label for="{{ID}}">{{LABEL}}</label><input id="{{ID}}" name="{{NAME}}" type="password" autocomplete="off" required></p>
{{/PASSWORD}}
{{#SEND}}<p><button class="strong">Send it again</button></p>{{/SEND}}
</form>
</main>
</body>
</html>
