{{!plain text}}Subject: [{{SITE}}] Comment changed: “{{PAGE}}”

{{AUTHOR}} changed a published comment on “{{PAGE}}”. No rule holds the new text, so the comment stays published. The new text:

{{TEXT}}

{{COMMENT_URL}}

The previous text:  {{OPEN_URL}}
