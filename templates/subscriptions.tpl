{{%AUTOESCAPE context="HTML"}}{{! The pages behind the links about subscriptions in mails: they only show; a button acts. }}<!DOCTYPE html>
<html lang="{{LANGUAGE}}" dir="{{DIRECTION}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{{#CONFIRM}}Do you want this mail?{{/CONFIRM}}{{#UNSUBSCRIBE}}Unsubscribe?{{/UNSUBSCRIBE}}{{#MANAGE}}Your subscriptions{{/MANAGE}}{{#DONE}}Done{{/DONE}} – {{SITE}}</title>
<link rel="stylesheet" href="{{STYLE_HREF}}">
</head>
<body class="sign-in-page">
<main>
<p class="site">{{SITE}}</p>
{{#CONFIRM}}<h1>Do you want this mail?</h1>
<p>You get mail only about what you choose here. Every mail has a link to unsubscribe.</p>
{{/CONFIRM}}
{{#UNSUBSCRIBE}}<h1>Unsubscribe?</h1>
<p>{{#FROM_ONE}}You will get no more mail about this conversation:{{/FROM_ONE}}{{#FROM_ALL}}You will get no more mail about comments on this site.{{/FROM_ALL}}{{#FOR_GOOD}}You will get no more mail about comments on this site, and will not be asked again.{{/FOR_GOOD}}</p>
{{/UNSUBSCRIBE}}
{{#MANAGE}}<h1>Your subscriptions</h1>
{{#SAVED}}<p class="notice" role="status">Your change is saved.</p>
{{/SAVED}}
{{#NONE}}<p>You get no mail about comments on this site.</p>
{{/NONE}}
{{#REFUSED}}<p>You will not be asked whether you want mail.</p>
{{/REFUSED}}
{{/MANAGE}}
{{#DONE}}<h1>Done</h1>
<p role="status">{{#ON}}You will get this mail:{{/ON}}{{#ENDED_ONE}}You will get no more mail about this conversation.{{/ENDED_ONE}}{{#ENDED_ALL}}You will get no more mail about comments on this site.{{/ENDED_ALL}}{{#ENDED_FOR_GOOD}}You will get no more mail about comments on this site, and will not be asked again.{{/ENDED_FOR_GOOD}}</p>
{{/DONE}}
{{#LIST}}<ul>
{{#ITEM}}<li>{{#WHOLE}}Every comment on{{/WHOLE}}{{#REPLIES}}Replies to your comment on{{/REPLIES}} “<bdi>{{PAGE}}</bdi>”</li>
{{/ITEM}}
</ul>
{{/LIST}}
{{#FORM}}<form method="post" action="{{ACTION}}">
{{#CHOICE}}<p><label><input type="checkbox" name="subscription" value="{{ID}}"{{#CHOSEN}} checked{{/CHOSEN}}> {{#WHOLE}}Every comment on{{/WHOLE}}{{#REPLIES}}Replies to your comment on{{/REPLIES}} “<bdi>{{PAGE}}</bdi>”</label></p>
{{/CHOICE}}
{{#MANAGED}}<fieldset class="panel"><legend>{{#WHOLE}}Every comment on{{/WHOLE}}{{#REPLIES}}Replies to your comment on{{/REPLIES}} “<bdi>{{PAGE}}</bdi>”</legend>
{{#WAITING}}<p>Requested {{DATE}}, not confirmed yet.</p>
<p><button name="confirm" value="{{ID}}">Confirm</button> <button name="end" value="{{ID}}">Decline</button></p>
{{/WAITING}}
{{#ACTIVE}}<p><label for="schedule-{{ID}}">How often</label>
<select id="schedule-{{ID}}" name="schedule-{{ID}}"><option value="each"{{#EACH}} selected{{/EACH}}>one mail for each comment</option><option value="daily"{{#DAILY}} selected{{/DAILY}}>at most one mail a day</option><option value="weekly"{{#WEEKLY}} selected{{/WEEKLY}}>at most one mail a week</option></select></p>
<p class="facts">Since {{DATE}}</p>
<p><button name="end" value="{{ID}}">End</button></p>
{{/ACTIVE}}
</fieldset>
{{/MANAGED}}
{{#CONFIRM_BUTTON}}<p><input type="hidden" name="subscription" value="0"><button class="strong" name="do" value="confirm">Yes, send me this mail</button></p>{{/CONFIRM_BUTTON}}{{#UNSUBSCRIBE_BUTTON}}<p><button class="strong" name="do" value="unsubscribe">Unsubscribe</button></p>{{/UNSUBSCRIBE_BUTTON}}{{#SAVE_BUTTON}}<p><button class="strong" name="do" value="save">Save how often</button></p>
{{/SAVE_BUTTON}}{{#END_BUTTONS}}<p><button name="do" value="leave">End all</button></p>
<p><button class="danger" name="do" value="refuse">End all and never ask me again</button></p>{{/END_BUTTONS}}{{#ALLOW_BUTTON}}<p><button name="do" value="allow">Allow questions again</button></p>{{/ALLOW_BUTTON}}
</form>
{{/FORM}}
<p><a href="{{BACK_HREF}}">Back to the page</a></p>
</main>
</body>
</html>
