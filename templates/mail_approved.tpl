{{!plain text}}Subject: [{{SITE}}] Comment: “{{PAGE}}”

{{AUTHOR}} commented on “{{PAGE}}”:

{{TEXT}}

{{COMMENT_URL}}
