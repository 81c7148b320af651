{{%AUTOESCAPE context="HTML"}}{{! Creation of the first moderator account, for sites without a shell. }}<!DOCTYPE html>
<html lang="{{LANGUAGE}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{{#ERRORS}}Error: {{/ERRORS}}Set up the comments – {{SITE}}</title>
<link rel="stylesheet" href="{{STYLE_HREF}}">
</head>
<body class="sign-in-page">
<main>
<p class="site">{{SITE}}</p>
<h1>{{#OVER}}The comments are set up{{/OVER}}{{#NOT_OVER}}Set up the comments{{/NOT_OVER}}</h1>
{{#OVER}}<p>The set-up is complete: there is already a moderator account. <a href="{{BASE}}/">Sign in</a>, or see <a href="{{BASE}}/check">the results of the check</a>.</p>{{/OVER}}
{{#REFUSED}}<p class="notice problem" role="alert">Please fix this first:</p>
<p>{{ERROR}}.</p>
<p>Then reload this page. Nobody can comment until this is fixed.</p>{{/REFUSED}}
{{#NEEDS_CODE}}<p>There is no moderator account yet. To prove that this is your site, copy a code from a file that only you can open. The file does not exist yet.</p>
<form method="post" action="{{ACTION}}"><p><button class="strong" name="do" value="code">Create the file</button></p></form>{{/NEEDS_CODE}}
{{#FORM}}<p>The database is ready. There is no moderator account yet. Create yours now; you can add others later.</p>
{{#UNENCRYPTED}}<p class="notice">You opened this page with <code>http://</code>, which cannot keep you signed in. Open it with <code>https://</code>, or, only if your site has no other address, write <code>url = "http://…"</code> in <code>afterword.toml</code>.</p>{{/UNENCRYPTED}}
{{#ERRORS}}<div class="notice problem" role="alert" id="errors" tabindex="-1" autofocus><p>Please check the following:</p>
<ul>{{#ERROR_ROW}}<li><a href="#{{FIELD}}">{{SENTENCE}}</a></li>{{/ERROR_ROW}}</ul></div>{{/ERRORS}}
<form method="post" action="{{ACTION}}" novalidate>
<p><label for="code">Code</label><input id="code" name="code" value="{{CODE}}" maxlength="200" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="code-help" required{{#BAD_CODE}} aria-invalid="true"{{/BAD_CODE}}><span class="facts" id="code-help">The first line of the file <code>set-up-code.txt</code>, in the folder of the database. By FTP, that is the folder <code>afterword-data</code> beside the folder of your pages, unless you set another one in <code>afterword.toml</code>.</span></p>
<p><label for="name">Your name</label><input id="name" name="name" value="{{NAME}}" maxlength="100" autocomplete="username" aria-describedby="name-help" required{{#BAD_NAME}} aria-invalid="true"{{/BAD_NAME}}><span class="facts" id="name-help">You sign in with it, and it is shown on your replies.</span></p>
<p><label for="email">Email, if you want mail about comments</label><input id="email" name="email" type="email" value="{{EMAIL}}" maxlength="100" autocomplete="email"{{#BAD_EMAIL}} aria-invalid="true"{{/BAD_EMAIL}}></p>
<p><label for="password">Password, 8 characters or more</label><input id="password" name="password" type="password" minlength="8" autocomplete="new-password" required{{#BAD_PASSWORD}} aria-invalid="true"{{/BAD_PASSWORD}}></p>
{{#CARE}}{{>CARE_CHOICES}}{{/CARE}}
<p><button class="strong">Create my account</button></p>
</form>{{/FORM}}
</main>
</body>
</html>
