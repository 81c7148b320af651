{{!plain text}}Subject: [{{SITE}}] Your comment is published: “{{PAGE}}”

Your comment on “{{PAGE}}” was approved and is published:
{{COMMENT_URL}}

{{#OWN}}To change or withdraw it until {{OWN_UNTIL}}:
{{OWN_URL}}

{{/OWN}}To unsubscribe from this conversation:
{{UNSUBSCRIBE_URL}}

To see and change all mail that you get from {{SITE}} (this link is valid for a month):
{{MANAGE_URL}}
