{{!plain text}}Subject: [{{SITE}}] Do you want mail about your comments?

Somebody has commented on {{SITE}} with this e-mail address and asked to be told by mail when a comment is published and when somebody replies.

If that was you, and you want these mails:
{{CONFIRM_URL}}

To change or withdraw the comment within a week:
{{OWN_URL}}

If it was not you, you need not do anything: nothing more is sent to you. To make sure that nobody can ask again:
{{UNSUBSCRIBE_URL}}
