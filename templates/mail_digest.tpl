{{!plain text}}Subject: [{{SITE}}] {{#ONE}}One new comment{{/ONE}}{{#MANY}}{{COUNT}} new comments{{/MANY}}

{{#ONE}}There is a new comment{{/ONE}}{{#MANY}}There are {{COUNT}} new comments{{/MANY}} in the conversations that you follow.
{{#COMMENT}}
----------------------------------------------------------------------
{{AUTHOR}} on “{{PAGE}}”:

{{EXCERPT}}

{{COMMENT_URL}}
{{/COMMENT}}
----------------------------------------------------------------------
{{#MORE}}And {{LEFT}} more.
{{/MORE}}
To unsubscribe from these mails:
{{UNSUBSCRIBE_URL}}

To see and change all mail that you get from {{SITE}} (this link is valid for a month):
{{MANAGE_URL}}
