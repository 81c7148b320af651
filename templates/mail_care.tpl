{{!plain text}}Subject: [{{SITE}}] Somebody may need help: “{{PAGE}}”

{{#FIRST}}A comment on “{{PAGE}}” may be about somebody's safety. It is held, and only moderators see it.{{/FIRST}}{{#PUBLISHED}}A reader reported a published comment on “{{PAGE}}”.{{/PUBLISHED}}{{#UNREAD}}A comment on “{{PAGE}}” that may be about somebody's safety has not been opened for half an hour.{{/UNREAD}}

Read it:  {{OPEN_URL}}

For privacy, this mail contains neither the text nor the name of the writer.
