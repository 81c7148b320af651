{{%AUTOESCAPE context="HTML"}}{{! The page behind a link in a mail: it only shows; a button acts. }}<!DOCTYPE html>
<html lang="{{LANGUAGE}}" dir="{{DIRECTION}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{{SITE}}</title>
<link rel="stylesheet" href="{{STYLE_HREF}}">
</head>
<body class="sign-in-page">
<main>
<p class="site">{{SITE}}</p>
{{#APPROVE}}<h1>Publish this comment?</h1>{{/APPROVE}}{{#SPAM}}<h1>Mark this comment as spam?</h1>{{/SPAM}}{{#TRASH}}<h1>Move this comment to the trash?</h1>{{/TRASH}}{{#CONFIRM}}<h1>Do you want mail about your comments?</h1>
<p>You will get a mail when a comment of yours is published and when somebody replies. Every mail has a link to unsubscribe.</p>{{/CONFIRM}}{{#UNSUBSCRIBE}}<h1>Unsubscribe?</h1>
<p>You will get no more mail about comments on this site.</p>{{/UNSUBSCRIBE}}{{#OWN}}<h1>Your comment</h1>{{/OWN}}{{#ASK_WITHDRAW}}<h1>Do you really want to withdraw your comment?</h1>
<p>It will no longer be shown to anybody. You cannot bring it back.</p>{{/ASK_WITHDRAW}}
{{#PROBLEM}}<p class="notice problem" role="alert">{{SENTENCE}}</p>{{/PROBLEM}}
{{#DONE}}<h1>Done</h1><p role="status">{{#DONE_APPROVE}}The comment is published.{{/DONE_APPROVE}}{{#DONE_SPAM}}The comment is marked as spam.{{/DONE_SPAM}}{{#DONE_TRASH}}The comment is in the trash.{{/DONE_TRASH}}{{#DONE_CONFIRM}}You will get mail about your comments.{{/DONE_CONFIRM}}{{#DONE_UNSUBSCRIBE}}You will get no more mail.{{/DONE_UNSUBSCRIBE}}{{#DONE_SAVE}}Your change is saved.{{/DONE_SAVE}}{{#DONE_HELD}}Your change is saved. A moderator will read it before it is published.{{/DONE_HELD}}{{#DONE_WITHDRAW}}Your comment is withdrawn.{{/DONE_WITHDRAW}}</p>{{/DONE}}
{{#ALREADY}}<h1>Already done</h1><p role="status">{{#KNOWN}}Somebody acted first: <bdi{{#OF_MODERATOR}} class="moderator"{{/OF_MODERATOR}}>{{ACTOR}}</bdi> {{SENTENCE_HTML:none}} {{AGE}}.{{/KNOWN}}{{#UNKNOWN}}This comment has been changed since the mail was sent.{{/UNKNOWN}} Your action changed nothing.</p>{{/ALREADY}}
{{#WRITTEN}}<p class="facts">Written {{DATES_HTML:none}}</p>{{/WRITTEN}}
{{#OWN_HINT}}<p>You can change or withdraw it. A moderator may read your change before it is published.</p>{{/OWN_HINT}}
{{#REFUSED}}<p class="notice" role="status">{{SENTENCE}} You can no longer change your comment with this link, but you can still withdraw it.</p>{{/REFUSED}}
{{#UNSAVED}}<p><label for="unsaved">Your text, which was not saved</label><textarea id="unsaved" rows="10" readonly>{{TEXT:pre_escape}}</textarea></p>{{/UNSAVED}}
{{#NO_USE}}<h1>This link cannot be used</h1><p>{{SENTENCE}}</p>{{/NO_USE}}
{{#COMMENT}}<section class="panel"><p class="facts"><bdi>{{AUTHOR}}</bdi> on {{PAGE}}</p><div class="text" dir="auto">{{TEXT_HTML:none}}</div></section>{{/COMMENT}}
{{#ASK}}<form method="post" action="{{ACTION}}">
{{#EDIT}}<p><label for="text">Text</label><textarea id="text" name="text" rows="10" maxlength="65525">{{TEXT:pre_escape}}</textarea></p>{{/EDIT}}
<p>{{#ACTION_BUTTON}}<button class="strong" name="do" value="{{NAME}}">{{LABEL}}</button>{{/ACTION_BUTTON}}{{#SAVE}}<button class="strong" name="do" value="save">Save</button> {{/SAVE}}{{#WITHDRAW}}<button class="danger" name="do" value="ask-withdraw">Withdraw the comment …</button>{{/WITHDRAW}}{{#SURE}}{{#TYPED}}<textarea name="text" hidden>{{TEXT:pre_escape}}</textarea>{{/TYPED}}<button class="danger" name="do" value="withdraw">Withdraw the comment</button> <button name="do" value="keep">Keep the comment</button>{{/SURE}}</p>
</form>{{/ASK}}
<p><a href="{{BACK_HREF}}">Back to the page</a></p>
</main>
</body>
</html>
