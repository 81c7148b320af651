{{!plain text}}Subject: Re: [{{SITE}}] {{PAGE}}

{{AUTHOR}} commented on “{{PAGE}}”, a conversation that you follow:

{{EXCERPT}}

{{COMMENT_URL}}

To unsubscribe from this conversation:
{{UNSUBSCRIBE_URL}}

To see and change all mail that you get from {{SITE}} (this link is valid for a month):
{{MANAGE_URL}}
