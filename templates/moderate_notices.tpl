{{%AUTOESCAPE context="HTML"}}{{! What was just done, and what needs attention. }}
{{#PROBLEM}}<p class="notice problem" role="alert">{{SENTENCE}}{{#DETAIL}} <span class="detail">{{TEXT}}</span>{{/DETAIL}}</p>
{{/PROBLEM}}
{{#NOTICE}}<div class="notice done">{{#ONE}}<p>Comment {{VERB}}.</p>{{/ONE}}{{#MANY}}<p>{{COUNT}} comments {{VERB}}.</p>{{/MANY}}{{#OTHER}}<p>Done: {{VERB}}.</p>{{/OTHER}}{{#UNDONE}}<p>It was taken back since.</p>{{/UNDONE}}{{#UNDO}}<form method="post" action="{{BASE}}/undo"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="batch" value="{{BATCH}}"><input type="hidden" name="return" value="{{RETURN}}"><button class="undo" data-key="z">Undo</button></form>{{/UNDO}}</div>
{{/NOTICE}}
{{#CONFLICT}}<p class="notice stale">{{#KNOWN}}<bdi{{#OF_MODERATOR}} class="moderator"{{/OF_MODERATOR}}>{{ACTOR}}</bdi> was first: comment {{ID}} was {{VERB}} {{AGE}}.{{/KNOWN}}{{#UNKNOWN}}Comment {{ID}} was changed meanwhile.{{/UNKNOWN}} Nothing was overwritten.</p>
{{/CONFLICT}}
{{#UNREAD_CARE}}<p class="notice care">Somebody may need a person: a comment from {{AGE}} has not been opened yet. <a href="{{BASE}}/?view=care&amp;order=oldest">Read it now</a></p>
{{/UNREAD_CARE}}
{{#MAIL_MISSING}}<p class="notice quiet">No mail is configured, so nobody is told of new comments. <a href="{{BASE}}/mail">About mail</a></p>
{{/MAIL_MISSING}}
{{#MAIL_FAILED}}<p class="notice problem">{{COUNT}} messages could not be delivered. <a href="{{BASE}}/mail">See which</a></p>
{{/MAIL_FAILED}}
{{#HELP_MISSING}}<div class="notice quiet"><p>There is no help line for people in distress yet. <a href="{{BASE}}/care">Add one</a></p>{{#OWNER}}<form method="post" action="{{BASE}}/care"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="care"><button name="dismiss" value="help">This site does without</button></form>{{/OWNER}}</div>
{{/HELP_MISSING}}
{{#HELP_OUTDATED}}<p class="notice quiet">Nobody has checked {{COUNT}} of the help lines for six months. <a href="{{BASE}}/care">Check them</a></p>
{{/HELP_OUTDATED}}
