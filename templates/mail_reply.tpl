{{!plain text}}Subject: Re: [{{SITE}}] {{PAGE}}

{{AUTHOR}} replied to your comment on “{{PAGE}}”:

{{TEXT}}

{{COMMENT_URL}}

To unsubscribe from this conversation:
{{UNSUBSCRIBE_URL}}

To see and change all mail that you get from {{SITE}} (this link is valid for a month):
{{MANAGE_URL}}
