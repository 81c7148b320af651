{{!plain text}}Subject: [{{SITE}}] Your comment is published: “{{PAGE}}”

Your comment on “{{PAGE}}” was approved and is published:
{{COMMENT_URL}}

{{#OWN}}To change or withdraw it until {{OWN_UNTIL}}:
{{OWN_URL}}

{{/OWN}}To unsubscribe from mail about comments on {{SITE}}:
{{UNSUBSCRIBE_URL}}
