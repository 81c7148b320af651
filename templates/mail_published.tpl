{{!plain text}}Subject: [{{SITE}}] Your comment is published: “{{PAGE}}”

Your comment on “{{PAGE}}” was approved and is published:
{{COMMENT_URL}}

To change or withdraw it within a week:
{{OWN_URL}}

To unsubscribe from mail about comments on {{SITE}}:
{{UNSUBSCRIBE_URL}}
