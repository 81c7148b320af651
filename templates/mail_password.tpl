{{!plain text}}Subject: [{{SITE}}] A new password

Somebody asked for a new password for the moderators' pages of {{SITE}}. If it was not you, you can ignore this mail: nothing has changed.
{{#ACCOUNT}}
{{NAME}} can set a new password here, once, within one hour:
{{URL}}
{{/ACCOUNT}}
