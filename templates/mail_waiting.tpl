{{!plain text}}Subject: [{{SITE}}] {{#ONE}}Please moderate: “{{PAGE}}”{{/ONE}}{{#MANY}}{{COUNT}} comments await moderation{{/MANY}}

{{#ONE}}A comment on “{{PAGE}}” waits for you.{{/ONE}}{{#MANY}}{{COUNT}} comments wait for you.{{/MANY}}
{{#COMMENT}}
----------------------------------------------------------------------
{{AUTHOR}}{{#EMAIL}} <{{ADDRESS}}>{{/EMAIL}}{{#WEBSITE}}
{{ADDRESS}}{{/WEBSITE}}
on {{PAGE_URL}}
{{#REASON}}Why it waits: {{WORDS}}
{{/REASON}}
{{TEXT}}

Open it:  {{OPEN_URL}}
Approve:  {{APPROVE_URL}}
Spam:     {{SPAM_URL}}
Trash:    {{TRASH_URL}}
{{/COMMENT}}
----------------------------------------------------------------------
Waiting in all: {{WAITING}}
The queue: {{QUEUE_URL}}

The links are good for a week and for one use. Opening one changes nothing; a button on its page does.
