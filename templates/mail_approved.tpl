{{!plain text}}Subject: [{{SITE}}] Comment: “{{PAGE}}”

{{AUTHOR}} has written about “{{PAGE}}”:

{{TEXT}}

{{COMMENT_URL}}
