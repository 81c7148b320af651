{{!plain text}}Subject: [{{SITE}}] Comment changed: “{{PAGE}}”

{{AUTHOR}} has changed a published comment on “{{PAGE}}”. It keeps to the rules of the site, so it stays published. It says now:

{{TEXT}}

{{COMMENT_URL}}

What it said before:  {{OPEN_URL}}
