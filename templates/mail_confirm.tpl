{{!plain text}}Subject: [{{SITE}}] Do you want mail about your comments?

Somebody commented on {{SITE}} with this email address and asked for mail when a comment is published and when somebody replies.

If that was you, confirm that you want these mails:
{{CONFIRM_URL}}

{{#OWN}}To change or withdraw the comment until {{OWN_UNTIL}}:
{{OWN_URL}}

{{/OWN}}If it was not you, you need not do anything. No further mail is sent to you. To block further requests for this address:
{{UNSUBSCRIBE_URL}}
