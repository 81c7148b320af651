{{!plain text}}Subject: [{{SITE}}] {{AUTHOR}} replied to you: “{{PAGE}}”

{{AUTHOR}} replied to your comment on “{{PAGE}}”:

{{TEXT}}

{{COMMENT_URL}}

To unsubscribe from mail about comments on {{SITE}}:
{{UNSUBSCRIBE_URL}}
