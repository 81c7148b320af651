{{!plain text}}Subject: [{{SITE}}] {{#ONE}}Please moderate: “{{PAGE}}”{{/ONE}}{{#MANY}}{{COUNT}} comments await moderation{{/MANY}}

{{#ONE}}A comment on “{{PAGE}}” is waiting for moderation.{{/ONE}}{{#MANY}}{{COUNT}} comments are waiting for moderation.{{/MANY}}
{{#COMMENT}}
----------------------------------------------------------------------
{{AUTHOR}}{{#EMAIL}} <{{ADDRESS}}>{{/EMAIL}}{{#WEBSITE}}
{{ADDRESS}}{{/WEBSITE}}
on {{PAGE_URL}}
{{#REASON}}Reason: {{WORDS}}
{{/REASON}}
{{TEXT}}

Open it:  {{OPEN_URL}}
Approve:  {{APPROVE_URL}}
Spam:     {{SPAM_URL}}
Trash:    {{TRASH_URL}}
{{/COMMENT}}
----------------------------------------------------------------------
All waiting comments: {{WAITING}}
Queue: {{QUEUE_URL}}

Each link is valid for one week and for one use. Opening a link changes nothing; the page that it opens asks for confirmation.
