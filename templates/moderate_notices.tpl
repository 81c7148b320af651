{{%AUTOESCAPE context="HTML"}}{{! The result of the last action. }}
{{#SUCCESS}}<p class="notice done" role="status">{{SENTENCE}}</p>
{{/SUCCESS}}
{{#PROBLEM}}<p class="notice problem" role="alert">{{SENTENCE}}{{#DETAIL}} <span class="detail">{{TEXT}}</span>{{/DETAIL}}</p>
{{/PROBLEM}}
{{#NOTICE}}<div class="notice done"><p>{{SENTENCE_HTML:none}}{{#UNDONE}} This has been undone.{{/UNDONE}}{{#BEFORE}} Before that: {{BEFORE_HTML:none}}{{/BEFORE}}</p>{{#UNDO}}<form method="post" action="{{BASE}}/undo"><input type="hidden" name="csrf" value="{{CSRF}}"><input type="hidden" name="batch" value="{{BATCH}}"><input type="hidden" name="return" value="{{RETURN}}"><button class="undo" data-key="z">Undo{{#TOO}} that too{{/TOO}}</button></form>{{/UNDO}}</div>
{{/NOTICE}}
{{#CONFLICT}}<p class="notice conflict">{{#KNOWN}}Comment {{ID}}: <bdi{{#OF_MODERATOR}} class="moderator"{{/OF_MODERATOR}}>{{ACTOR}}</bdi> acted first and {{SENTENCE_HTML:none}} {{AGE}}.{{/KNOWN}}{{#UNKNOWN}}Comment {{ID}} was changed in the meantime.{{/UNKNOWN}} Nothing was overwritten.</p>
{{/CONFLICT}}
{{#MORE_CONFLICTS}}<p class="notice conflict">{{#ONE}}1 more comment was{{/ONE}}{{#SEVERAL}}{{COUNT}} more comments were{{/SEVERAL}} changed in the meantime. Nothing was overwritten.</p>
{{/MORE_CONFLICTS}}
