{{!plain text}}Subject: [{{SITE}}] Somebody may need a person: “{{PAGE}}”

{{#FIRST}}A comment on “{{PAGE}}” may be about somebody's safety. It is held, and only moderators see it.{{/FIRST}}{{#PUBLISHED}}A reader is worried about a published comment on “{{PAGE}}”.{{/PUBLISHED}}{{#UNREAD}}Nobody has opened a comment on “{{PAGE}}” that may be about somebody's safety, although it has waited for half an hour.{{/UNREAD}}

Read it:  {{OPEN_URL}}

What was written, and by whom, is not in this mail.
