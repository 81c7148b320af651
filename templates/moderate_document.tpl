{{%AUTOESCAPE context="HTML"}}{{! The layout of every moderators' page. }}<!DOCTYPE html>
<html lang="{{LANGUAGE}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{{TITLE}} – {{SITE}}</title>
<link rel="stylesheet" href="{{STYLE_HREF}}">
<script src="{{SCRIPT_SRC}}" defer></script>
</head>
<body data-base="{{BASE}}" data-msg-failed="This could not be sent. What you typed is kept; please try again." data-msg-loading="Loading…" data-msg-veiled="Nobody has opened this text yet. It is shown now. Please read it, then repeat the action.">
<a class="skip" href="#main">Go to the content</a>
<header class="bar">
<p class="site">{{SITE}}</p>
<nav aria-label="Moderation">
<ul class="menu">
<li><a href="{{BASE}}/"{{#AT_QUEUE}} aria-current="page"{{/AT_QUEUE}}>Queue</a></li>
<li><a href="{{BASE}}/threads"{{#AT_THREADS}} aria-current="page"{{/AT_THREADS}}>Threads</a></li>
<li><a href="{{BASE}}/rules"{{#AT_RULES}} aria-current="page"{{/AT_RULES}}>Rules</a></li>
{{#HAS_CARE}}<li><a href="{{BASE}}/care"{{#AT_CARE}} aria-current="page"{{/AT_CARE}}>Care</a></li>{{/HAS_CARE}}
<li><a href="{{BASE}}/audit-log"{{#AT_AUDIT_LOG}} aria-current="page"{{/AT_AUDIT_LOG}}>Audit log</a></li>
<li><a href="{{BASE}}/mail"{{#AT_MAIL}} aria-current="page"{{/AT_MAIL}}>Mail</a></li>
<li><a href="{{BASE}}/people"{{#AT_PEOPLE}} aria-current="page"{{/AT_PEOPLE}}>{{#OWNER}}Moderators{{/OWNER}}{{#NOT_OWNER}}My password{{/NOT_OWNER}}</a></li>
{{#OWNER}}<li><a href="{{BASE}}/check"{{#AT_CHECK}} aria-current="page"{{/AT_CHECK}}>Check</a></li>{{/OWNER}}
</ul>
</nav>
<form class="sign-out" method="post" action="{{BASE}}/sign-out"><input type="hidden" name="csrf" value="{{CSRF}}"><bdi>{{MODERATOR}}</bdi> <button>Sign out</button></form>
</header>
<main id="main">
<div id="outcome" role="status">{{>NOTICES}}</div>
<div id="notices">{{>ATTENTION}}</div>
<h1 tabindex="-1">{{TITLE}}</h1>
{{BODY_HTML:none}}
</main>
</body>
</html>
