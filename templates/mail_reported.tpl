{{!plain text}}Subject: [{{SITE}}] A comment was reported: “{{PAGE}}”

A reader reported the comment by {{AUTHOR}} on “{{PAGE}}”:{{#REPORT}}
- {{REASON}}{{#NOTE}}: {{NOTE_TEXT}}{{/NOTE}}{{/REPORT}}

The comment is still published:

{{TEXT}}

{{COMMENT_URL}}

Read it and decide:  {{OPEN_URL}}
