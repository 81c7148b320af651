{{!plain text}}Subject: [{{SITE}}] Your comment is published: “{{PAGE}}”

Your comment on “{{PAGE}}” has been read and is published:
{{COMMENT_URL}}

To change or withdraw it within a week:
{{OWN_URL}}

No more mail from {{SITE}}:
{{UNSUBSCRIBE_URL}}
