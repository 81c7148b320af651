{{!plain text}}Subject: [{{SITE}}] Do you want mail about comments?

Somebody {{#WRITER}}commented on {{SITE}} with this email address and asked for mail about the conversation.{{/WRITER}}{{#READER}}asked {{SITE}} to send mail about a conversation to this address.{{/READER}}

If that was you, see what it is about and confirm it within a week:
{{CONFIRM_URL}}

{{#OWN}}To change or withdraw the comment until {{OWN_UNTIL}}:
{{OWN_URL}}

{{/OWN}}If it was not you, you need not do anything. No further mail is sent to you because of this request. To block further requests for this address:
{{REFUSE_URL}}
