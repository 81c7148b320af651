{{!plain text}}Subject: [{{SITE}}] {{AUTHOR}} has replied to you: “{{PAGE}}”

{{AUTHOR}} has replied to your comment on “{{PAGE}}”:

{{TEXT}}

{{COMMENT_URL}}

No more mail from {{SITE}}:
{{UNSUBSCRIBE_URL}}
