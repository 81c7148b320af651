{{%AUTOESCAPE context="HTML"}}{{! What needs attention, and the last action that can still be undone. }}
{{#UNREAD_CARE}}<p class="notice care">Somebody may need help: a comment from {{AGE}} has not been opened yet. <a href="{{BASE}}/?view=care&amp;order=oldest">Read it now</a></p>
{{/UNREAD_CARE}}
{{#MAIL_MISSING}}<p class="notice quiet">Mail is not configured, so nobody is notified of new comments. <a href="{{BASE}}/mail">About mail</a></p>
{{/MAIL_MISSING}}
{{#MAIL_FAILED}}<p class="notice problem">Mails that could not be delivered: {{COUNT}}. <a href="{{BASE}}/mail">Show them</a></p>
{{/MAIL_FAILED}}
{{#HELP_MISSING}}<div class="notice quiet"><p>There is no help line for people in distress yet. <a href="{{BASE}}/care">Add one</a></p>{{#OWNER}}<form method="post" action="{{BASE}}/care"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="return" value="care"><button name="dismiss" value="help">This site needs none</button></form>{{/OWNER}}</div>
{{/HELP_MISSING}}
{{#HELP_OUTDATED}}<p class="notice quiet">Help lines that were not checked for six months: {{COUNT}}. <a href="{{BASE}}/care">Check them</a></p>
{{/HELP_OUTDATED}}
{{#EARLIER}}<div class="notice quiet" id="earlier"><p>Your last action: {{SENTENCE_HTML:none}}</p><form method="post" action="{{BASE}}/undo"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="batch" value="{{BATCH}}"><input type="hidden" name="return" value="{{RETURN}}"><button class="undo" data-key="z">Undo</button></form></div>
{{/EARLIER}}
