{{%AUTOESCAPE context="HTML"}}<!DOCTYPE html>
<html lang="{{LANGUAGE}}" dir="{{DIRECTION}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<base target="_parent">
<title>{{DOCUMENT_TITLE}}</title>
{{#NOINDEX}}<meta name="robots" content="noindex">
{{/NOINDEX}}
<link rel="stylesheet" href="{{STYLE_HREF}}">
<script src="{{SCRIPT_SRC}}" defer></script>
</head>
<body class="aw-page">
<main aria-labelledby="aw-title">
<h1 class="aw-title" id="aw-title">{{DOCUMENT_TITLE}}</h1>
{{BODY_HTML:none}}
</main>
</body>
</html>
